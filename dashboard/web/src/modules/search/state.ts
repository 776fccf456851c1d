/** What the search screen shows is in its address and nowhere else: a link sent to a colleague opens the same view. */
import type { LocationQuery, LocationQueryRaw } from 'vue-router';
import type { SearchQuery } from '@/api/types';

export interface SearchState {
  q: string;
  exact: boolean;
  noAlias: string[];
  /** Days of the hospital, both included; empty = open. */
  from: string;
  to: string;
  channel: Channel | '';
  speaker: Asker | '';
  /** Treatments, brands and concerns that must all hold. */
  tags: string[];
  patientId: string;
  sort: 'relevance' | 'time';
  view: 'messages' | 'people';
  /** From 1, as people count. */
  page: number;
  /** The conversation and message that stand open. */
  conversation: string;
  message: string;
}

export const SIZE = 20;
/** The server pages no further than this. */
export const DEPTH = 10_000;
const FILTERS = ['from', 'to', 'channel', 'speaker', 'patientId'] as const;
type Channel = NonNullable<SearchQuery['channel']>;
type Asker = NonNullable<SearchQuery['speaker']>;
export const CHANNELS: Channel[] = ['wecom-kf', 'wecom-archive', 'wechat', 'gateway'];
export const SPEAKERS: Asker[] = ['patient', 'staff', 'ai'];

const one = (value: LocationQuery[string] | undefined): string => (Array.isArray(value) ? value[0] : value) ?? '';
const many = (value: LocationQuery[string] | undefined): string[] =>
  (Array.isArray(value) ? value : [value]).filter((text): text is string => !!text);
const day = (value: LocationQuery[string] | undefined): string => (/^\d{4}-\d\d-\d\d$/.test(one(value)) ? one(value) : '');

export function parse(query: LocationQuery): SearchState {
  return {
    q: one(query.q),
    exact: one(query.exact) === 'true',
    noAlias: many(query.noAlias),
    from: day(query.from),
    to: day(query.to),
    channel: CHANNELS.find((known) => known === one(query.channel)) ?? '',
    speaker: SPEAKERS.find((known) => known === one(query.speaker)) ?? '',
    tags: many(query.tag),
    patientId: one(query.patientId),
    sort: one(query.sort) === 'time' ? 'time' : 'relevance',
    view: one(query.view) === 'people' ? 'people' : 'messages',
    page: Math.max(1, Math.trunc(Number(one(query.page))) || 1),
    conversation: one(query.conversation),
    message: one(query.message),
  };
}

/** Only what differs from the default, so that addresses stay short. */
export function toAddress(state: SearchState): LocationQueryRaw {
  const address: LocationQueryRaw = {};
  if (state.q) address.q = state.q;
  if (state.exact) address.exact = 'true';
  if (state.noAlias.length > 0) address.noAlias = state.noAlias;
  for (const name of FILTERS) if (state[name]) address[name] = state[name];
  if (state.tags.length > 0) address.tag = state.tags;
  if (state.sort === 'time') address.sort = 'time';
  if (state.view === 'people') address.view = 'people';
  if (state.page > 1) address.page = String(state.page);
  if (state.conversation) address.conversation = state.conversation;
  if (state.message) address.message = state.message;
  return address;
}

/** A change of what is searched goes back to the first page; turning pages and opening a hit do not. */
export function changed(state: SearchState, change: Partial<SearchState>): SearchState {
  const keepsPage = Object.keys(change).every((name) => ['page', 'conversation', 'message'].includes(name));
  return { ...state, ...(keepsPage ? {} : { page: 1, conversation: '', message: '' }), ...change };
}

export function toRequest(state: SearchState): SearchQuery {
  return {
    q: state.q,
    exact: state.exact,
    noAlias: state.noAlias,
    from: state.from || undefined,
    to: state.to || undefined,
    channel: state.channel || undefined,
    speaker: state.speaker || undefined,
    tag: state.tags,
    patientId: state.patientId || undefined,
    sort: state.sort,
    page: state.page - 1,
    size: SIZE,
  };
}

/** What makes the answer differ; opening a conversation does not. */
export function searchKey(state: SearchState): string {
  return JSON.stringify({ ...state, conversation: '', message: '' });
}

export function activeFilters(state: SearchState): number {
  const single = FILTERS.filter((name) => name !== 'to' && state[name]).length;
  return single + (state.to && !state.from ? 1 : 0) + state.tags.length;
}

export const NO_FILTERS: Partial<SearchState> = {
  ...Object.fromEntries(FILTERS.map((name) => [name, ''])),
  tags: [],
};

/** A query that is still being typed: searching it now would only bring up a complaint. */
export function unfinished(q: string): boolean {
  const quotes = q.replace(/[“”]/g, '"').split('"').length - 1;
  return quotes % 2 === 1 || /(^|\s)(-|OR)$/.test(q.trim());
}
