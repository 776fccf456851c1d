import { describe, expect, it } from 'vitest';
import { sizeOf } from './media';

describe('sizeOf', () => {
  it.each([
    [0, '0 B'],
    [1023, '1023 B'],
    [1536, '1.5 KB'],
    [20 * 1024 * 1024, '20 MB'],
    [3 * 1024 ** 3, '3.0 GB'],
  ])('says %d as %s', (bytes, text) => expect(sizeOf(bytes)).toBe(text));
});
