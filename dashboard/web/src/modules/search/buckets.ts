import type { Histogram } from '@/api/types';
import { dayOf, wall } from '@/shell/time';

export interface Range {
  from: string;
  to: string;
}

const DAY = 86_400_000;
const dayText = (millis: number) => new Date(millis).toISOString().slice(0, 10);

/** The first day of a bucket. */
export function startDay(from: string): string {
  const at = wall(from);
  return at ? dayOf(at) : '';
}

/** The last day of a bucket that starts on this day. */
export function endDay(start: string, bucket: Histogram['bucket']): string {
  const at = Date.parse(`${start}T00:00:00Z`);
  if (bucket === 'day') return start;
  if (bucket === 'week') return dayText(at + 6 * DAY);
  const [year = 0, month = 1] = start.split('-').map(Number);
  return dayText(Date.UTC(year, month, 1) - DAY);
}

/** The days covered by the buckets from one index to another, both included. */
export function rangeOf(histogram: Histogram, first: number, last: number): Range | null {
  const low = histogram.buckets[Math.max(0, Math.min(first, last))];
  const high = histogram.buckets[Math.min(histogram.buckets.length - 1, Math.max(first, last))];
  if (!low || !high) return null;
  return { from: startDay(low.from), to: endDay(startDay(high.from), histogram.bucket) };
}

/** Sentence material for those who do not see the chart. */
export function peak(histogram: Histogram): { from: string; count: number } | null {
  return histogram.buckets.reduce<{ from: string; count: number } | null>(
    (best, bucket) => (best && best.count >= bucket.count ? best : bucket),
    null,
  );
}
