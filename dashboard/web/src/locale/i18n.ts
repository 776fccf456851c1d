import { createI18n } from 'vue-i18n';
import { watchEffect } from 'vue';
import { modules } from '@/shell/module';
import type { Locale, Messages } from './messages';
import shell from './shell';

const KEY = 'nightdesk.locale';

function merged(locale: Locale): Messages {
  const all: Messages = { ...shell[locale] };
  for (const module of modules) all[module.name] = module.messages[locale];
  return all;
}

export const messages: Record<Locale, Messages> = { 'zh-CN': merged('zh-CN'), en: merged('en') };

function saved(): Locale {
  try {
    return localStorage.getItem(KEY) === 'en' ? 'en' : 'zh-CN';
  } catch {
    return 'zh-CN';
  }
}

export const i18n = createI18n({
  legacy: false,
  locale: saved(),
  fallbackLocale: 'zh-CN',
  messages: messages as Record<Locale, never>,
  missingWarn: false,
  fallbackWarn: false,
});

export function setLocale(locale: Locale): void {
  i18n.global.locale.value = locale;
  try {
    localStorage.setItem(KEY, locale);
  } catch {
    // private mode: the choice lasts until the tab closes
  }
}

watchEffect(() => {
  document.documentElement.lang = i18n.global.locale.value;
});
