import { api } from '@/api/client';
import type { ConversationMessage, NightFigures, ReplyTrace } from '@/api/types';

export type Turn =
  | { kind: 'message'; at: string; key: string; message: ConversationMessage }
  | { kind: 'decision'; at: string; key: string; reply: ReplyTrace; number: number };

const SIZE = 200;
const MOST_PAGES = 10;

/** The messages of one night of a conversation, oldest first. Pages are read from the end: a night is usually near it. */
export async function nightMessages(
  conversationId: string,
  night: Pick<NightFigures, 'from' | 'to'>,
  signal?: AbortSignal,
): Promise<ConversationMessage[]> {
  const first = await api.conversation(conversationId, { page: 0, size: SIZE }, signal);
  const from = Date.parse(night.from);
  const to = Date.parse(night.to);
  const inside = (message: ConversationMessage) => {
    const at = Date.parse(message.sentAt);
    return at >= from && at <= to;
  };
  let found: ConversationMessage[] = [];
  for (let page = Math.ceil(first.total / SIZE) - 1, read = 0; page >= 0 && read < MOST_PAGES; page--, read++) {
    const items = page === 0 ? first.items : (await api.conversation(conversationId, { page, size: SIZE }, signal)).items;
    found = [...items.filter(inside), ...found];
    const oldest = items[0];
    if (oldest && Date.parse(oldest.sentAt) < from) break;
  }
  return found;
}

/** Messages and decisions on one time line; a decision comes before the text it led to. */
export function timeline(messages: readonly ConversationMessage[], replies: readonly ReplyTrace[]): Turn[] {
  const decisions = [...replies].sort((a, b) => Date.parse(a.decidedAt) - Date.parse(b.decidedAt));
  const turns: Turn[] = [
    ...messages.map((message): Turn => ({ kind: 'message', at: message.sentAt, key: message.messageId, message })),
    ...decisions.map((reply, i): Turn => ({ kind: 'decision', at: reply.decidedAt, key: reply.id, reply, number: i + 1 })),
  ];
  // At the same instant: what the patient wrote, then the decision, then what the AI said.
  const rank = (turn: Turn) => (turn.kind === 'decision' ? 1 : turn.message.speaker === 'ai' ? 2 : 0);
  return turns.sort((a, b) => Date.parse(a.at) - Date.parse(b.at) || rank(a) - rank(b));
}

export function within(replies: readonly ReplyTrace[], night: Pick<NightFigures, 'from' | 'to'>): ReplyTrace[] {
  const from = Date.parse(night.from);
  // A burst that ends with the night is decided a moment after it.
  const to = Date.parse(night.to) + 15 * 60_000;
  return replies.filter((reply) => Date.parse(reply.decidedAt) >= from && Date.parse(reply.decidedAt) <= to);
}
