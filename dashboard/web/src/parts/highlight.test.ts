import { describe, expect, it } from 'vitest';
import { excerpt, pieces } from './highlight';

const text = (cut: { text: string }[]) => cut.map((piece) => piece.text).join('');
const hits = (cut: { text: string; hit: boolean }[]) => cut.filter((piece) => piece.hit).map((piece) => piece.text);

describe('highlight', () => {
  it('cuts at the hits and loses nothing', () => {
    const cut = pieces('热玛吉多少钱，热玛吉疼吗', [
      { start: 7, end: 10 },
      { start: 0, end: 3 },
    ]);
    expect(hits(cut)).toEqual(['热玛吉', '热玛吉']);
    expect(text(cut)).toBe('热玛吉多少钱，热玛吉疼吗');
  });

  it('survives overlapping, empty and impossible positions', () => {
    const cut = pieces('水光针', [
      { start: 0, end: 2 },
      { start: 1, end: 3 },
      { start: 2, end: 2 },
      { start: 5, end: 99 },
    ]);
    expect(text(cut)).toBe('水光针');
    expect(hits(cut).join('')).toBe('水光针');
    expect(pieces('', [{ start: 0, end: 3 }])).toEqual([{ text: '', hit: false }]);
  });

  it('counts in UTF-16 as the server does', () => {
    expect(hits(pieces('😊水光', [{ start: 2, end: 4 }]))).toEqual(['水光']);
  });

  it('shortens a long text around its first hit', () => {
    const long = `${'啊'.repeat(400)}热玛吉${'哦'.repeat(400)}`;
    const cut = excerpt(long, [{ start: 400, end: 403 }], 100);
    expect(hits(cut)).toEqual(['热玛吉']);
    expect(text(cut).length).toBe(102);
    expect(cut[0]!.text).toBe('…');
  });

  it('shows the beginning where nothing is marked', () => {
    expect(text(excerpt('字'.repeat(300), [], 100))).toBe(`${'字'.repeat(100)}…`);
  });
});
