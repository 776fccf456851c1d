import { dayOf, wall } from '@/shell/time';

/** Groups things by the hospital's day, keeping their order. */
export function byDay<T extends { sentAt: string }>(items: readonly T[]): { day: string; items: T[] }[] {
  const groups: { day: string; items: T[] }[] = [];
  for (const item of items) {
    const at = wall(item.sentAt);
    const day = at ? dayOf(at) : '';
    const last = groups.at(-1);
    if (last?.day === day) last.items.push(item);
    else groups.push({ day, items: [item] });
  }
  return groups;
}
