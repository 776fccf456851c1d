import { describe, expect, it } from 'vitest';
import type { Histogram } from '@/api/types';
import { endDay, peak, rangeOf } from './buckets';

const histogram: Histogram = {
  bucket: 'week',
  buckets: [
    { from: '2026-10-05T00:00:00+08:00', count: 4 },
    { from: '2026-10-12T00:00:00+08:00', count: 9 },
    { from: '2026-10-19T00:00:00+08:00', count: 2 },
  ],
};

describe('buckets', () => {
  it('end on their last day', () => {
    expect(endDay('2026-10-05', 'day')).toBe('2026-10-05');
    expect(endDay('2026-10-05', 'week')).toBe('2026-10-11');
    expect(endDay('2026-02-01', 'month')).toBe('2026-02-28');
    expect(endDay('2026-12-01', 'month')).toBe('2026-12-31');
  });

  it('become a range, dragged either way and beyond the edges', () => {
    expect(rangeOf(histogram, 1, 2)).toEqual({ from: '2026-10-12', to: '2026-10-25' });
    expect(rangeOf(histogram, 9, -3)).toEqual({ from: '2026-10-05', to: '2026-10-25' });
    expect(rangeOf({ bucket: 'day', buckets: [] }, 0, 1)).toBeNull();
  });

  it('know their peak', () => {
    expect(peak(histogram)?.count).toBe(9);
    expect(peak({ bucket: 'day', buckets: [] })).toBeNull();
  });
});
