import type { Lead } from '@/api/types';

/** The list with one more lead at the place it had, unless the list has it anyway. */
export function withKept(items: readonly Lead[], kept: { lead: Lead; at: number } | null): Lead[] {
  const all = [...items];
  if (kept && !all.some((lead) => lead.id === kept.lead.id)) all.splice(Math.max(0, kept.at), 0, kept.lead);
  return all;
}
