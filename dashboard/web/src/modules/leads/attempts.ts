/** Recording the outcome of a call in one key, with a few seconds to take it back before the server hears of it. */
import { onScopeDispose, shallowRef } from 'vue';
import type { Lead, Outcome } from '@/api/types';

export const OUTCOMES: Outcome[] = ['reached', 'no_answer', 'wrong_number', 'booked', 'refused'];
export const GRACE = 4000;

export interface PendingAttempt {
  lead: Lead;
  outcome: Outcome;
  note: string;
}

/** What the lead will most likely be once the server has recorded the outcome; shown meanwhile. */
export function expectedState(outcome: Outcome): Lead['state'] {
  if (outcome === 'reached' || outcome === 'booked') return 'done';
  return outcome === 'no_answer' ? 'claimed' : 'lost';
}

/**
 * @param send tells the server; `leaving` when the page is about to go and only a keep-alive request survives
 */
export function useAttempts(send: (attempt: PendingAttempt, leaving: boolean) => void) {
  const pending = shallowRef<PendingAttempt | null>(null);
  let timer: number | undefined;

  function flush(leaving = false) {
    window.clearTimeout(timer);
    const attempt = pending.value;
    pending.value = null;
    if (attempt) send(attempt, leaving);
  }
  function record(attempt: PendingAttempt) {
    flush();
    pending.value = attempt;
    timer = window.setTimeout(() => flush(), GRACE);
  }
  function undo(): PendingAttempt | null {
    window.clearTimeout(timer);
    const attempt = pending.value;
    pending.value = null;
    return attempt;
  }
  const onLeave = () => flush(true);
  window.addEventListener('pagehide', onLeave);
  onScopeDispose(() => {
    window.removeEventListener('pagehide', onLeave);
    flush(true);
  });
  return { pending, record, undo, flush };
}
