/** Is it quiet or is it broken? The same figures decide the strip on every page and the system screen. */
import { computed, readonly, ref, shallowRef } from 'vue';
import { api } from '@/api/client';
import type { SystemState } from '@/api/types';
import { learnClock } from './time';

export type Pulse = 'working' | 'quiet' | 'behind' | 'broken' | 'unlinked' | 'unknown';

const QUIET_AFTER = 15 * 60_000;
const BEHIND_FROM = 500;

export function lastOf(times: (string | null | undefined)[]): string | null {
  const known = times.filter((time): time is string => !!time);
  return known.reduce<string | null>((best, time) => (best && Date.parse(best) >= Date.parse(time) ? best : time), null);
}

export function behind(system: SystemState): number {
  return system.lags.reduce((sum, lag) => sum + Math.max(0, lag.behind), 0);
}

/** What is wrong, as names of servers and stages; empty = nothing. */
export function faults(system: SystemState): string[] {
  return [
    ...system.servers.filter((server) => !server.up).map((server) => server.name),
    ...system.stages.filter((stage) => stage.state !== 'running').map((stage) => stage.name),
  ];
}

export function pulseOf(system: SystemState | null, now: number): Pulse {
  if (!system) return 'unknown';
  if (faults(system).length > 0) return 'broken';
  if (behind(system) >= BEHIND_FROM) return 'behind';
  const last = lastOf(system.accounts.map((account) => account.lastMessageAt));
  if (last && now - Date.parse(last) < QUIET_AFTER) return 'working';
  return system.accounts.length === 0 ? 'unlinked' : 'quiet';
}

const state = shallowRef<SystemState | null>(null);
const failing = ref(false);

export const systemState = computed(() => state.value);
export const systemFailing = readonly(failing);

/** Asks for the system's state; the screen and the strip share the answer. */
export async function refreshSystem(): Promise<void> {
  try {
    const found = await api.system();
    learnClock(found.now);
    state.value = found;
    failing.value = false;
  } catch (cause) {
    failing.value = true;
    throw cause;
  }
}
