import { afterEach, describe, expect, it, vi } from 'vitest';
import { api } from '@/api/client';
import type { ConversationMessage, ReplyTrace } from '@/api/types';
import { nightMessages, timeline, within } from './replay';

const night = { from: '2026-11-21T21:00:00+08:00', to: '2026-11-22T09:00:00+08:00' };
const said = (id: string, at: string, speaker: ConversationMessage['speaker'] = 'patient'): ConversationMessage => ({
  messageId: id,
  speaker,
  speakerName: null,
  type: 'text',
  text: id,
  sentAt: at,
});
const decided = (id: string, at: string) => ({ id, decidedAt: at, kind: 'answer' }) as ReplyTrace;
afterEach(() => vi.restoreAllMocks());

describe('replay', () => {
  it('puts a decision between the question and the answer of the same moment', () => {
    const at = '2026-11-21T23:40:03+08:00';
    const turns = timeline(
      [said('answer', at, 'ai'), said('question', '2026-11-21T23:40:00+08:00'), said('late question', at)],
      [decided('d1', at)],
    );
    expect(turns.map((turn) => turn.key)).toEqual(['question', 'late question', 'd1', 'answer']);
  });

  it('numbers decisions by time', () => {
    const turns = timeline([], [decided('b', '2026-11-22T01:00:00+08:00'), decided('a', '2026-11-21T22:00:00+08:00')]);
    expect(turns.map((turn) => turn.kind === 'decision' && [turn.key, turn.number])).toEqual([
      ['a', 1],
      ['b', 2],
    ]);
  });

  it('leaves out decisions of other nights, whatever offset they are written with', () => {
    const kept = within([decided('in', '2026-11-21T14:00:00Z'), decided('out', '2026-11-20T23:00:00+08:00')], night);
    expect(kept.map((reply) => reply.id)).toEqual(['in']);
  });

  it('finds a night far back in a long conversation and stops reading before it', async () => {
    const start = Date.parse('2026-11-20T00:00:00+08:00');
    const all = Array.from({ length: 1000 }, (_, n) => said(`m${n}`, new Date(start + n * 600_000).toISOString()));
    const asked = vi.spyOn(api, 'conversation').mockImplementation(async (_id, { page = 0, size = 50 }) => ({
      total: all.length,
      page,
      items: all.slice(page * size, (page + 1) * size),
    }));
    const found = await nightMessages('c', night);
    expect(found).toHaveLength(12 * 6 + 1);
    expect(Date.parse(found[0]!.sentAt)).toBe(Date.parse(night.from));
    expect(asked.mock.calls.length).toBeLessThanOrEqual(6);
  });
});
