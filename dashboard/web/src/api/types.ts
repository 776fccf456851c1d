/** What goes over the wire. Times are ISO-8601 with the offset of the hospital's zone. */

export interface Page<T> {
  total: number;
  items: T[];
}

export interface Session {
  username: string;
  displayName: string;
  roles: string[];
  scopes: string[];
  csrf: string | null;
}

export type Speaker = 'patient' | 'staff' | 'ai' | 'system';
export type Channel = 'wecom-kf' | 'wecom-archive' | 'wechat' | 'gateway';

export interface Highlight {
  start: number;
  end: number;
}

export interface MessageHit {
  messageId: string;
  conversationId: string;
  patientId: string;
  patientName: string | null;
  channel: Channel;
  account: string;
  speaker: Speaker;
  speakerName: string | null;
  type: string;
  text: string;
  sentAt: string;
  highlights: Highlight[];
  treatments: string[];
  brands: string[];
  concerns: string[];
  score: number;
}

export interface Alias {
  word: string;
  added: string[];
}

export type FacetName = 'channel' | 'speaker' | 'treatment' | 'brand' | 'concern';

export interface Histogram {
  bucket: 'day' | 'week' | 'month';
  buckets: { from: string; count: number }[];
}

export interface SearchAnswer extends Page<MessageHit> {
  tookMs: number;
  aliases: Alias[];
  facets: Partial<Record<FacetName, Record<string, number>>>;
  histogram: Histogram;
  patients: number;
}

export interface PatientHit {
  patientId: string;
  patientName: string | null;
  messages: number;
  firstAt: string;
  lastAt: string;
  lastText: string;
  lastMessageId: string;
  conversationId: string;
}

export interface SearchQuery {
  q: string;
  exact?: boolean;
  noAlias?: string[];
  /** Days of the hospital, both included. */
  from?: string;
  to?: string;
  channel?: string;
  speaker?: string;
  /** Canonical names of treatments, brands or concerns; all must hold. */
  tag?: string[];
  patientId?: string;
  sort?: 'relevance' | 'time';
  page?: number;
  size?: number;
}

export interface ConversationMessage {
  messageId: string;
  speaker: Speaker;
  speakerName: string | null;
  type: string;
  text: string;
  sentAt: string;
}

export interface ConversationPage extends Page<ConversationMessage> {
  /** Which page this is; a request with `around` does not know it beforehand. */
  page?: number;
  size?: number;
}

export type LeadState = 'open' | 'claimed' | 'done' | 'lost';
export type Outcome = 'reached' | 'no_answer' | 'wrong_number' | 'booked' | 'refused';

export interface Attempt {
  at: string;
  by: string;
  outcome: Outcome;
  note: string | null;
}

export interface Lead {
  id: string;
  patientId: string;
  patientName: string | null;
  conversationId: string;
  treatments: string[];
  phone: string | null;
  wantedTime: string | null;
  wantedWay: string | null;
  promise: { from: string; to: string } | null;
  score: number;
  reasons: string[];
  state: LeadState;
  emergency: boolean;
  attempts: Attempt[];
  lastText: string | null;
  owner: string | null;
  createdAt: string;
  source: string | null;
}

export interface NightFigures {
  date: string;
  from: string;
  to: string;
  conversations: number;
  patientMessages: number;
  answered: number;
  promised: number;
  emergencies: number;
  held: number;
  leads: number;
  medianFirstReplyMs: number | null;
}

/** How to reach a patient, unmasked; only for the one who claimed the lead. */
export interface Contact {
  phone: string | null;
  wechat: string | null;
  name: string | null;
}

export type NightOutcome = 'answer' | 'promise' | 'emergency' | 'silent' | 'held';

export interface NightConversation {
  conversationId: string;
  patientId: string;
  patientName: string | null;
  firstAt: string;
  lastAt: string;
  lastText: string;
  messages: number;
  outcome: NightOutcome;
  emergency: boolean;
}

export interface ReplyTrace {
  id: string;
  conversationId: string;
  decidedAt: string;
  kind: 'answer' | 'promise' | 'emergency' | 'silent';
  question: string | null;
  text: string | null;
  knowledge: { id: string; question: string; score: number }[];
  triage: { level: string; signals: string[]; because: string[] } | null;
  gate: { verdict: string; rulePack: string } | null;
  model: string | null;
  knowledgeVersion: string | null;
  delivery: {
    state: 'pending' | 'sent' | 'draft' | 'failed';
    msgid: string | null;
    errcode: number | null;
    attempts: number;
    sentAt: string | null;
  } | null;
  trace: { step: string; result: string; detail: string | null }[];
}

export interface KnowledgeItem {
  id: string;
  category: string;
  question: string;
  variants: string[];
  answer: string;
  treatments: string[];
  branch: string | null;
  validUntil: string | null;
  approved: boolean;
  version: number;
}

export interface KnowledgeImportResult {
  imported: number;
  updated: number;
  unchanged: number;
  rejected: number;
  errors: LineError[];
}

export interface Match {
  item: KnowledgeItem;
  score: number;
}

export interface Retrieval {
  accepted: Match[];
  considered: Match[];
  reason: string;
}

export interface LineError {
  line: number;
  reason: string;
}

export interface ImportJob {
  id: string;
  fileName: string;
  format: string | null;
  formatExplained: string | null;
  owner: string | null;
  state: 'running' | 'done' | 'failed';
  read: number;
  imported: number;
  duplicates: number;
  rejected: number;
  bytesRead: number;
  bytesTotal: number;
  startedAt: string;
  finishedAt: string | null;
  errors: LineError[];
  failure: string | null;
  /** What was decided by rule, e.g. who of the names is the owner. */
  notes?: string[];
}

export interface Simulation {
  id: string;
  state: 'running' | 'done' | 'failed';
  patients: number;
  pushed: number;
  answered: number;
  promised: number;
  emergencies: number;
  startedAt: string;
  finishedAt: string | null;
  failure: string | null;
}

export interface SystemState {
  version: string;
  startedAt: string;
  now: string;
  roles: string[];
  servers: { name: string; kind: 'embedded' | 'external'; detail: string | null; up: boolean }[];
  accounts: {
    name: string;
    simulated: boolean;
    lastCallbackAt: string | null;
    lastMessageAt: string | null;
    callbacks: number;
    rejected: number;
  }[];
  stages: { name: string; state: 'running' | 'retrying' | 'stopped'; since: string; lastError: string | null }[];
  lags: { group: string; topic: string; behind: number }[];
  index: { messages: number; sizeBytes: number; lastCommitAt: string | null } | null;
  counters: { name: string; reason: string | null; count: number }[];
  deadLetters: number;
  knowledge: { items: number; approved: number } | null;
  models: { embedding: string | null; llm: string | null } | null;
  night: { now: boolean; windows: string[]; until: string | null } | null;
}

export interface DeadLetter {
  id: string;
  topic: string;
  key: string | null;
  stage: string;
  cause: string;
  at: string;
  state: 'waiting' | 'replayed';
}

export interface LiveEvents {
  message: { messageId: string; conversationId: string; speaker: Speaker; sentAt: string };
  reply: { conversationId: string; kind: string };
  lead: { id: string; state: LeadState; emergency: boolean };
  heartbeat: { now: string };
}
