import type { Highlight } from '@/api/types';

export interface Piece {
  text: string;
  hit: boolean;
}

/** Cuts a text at its highlights (UTF-16 positions); overlapping, unsorted or out-of-range ones do no harm. */
export function pieces(text: string, highlights: readonly Highlight[]): Piece[] {
  const sorted = [...highlights].sort((a, b) => a.start - b.start || a.end - b.end);
  const cut: Piece[] = [];
  let at = 0;
  for (const { start, end } of sorted) {
    const from = Math.max(at, start);
    const to = Math.min(text.length, end);
    if (to <= from) continue;
    if (from > at) cut.push({ text: text.slice(at, from), hit: false });
    cut.push({ text: text.slice(from, to), hit: true });
    at = to;
  }
  if (at < text.length || cut.length === 0) cut.push({ text: text.slice(at), hit: false });
  return cut;
}

/** Shortens a long text around its first highlight, moving the highlights with it. */
export function excerpt(text: string, highlights: readonly Highlight[], max = 220): Piece[] {
  if (text.length <= max) return pieces(text, highlights);
  const first = Math.min(...highlights.map((one) => one.start), text.length);
  const from = first === text.length ? 0 : Math.max(0, Math.min(first - Math.floor(max / 3), text.length - max));
  const to = from + max;
  const moved = highlights.map(({ start, end }) => ({ start: start - from, end: end - from }));
  const cut = pieces(text.slice(from, to), moved);
  if (from > 0) cut.unshift({ text: '…', hit: false });
  if (to < text.length) cut.push({ text: '…', hit: false });
  return cut;
}
