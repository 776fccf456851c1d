/** The one live connection of the console: server-sent events of `/api/events`, shared by every screen. */
import { onScopeDispose, readonly, ref } from 'vue';
import { api } from '@/api/client';
import type { LiveEvents } from '@/api/types';
import { learnClock } from './time';

export type LiveState = 'connecting' | 'live' | 'stale' | 'lost';
type Name = keyof LiveEvents;
type Handler = (data: never) => void;

/** The server beats every 15 s: three missed beats mean that the line is dead though nobody hung up. */
const SILENCE = 50_000;
const NAMES: Name[] = ['message', 'reply', 'lead', 'heartbeat'];

const state = ref<LiveState>('connecting');
const handlers = new Map<Name, Set<Handler>>(NAMES.map((name) => [name, new Set()]));
const reconnected = new Set<() => void>();
let source: EventSource | null = null;
let retry = 0;
let retryTimer: number | undefined;
let silenceTimer: number | undefined;
let wasLive = false;

export const liveState = readonly(state);

/** Pause before the nth attempt to connect again. */
export function pause(attempt: number): number {
  return Math.min(30_000, 1000 * 2 ** Math.min(attempt, 5));
}

function heard(): void {
  window.clearTimeout(silenceTimer);
  silenceTimer = window.setTimeout(() => again('stale'), SILENCE);
  retry = 0;
  state.value = 'live';
}

function opened(): void {
  heard();
  if (wasLive) reconnected.forEach((reload) => reload());
  wasLive = true;
}

function again(why: LiveState): void {
  state.value = why;
  source?.close();
  source = null;
  window.clearTimeout(silenceTimer);
  window.clearTimeout(retryTimer);
  retryTimer = window.setTimeout(connect, pause(retry++));
}

function dispatch(name: Name, event: MessageEvent<string>): void {
  heard();
  let data: unknown;
  try {
    data = JSON.parse(event.data);
  } catch {
    return;
  }
  if (name === 'heartbeat') learnClock((data as LiveEvents['heartbeat']).now);
  handlers.get(name)?.forEach((handler) => handler(data as never));
}

export function connect(): void {
  if (source) return;
  source = new EventSource(api.eventsUrl);
  source.onopen = opened;
  // The server ends a stream now and then; only a failed attempt to come back is worth a warning.
  source.onerror = () => again(state.value === 'live' ? 'connecting' : 'lost');
  for (const name of NAMES) source.addEventListener(name, (event) => dispatch(name, event as MessageEvent<string>));
}

export function disconnect(): void {
  window.clearTimeout(retryTimer);
  window.clearTimeout(silenceTimer);
  source?.close();
  source = null;
  wasLive = false;
  retry = 0;
  state.value = 'connecting';
}

/** Hears one kind of event for as long as the calling component lives. */
export function useLive<N extends Name>(name: N, handler: (data: LiveEvents[N]) => void): void {
  const all = handlers.get(name)!;
  all.add(handler as Handler);
  onScopeDispose(() => all.delete(handler as Handler));
}

/** Runs after the line was down, since what happened meanwhile was not heard. */
export function useReconnect(reload: () => void): void {
  reconnected.add(reload);
  onScopeDispose(() => reconnected.delete(reload));
}

/** Runs at most once per `wait`, the last call included: a burst of events makes one reload. */
export function throttled(run: () => void, wait: number): () => void {
  let timer: number | undefined;
  onScopeDispose(() => window.clearTimeout(timer));
  return () => {
    timer ??= window.setTimeout(() => {
      timer = undefined;
      run();
    }, wait);
  };
}
