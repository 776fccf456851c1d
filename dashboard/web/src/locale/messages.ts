export type Locale = 'zh-CN' | 'en';

export interface Messages {
  [key: string]: string | Messages;
}

type Same<T> = { [K in keyof T]: T[K] extends string ? string : Same<T[K]> };

/** Both languages of a screen; the compiler refuses an English text that is missing or left over. */
export function bothLanguages<T extends Messages>(zh: T, en: Same<T>): Record<Locale, Messages> {
  return { 'zh-CN': zh, en: en as Messages };
}
