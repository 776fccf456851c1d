import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { effectScope } from 'vue';
import { connect, disconnect, liveState, pause, useLive, useReconnect } from './live';

class Stream extends EventTarget {
  static all: Stream[] = [];
  onopen: () => void = () => {};
  onerror: () => void = () => {};
  closed = false;
  constructor(readonly url: string) {
    super();
    Stream.all.push(this);
  }
  close() {
    this.closed = true;
  }
  say(name: string, data: string) {
    this.dispatchEvent(Object.assign(new Event(name), { data }));
  }
}
const stream = () => Stream.all.at(-1)!;

beforeEach(() => {
  Stream.all = [];
  vi.useFakeTimers();
  vi.stubGlobal('EventSource', Stream);
  connect();
});
afterEach(() => {
  disconnect();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('live', () => {
  it('shares one connection and tells each screen only what it asked for', () => {
    const scope = effectScope();
    const heard = vi.fn();
    scope.run(() => useLive('lead', heard));
    connect();
    expect(Stream.all).toHaveLength(1);
    stream().onopen();
    stream().say('lead', '{"id":"l1","state":"open","emergency":true}');
    stream().say('reply', '{"conversationId":"c","kind":"answer"}');
    expect(heard).toHaveBeenCalledExactlyOnceWith({ id: 'l1', state: 'open', emergency: true });
    scope.stop();
    stream().say('lead', '{"id":"l2","state":"open","emergency":false}');
    expect(heard).toHaveBeenCalledOnce();
  });

  it('comes back by itself, warns only when that fails, and lets screens catch up', () => {
    const scope = effectScope();
    const reload = vi.fn();
    scope.run(() => useReconnect(reload));
    stream().onopen();
    expect(liveState.value).toBe('live');
    stream().onerror();
    expect(liveState.value).toBe('connecting');
    vi.advanceTimersByTime(pause(0));
    stream().onerror();
    expect(liveState.value).toBe('lost');
    vi.advanceTimersByTime(pause(1));
    expect(Stream.all).toHaveLength(3);
    stream().onopen();
    expect(liveState.value).toBe('live');
    expect(reload).toHaveBeenCalledOnce();
    scope.stop();
  });

  it('notices a line that went silent', () => {
    stream().onopen();
    vi.advanceTimersByTime(49_000);
    stream().say('heartbeat', '{"now":"2026-11-22T03:00:00+08:00"}');
    vi.advanceTimersByTime(49_000);
    expect(liveState.value).toBe('live');
    vi.advanceTimersByTime(2_000);
    expect(liveState.value).toBe('stale');
  });

  it('waits longer each time, at most half a minute', () => {
    expect([0, 1, 2, 9].map(pause)).toEqual([1000, 2000, 4000, 30_000]);
  });

  it('shrugs off garbage', () => {
    stream().onopen();
    expect(() => stream().say('lead', '{broken')).not.toThrow();
  });
});
