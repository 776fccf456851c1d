import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { effectScope, type EffectScope } from 'vue';
import { api } from '@/api/client';
import type { ImportJob } from '@/api/types';
import { useFollow } from './follow';

class Stream extends EventTarget {
  static last: Stream;
  onerror: () => void = () => {};
  closed = false;
  constructor() {
    super();
    Stream.last = this;
  }
  close() {
    this.closed = true;
  }
}
const job = (state: ImportJob['state']) => ({ id: 'j1', state }) as ImportJob;
const update = vi.fn();
let scope: EffectScope;
let following: ReturnType<typeof useFollow>;

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('EventSource', Stream);
  update.mockReset();
  scope = effectScope();
  following = scope.run(() => useFollow(update))!;
  following.follow('j1');
});
afterEach(() => {
  scope.stop();
  vi.useRealTimers();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

describe('follow', () => {
  it('shows progress as it comes and hangs up at the end', () => {
    Stream.last.dispatchEvent(Object.assign(new Event('progress'), { data: JSON.stringify(job('done')) }));
    expect(update).toHaveBeenCalledWith(job('done'));
    expect(Stream.last.closed).toBe(true);
  });

  it('asks at intervals when the stream breaks, until the job is over', async () => {
    const asked = vi.spyOn(api, 'importJob').mockResolvedValueOnce(job('running')).mockResolvedValueOnce(job('running')).mockResolvedValue(job('done'));
    Stream.last.onerror();
    await vi.advanceTimersByTimeAsync(0);
    expect(following.polled.has('j1')).toBe(true);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(asked).toHaveBeenCalledTimes(3);
    expect(update).toHaveBeenLastCalledWith(job('done'));
    expect(following.polled.size).toBe(0);
  });

  it('keeps asking when an answer fails', async () => {
    const asked = vi.spyOn(api, 'importJob').mockRejectedValueOnce(new Error('down')).mockResolvedValue(job('done'));
    Stream.last.onerror();
    await vi.advanceTimersByTimeAsync(5000);
    expect(asked).toHaveBeenCalledTimes(2);
  });

  it('stops with its screen', () => {
    scope.stop();
    expect(Stream.last.closed).toBe(true);
  });
});
