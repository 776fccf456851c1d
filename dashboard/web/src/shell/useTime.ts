import { useI18n } from 'vue-i18n';
import type { Locale } from '@/locale/messages';
import * as time from './time';

/** Times in the language of the page. */
export function useTime() {
  const { t, locale } = useI18n();
  const language = () => locale.value as Locale;

  const span = (millis: number) =>
    time
      .spans(Math.abs(millis))
      .map(({ unit, n }) => t(`common.${unit}`, { n }))
      .join(' ');

  return {
    at: (iso: string | null | undefined) => time.formatTime(iso, language()),
    day: (iso: string | null | undefined) => time.formatDay(iso, language()),
    clock: (iso: string | null | undefined, seconds = false) => time.formatClock(iso, seconds),
    span,
    /** "3 分钟前", reactive to the clock. */
    ago: (iso: string | null | undefined): string => {
      if (!iso) return t('common.never');
      const age = time.now() - Date.parse(iso);
      return age < 10_000 ? t('common.justNow') : t('common.ago', { d: span(age) });
    },
  };
}
