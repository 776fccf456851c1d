import { expect, it } from 'vitest';
import type { Lead } from '@/api/types';
import { withKept } from './kept';

const lead = (id: string) => ({ id }) as Lead;
const ids = (leads: Lead[]) => leads.map((one) => one.id).join('');

it('keeps the lead being worked on at its place', () => {
  expect(ids(withKept([lead('a'), lead('c')], { lead: lead('b'), at: 1 }))).toBe('abc');
  expect(ids(withKept([], { lead: lead('b'), at: 7 }))).toBe('b');
});

it('shows no lead twice', () => {
  expect(ids(withKept([lead('b'), lead('a')], { lead: lead('b'), at: 1 }))).toBe('ba');
  expect(ids(withKept([lead('a')], null))).toBe('a');
});
