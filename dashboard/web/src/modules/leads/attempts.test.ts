import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { effectScope, type EffectScope } from 'vue';
import type { Lead } from '@/api/types';
import { expectedState, GRACE, useAttempts } from './attempts';

const lead = (id: string) => ({ id }) as Lead;
const sent = vi.fn();
let scope: EffectScope;
let attempts: ReturnType<typeof useAttempts>;

beforeEach(() => {
  vi.useFakeTimers();
  sent.mockReset();
  scope = effectScope();
  attempts = scope.run(() => useAttempts((attempt, leaving) => sent(attempt.lead.id, attempt.outcome, leaving)))!;
});
afterEach(() => {
  scope.stop();
  vi.useRealTimers();
});

describe('attempts', () => {
  it('tells the server after the grace, once', () => {
    attempts.record({ lead: lead('a'), outcome: 'booked', note: '' });
    vi.advanceTimersByTime(GRACE - 1);
    expect(sent).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1000);
    expect(sent).toHaveBeenCalledExactlyOnceWith('a', 'booked', false);
    expect(attempts.pending.value).toBeNull();
  });

  it('can be taken back in time', () => {
    attempts.record({ lead: lead('a'), outcome: 'refused', note: 'n' });
    expect(attempts.undo()?.note).toBe('n');
    vi.advanceTimersByTime(GRACE * 2);
    expect(sent).not.toHaveBeenCalled();
    expect(attempts.undo()).toBeNull();
  });

  it('lets no record wait behind the next one', () => {
    attempts.record({ lead: lead('a'), outcome: 'reached', note: '' });
    attempts.record({ lead: lead('b'), outcome: 'no_answer', note: '' });
    expect(sent).toHaveBeenCalledExactlyOnceWith('a', 'reached', false);
    vi.advanceTimersByTime(GRACE);
    expect(sent).toHaveBeenLastCalledWith('b', 'no_answer', false);
  });

  it('loses nothing when the page goes away', () => {
    attempts.record({ lead: lead('a'), outcome: 'reached', note: '' });
    scope.stop();
    expect(sent).toHaveBeenCalledExactlyOnceWith('a', 'reached', true);
  });

  it('keeps those who did not pick up in the queue', () => {
    expect(expectedState('no_answer')).toBe('claimed');
    expect(expectedState('booked')).toBe('done');
    expect(expectedState('wrong_number')).toBe('lost');
  });
});
