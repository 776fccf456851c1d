import { describe, expect, it } from 'vitest';
import { dayOf, formatClock, formatTime, learnClock, spans, urgency, wall, wallNow } from './time';

describe('time', () => {
  it('shows the hospital’s wall clock whatever this machine’s zone is', () => {
    expect(formatTime('2026-11-21T23:40:00+08:00', 'zh-CN', 2026)).toBe('11月21日 周六 23:40');
    expect(formatTime('2026-11-21T23:40:00.123456+08:00', 'en', 2026)).toBe('Sat 21 Nov 23:40');
    expect(formatClock('2026-11-21T00:05:09+08:00', true)).toBe('00:05:09');
  });

  it('moves a time in UTC to the hospital’s zone', () => {
    expect(formatTime('2026-11-21T16:30:00Z', 'zh-CN', 2026)).toBe('11月22日 周日 00:30');
  });

  it('shows the year only where it is another one', () => {
    expect(formatTime('2025-02-03T08:00:00+08:00', 'zh-CN', 2026)).toBe('2025年2月3日 周一 08:00');
    expect(formatTime('2025-02-03T08:00:00+08:00', 'en', 2026)).toBe('Mon 3 Feb 2025 08:00');
  });

  it('takes a day without time as it stands', () => {
    expect(wall('2026-03-01')).toMatchObject({ month: 3, day: 1, weekday: 0 });
  });

  it('shows a dash for what is missing or no time', () => {
    expect(formatTime(null, 'zh-CN')).toBe('—');
    expect(formatTime('soon', 'zh-CN')).toBe('—');
  });

  it('learns from the server which day it is', () => {
    learnClock('2031-05-01T23:59:00-03:30');
    expect(dayOf(wallNow())).toBe('2031-05-01');
    learnClock('2031-05-02T11:29:00+08:00');
    expect(dayOf(wallNow())).toBe('2031-05-02');
  });

  it('gives the two largest units of a span', () => {
    expect(spans(4_800_000)).toEqual([
      { unit: 'h', n: 1 },
      { unit: 'm', n: 20 },
    ]);
    expect(spans(3_600_000)).toEqual([{ unit: 'h', n: 1 }]);
    expect(spans(1500)).toEqual([{ unit: 's', n: 2 }]);
    expect(spans(26 * 3_600_000)).toEqual([
      { unit: 'd', n: 1 },
      { unit: 'h', n: 2 },
    ]);
  });

  it('ranks a promise by its window', () => {
    const promise = { from: '2026-11-22T09:00:00+08:00', to: '2026-11-22T10:00:00+08:00' };
    const at = (clock: string) => Date.parse(`2026-11-22T${clock}:00+08:00`);
    expect(urgency(promise, at('07:00'))).toBe('later');
    expect(urgency(promise, at('08:40'))).toBe('soon');
    expect(urgency(promise, at('09:30'))).toBe('now');
    expect(urgency(promise, at('10:01'))).toBe('overdue');
    expect(urgency(null, at('10:01'))).toBe('none');
  });
});
