import { describe, expect, it } from 'vitest';
import type { LocationQuery } from 'vue-router';
import { activeFilters, changed, NO_FILTERS, parse, searchKey, toAddress, toRequest, unfinished, type SearchState } from './state';

const full: SearchState = {
  q: '热玛吉 -退款',
  exact: true,
  noAlias: ['热玛吉', '水光'],
  from: '2026-10-01',
  to: '2026-10-31',
  channel: 'wechat',
  speaker: 'patient',
  tags: ['热玛吉', '乔雅登', '疼痛'],
  patientId: 'p1',
  sort: 'time',
  view: 'people',
  page: 3,
  conversation: 'c1',
  message: 'm1',
};

describe('search state', () => {
  it('survives the address', () => {
    expect(parse(toAddress(full) as LocationQuery)).toEqual(full);
  });

  it('has a short address by default', () => {
    expect(toAddress(parse({}))).toEqual({});
    expect(toAddress(parse({ q: '水光' }))).toEqual({ q: '水光' });
  });

  it('does not trust the address', () => {
    expect(parse({ page: '-4', from: 'yesterday', sort: 'x', view: 'y', exact: '1', noAlias: [null, 'a'], channel: 'fax' })).toMatchObject({
      page: 1,
      from: '',
      sort: 'relevance',
      view: 'messages',
      exact: false,
      noAlias: ['a'],
      channel: '',
    });
  });

  it('goes back to the first page when the search changes, not when a hit is opened', () => {
    expect(changed(full, { speaker: 'staff' })).toMatchObject({ page: 1, conversation: '', message: '' });
    expect(changed(full, { page: 4 })).toMatchObject({ page: 4, q: full.q });
    expect(changed(full, { conversation: 'c2', message: 'm2' }).page).toBe(3);
  });

  it('asks for whole days of the hospital, the last one included', () => {
    expect(toRequest(full)).toMatchObject({
      from: '2026-10-01',
      to: '2026-10-31',
      tag: ['热玛吉', '乔雅登', '疼痛'],
      page: 2,
    });
    expect(toRequest(parse({})).from).toBeUndefined();
  });

  it('does not search again because a conversation opened', () => {
    expect(searchKey(full)).toBe(searchKey({ ...full, conversation: '', message: '' }));
    expect(searchKey(full)).not.toBe(searchKey({ ...full, page: 4 }));
  });

  it('counts a time range as one filter and clears them all', () => {
    expect(activeFilters(full)).toBe(7);
    expect(activeFilters(parse({ to: '2026-10-31' }))).toBe(1);
    expect(activeFilters(changed(full, NO_FILTERS))).toBe(0);
  });

  it('waits while a phrase or an exclusion is being typed', () => {
    for (const half of ['"打完针', '水光 -', '水光 OR', '“打完']) expect(unfinished(half), half).toBe(true);
    for (const whole of ['', '"打完针"', '水光 -退款', '水光 OR 补水', 'COLOR', 'A-']) expect(unfinished(whole), whole).toBe(false);
  });
});
