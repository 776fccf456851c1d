import { afterEach, describe, expect, it, vi } from 'vitest';
import { api } from '@/api/client';
import { joined, openConversation } from './conversation';
import { byDay } from './days';

const message = (n: number) => ({
  messageId: `m${n}`,
  speaker: 'patient' as const,
  speakerName: null,
  type: 'text',
  text: `第 ${n} 句`,
  sentAt: new Date(Date.UTC(2026, 0, 1) + n * 3_600_000).toISOString().replace('Z', '+08:00'),
});
const all = Array.from({ length: 120 }, (_, n) => message(n));

function serve() {
  vi.spyOn(api, 'conversation').mockImplementation(async (_id, { around, page = 0, size = 50 }) => {
    const at = around ? Math.floor(all.findIndex((one) => one.messageId === around) / size) : page;
    return { total: all.length, page: at, items: all.slice(at * size, (at + 1) * size) };
  });
}
afterEach(() => vi.restoreAllMocks());

describe('conversation', () => {
  it('opens at a message and goes on both ways to the very ends', async () => {
    serve();
    const opened = await openConversation('c', 'm60');
    expect(opened.items[0]!.messageId).toBe('m50');
    expect([opened.hasEarlier, opened.hasLater]).toEqual([true, true]);
    await opened.earlier();
    await opened.later();
    expect(opened.items.map((one) => one.messageId)).toEqual(all.map((one) => one.messageId));
    expect([opened.hasEarlier, opened.hasLater]).toEqual([false, false]);
  });

  it('opens at its end where no message is named', async () => {
    serve();
    const opened = await openConversation('c', '');
    expect(opened.items.at(-1)!.messageId).toBe('m119');
    expect(opened.hasLater).toBe(false);
  });

  it('shows no message twice when pages shift', () => {
    expect(joined([message(1), message(2)], [message(2), message(3)]).map((one) => one.messageId)).toEqual(['m1', 'm2', 'm3']);
  });

  it('groups by the hospital’s day', () => {
    const days = byDay([message(0), message(23), message(24)]);
    expect(days.map((day) => [day.day, day.items.length])).toEqual([
      ['2026-01-01', 2],
      ['2026-01-02', 1],
    ]);
  });
});
