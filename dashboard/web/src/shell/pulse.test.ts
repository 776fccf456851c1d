import { describe, expect, it } from 'vitest';
import type { SystemState } from '@/api/types';
import { faults, lastOf, pulseOf } from './pulse';

const NOW = Date.parse('2026-11-22T03:00:00+08:00');
const healthy: SystemState = {
  version: '0.1.0',
  startedAt: '2026-11-21T20:00:00+08:00',
  now: '2026-11-22T03:00:00+08:00',
  roles: [],
  servers: [{ name: 'kafka', kind: 'embedded', detail: 'here', up: true }],
  archives: [],
  accounts: [
    {
      name: 'main',
      simulated: false,
      lastCallbackAt: '2026-11-22T02:57:00+08:00',
      lastMessageAt: '2026-11-22T02:57:00+08:00',
      callbacks: 9,
      rejected: 0,
      pauses: [],
    },
  ],
  stages: [{ name: 'store', state: 'running', since: '2026-11-21T20:00:00+08:00', lastError: null }],
  lags: [{ group: 'store', topic: 't', behind: 0 }],
  counters: [],
  deadLetters: 0,
  knowledge: { items: 0, approved: 0 },
  models: {},
  night: { now: true, windows: [] },
};

describe('pulse', () => {
  it('works while messages come in', () => {
    expect(pulseOf(healthy, NOW)).toBe('working');
  });

  it('calls a night without messages quiet, not broken', () => {
    expect(pulseOf(healthy, NOW + 60 * 60_000)).toBe('quiet');
    const never = { ...healthy, accounts: [{ ...healthy.accounts[0]!, lastMessageAt: null }] };
    expect(pulseOf(never, NOW)).toBe('quiet');
  });

  it('is broken when a server is down or a stage does not run, however many messages came', () => {
    const down = { ...healthy, servers: [{ ...healthy.servers[0]!, up: false }] };
    expect(pulseOf(down, NOW)).toBe('broken');
    const retrying = { ...healthy, stages: [{ ...healthy.stages[0]!, state: 'retrying' as const }] };
    expect(pulseOf(retrying, NOW)).toBe('broken');
    expect(faults({ ...down, stages: retrying.stages })).toEqual(['kafka', 'store']);
  });

  it('tells a backlog and a missing account apart from both', () => {
    expect(pulseOf({ ...healthy, lags: [{ group: 'a', topic: 't', behind: 5000 }] }, NOW)).toBe('behind');
    expect(pulseOf({ ...healthy, accounts: [] }, NOW)).toBe('unlinked');
    expect(pulseOf(null, NOW)).toBe('unknown');
  });

  it('compares times by instant, not by text', () => {
    expect(lastOf(['2026-11-22T01:00:00+08:00', null, '2026-11-21T18:30:00Z'])).toBe('2026-11-21T18:30:00Z');
    expect(lastOf([null])).toBeNull();
  });
});
