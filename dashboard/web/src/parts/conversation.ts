import { reactive } from 'vue';
import { api } from '@/api/client';
import type { ConversationMessage, ConversationPage } from '@/api/types';

const SIZE = 50;

export interface OpenConversation {
  items: ConversationMessage[];
  total: number;
  hasEarlier: boolean;
  hasLater: boolean;
  earlier: () => Promise<void>;
  later: () => Promise<void>;
}

/** Opens a conversation at the page that holds a message (or at its end) and can go on in both directions. */
export async function openConversation(id: string, around: string): Promise<OpenConversation> {
  const first = around ? await api.conversation(id, { around, size: SIZE }) : await lastPage(id);
  let low = first.page ?? 0;
  let high = low;

  const opened: OpenConversation = reactive({
    items: first.items,
    total: first.total,
    hasEarlier: low > 0,
    hasLater: (high + 1) * SIZE < first.total,
    earlier: async () => {
      const page = await api.conversation(id, { page: low - 1, size: SIZE });
      low -= 1;
      opened.items = joined(page.items, opened.items);
      opened.hasEarlier = low > 0;
    },
    later: async () => {
      const page = await api.conversation(id, { page: high + 1, size: SIZE });
      high += 1;
      opened.total = page.total;
      opened.items = joined(opened.items, page.items);
      opened.hasLater = (high + 1) * SIZE < page.total;
    },
  });
  return opened;
}

/** Pages shift when messages arrive meanwhile: no message may show twice. */
export function joined(before: ConversationMessage[], after: ConversationMessage[]): ConversationMessage[] {
  const known = new Set(before.map((message) => message.messageId));
  return [...before, ...after.filter((message) => !known.has(message.messageId))];
}

async function lastPage(id: string): Promise<ConversationPage> {
  const first = await api.conversation(id, { page: 0, size: SIZE });
  const page = Math.max(0, Math.ceil(first.total / SIZE) - 1);
  return page === 0 ? { ...first, page: 0 } : { ...(await api.conversation(id, { page, size: SIZE })), page };
}
