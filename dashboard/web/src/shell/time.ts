/**
 * Times as the hospital's clock shows them. The server sends every time with the offset of the hospital's zone, so the
 * wall clock is read from the text itself: a laptop set to another zone still shows the hospital's time.
 */
import { ref } from 'vue';
import type { Locale } from '@/locale/messages';

export interface Wall {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
  /** 0 = Sunday */
  weekday: number;
}

const ISO = /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d))?[^Z+-]*(Z|[+-]\d\d:?\d\d)?)?/;
const ZH_DAYS = ['周日', '周一', '周二', '周三', '周四', '周五', '周六'];
const EN_DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const EN_MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** The hospital's offset in minutes, learnt from the last time the server sent. */
const zoneMinutes = ref(480);
/** Server clock minus this machine's clock. */
const skew = ref(0);
/** Ticks, so that countdowns and ages redraw. */
const tick = ref(Date.now());

if (typeof window !== 'undefined') window.setInterval(() => (tick.value = Date.now()), 10_000);

export function offsetMinutes(zone: string | undefined): number | null {
  if (!zone) return null;
  if (zone === 'Z') return 0;
  const sign = zone.startsWith('-') ? -1 : 1;
  const digits = zone.slice(1).replace(':', '');
  return sign * (Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2, 4)));
}

/** Learns the server's clock and zone, e.g. from a heartbeat. */
export function learnClock(serverNow: string): void {
  const match = ISO.exec(serverNow);
  const minutes = offsetMinutes(match?.[7]);
  if (minutes !== null && match?.[7] !== 'Z') zoneMinutes.value = minutes;
  const instant = Date.parse(serverNow);
  if (!Number.isNaN(instant)) {
    skew.value = instant - Date.now();
    tick.value = Date.now();
  }
}

/** The server's now, in milliseconds; reactive. */
export function now(): number {
  return tick.value + skew.value;
}

function wallOfInstant(millis: number, minutes: number): Wall {
  const shifted = new Date(millis + minutes * 60_000);
  return {
    year: shifted.getUTCFullYear(),
    month: shifted.getUTCMonth() + 1,
    day: shifted.getUTCDate(),
    hour: shifted.getUTCHours(),
    minute: shifted.getUTCMinutes(),
    second: shifted.getUTCSeconds(),
    weekday: shifted.getUTCDay(),
  };
}

/** The hospital's wall clock of a time on the wire; a time in UTC is moved to the hospital's zone. */
export function wall(iso: string): Wall | null {
  const match = ISO.exec(iso);
  if (!match) return null;
  if (!match[4]) return wallOfInstant(Date.UTC(Number(match[1]), Number(match[2]) - 1, Number(match[3])), 0);
  const minutes = offsetMinutes(match[7]);
  const usesZone = minutes === null || match[7] === 'Z';
  const instant = Date.parse(minutes === null ? `${iso}Z` : iso);
  if (minutes === null) return wallOfInstant(instant, 0);
  return wallOfInstant(instant, usesZone ? zoneMinutes.value : minutes);
}

export function wallNow(): Wall {
  return wallOfInstant(now(), zoneMinutes.value);
}

const two = (n: number) => String(n).padStart(2, '0');

/** `2026-11-22` of a wall clock. */
export function dayOf(at: Wall): string {
  return `${at.year}-${two(at.month)}-${two(at.day)}`;
}

/** The day with its weekday; the year only where it is not this one. */
export function formatDay(iso: string | null | undefined, locale: Locale, thisYear = wallNow().year): string {
  const at = iso ? wall(iso) : null;
  if (!at) return '—';
  if (locale === 'en') {
    const year = at.year === thisYear ? '' : ` ${at.year}`;
    return `${EN_DAYS[at.weekday]} ${at.day} ${EN_MONTHS[at.month - 1]}${year}`;
  }
  const year = at.year === thisYear ? '' : `${at.year}年`;
  return `${year}${at.month}月${at.day}日 ${ZH_DAYS[at.weekday]}`;
}

export function formatClock(iso: string | null | undefined, seconds = false): string {
  const at = iso ? wall(iso) : null;
  if (!at) return '—';
  return `${two(at.hour)}:${two(at.minute)}${seconds ? `:${two(at.second)}` : ''}`;
}

/** Day, weekday and clock. */
export function formatTime(iso: string | null | undefined, locale: Locale, thisYear = wallNow().year): string {
  if (!iso || !wall(iso)) return '—';
  return `${formatDay(iso, locale, thisYear)} ${formatClock(iso)}`;
}

export interface Span {
  unit: 'd' | 'h' | 'm' | 's';
  n: number;
}

/** The two largest units of a span, e.g. 1 h 20 min. */
export function spans(millis: number): Span[] {
  const seconds = Math.max(0, Math.round(millis / 1000));
  if (seconds < 60) return [{ unit: 's', n: seconds }];
  const all: Span[] = [
    { unit: 'd', n: Math.floor(seconds / 86_400) },
    { unit: 'h', n: Math.floor((seconds % 86_400) / 3600) },
    { unit: 'm', n: Math.floor((seconds % 3600) / 60) },
  ];
  const first = all.findIndex((span) => span.n > 0);
  return all.slice(first, first + 2).filter((span) => span.n > 0);
}

export type Urgency = 'overdue' | 'now' | 'soon' | 'later' | 'none';

/** How near a promise is: overdue, inside its window, within the next half hour, later. */
export function urgency(promise: { from: string; to: string } | null, at: number): Urgency {
  if (!promise) return 'none';
  const from = Date.parse(promise.from);
  const to = Date.parse(promise.to);
  if (Number.isNaN(to)) return 'none';
  if (at > to) return 'overdue';
  if (at >= from) return 'now';
  return from - at <= 30 * 60_000 ? 'soon' : 'later';
}
