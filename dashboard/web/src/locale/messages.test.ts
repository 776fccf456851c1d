import { describe, expect, it } from 'vitest';
import { messages } from './i18n';
import type { Messages } from './messages';

function flat(texts: Messages, prefix = ''): Map<string, string> {
  const found = new Map<string, string>();
  for (const [key, value] of Object.entries(texts)) {
    if (typeof value === 'string') found.set(prefix + key, value);
    else flat(value, `${prefix}${key}.`).forEach((text, name) => found.set(name, text));
  }
  return found;
}
const holes = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]).sort();

const chinese = flat(messages['zh-CN']);
const english = flat(messages.en);
const sources = import.meta.glob<string>('../**/*.{vue,ts}', { eager: true, query: '?raw', import: 'default' });

describe('messages', () => {
  it('say everything in both languages', () => {
    expect([...english.keys()].sort()).toEqual([...chinese.keys()].sort());
    for (const [key, text] of [...chinese, ...english]) expect(text.trim(), key).not.toBe('');
  });

  it('take the same values in both languages', () => {
    for (const [key, text] of chinese) expect(holes(english.get(key)!), key).toEqual(holes(text));
  });

  it('exist wherever a screen names one', () => {
    const missing: string[] = [];
    for (const [file, source] of Object.entries(sources)) {
      if (file.endsWith('.test.ts')) continue;
      for (const [, key] of source.matchAll(/(?<![\w.])(?:t\(|does: |title: )'([a-z][\w-]*(?:\.[\w-]+)+)'/g)) {
        if (!chinese.has(key!)) missing.push(`${file}: ${key}`);
      }
    }
    expect(missing).toEqual([]);
  });

  it('leave no Chinese in English, quotations and examples aside', () => {
    const allowed = /^(search\.(placeholder|syntax)|knowledge\.tryPlaceholder|imports\.ownerPlaceholder|lexicon\.(aliases|tryPlaceholder)|prefs\.language$)/;
    const mixed = [...english].filter(([key, text]) => !allowed.test(key) && /\p{Script=Han}/u.test(text));
    expect(mixed).toEqual([]);
  });
});
