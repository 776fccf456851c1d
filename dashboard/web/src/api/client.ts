/** The one way to the server: adds the CSRF token, turns every failure into a {@link Problem}. */
import type * as T from './types';

/** A request that failed. `detail` says what to do in the server's words; null when the server could not say. */
export class Problem extends Error {
  constructor(
    /** HTTP status; 0 = the server was not reached. */
    readonly status: number,
    readonly title: string,
    readonly detail: string | null,
  ) {
    super(detail ?? title);
    this.name = 'Problem';
  }
}

type Query = Record<string, string | number | boolean | string[] | null | undefined>;
type Options = { query?: Query; json?: unknown; body?: string; type?: string; signal?: AbortSignal; keepalive?: boolean };

let csrf: string | null = null;
let signedOut: () => void = () => {};

/** Says what happens when the server no longer knows this session. */
export function onSignedOut(handler: () => void): void {
  signedOut = handler;
}

export function queryString(query: Query): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (Array.isArray(value)) value.forEach((one) => params.append(name, one));
    else if (value != null && value !== '') params.set(name, String(value));
  }
  const text = params.toString();
  return text ? `?${text}` : '';
}

export function problemOf(status: number, contentType: string, text: string): Problem {
  if (contentType.includes('json')) {
    try {
      const body = JSON.parse(text) as { title?: string; detail?: string };
      return new Problem(status, body.title ?? `HTTP ${status}`, body.detail ?? null);
    } catch {
      // not the problem document it claims to be: fall through to the status
    }
  }
  return new Problem(status, `HTTP ${status}`, null);
}

const UNSAFE = new Set(['POST', 'PUT', 'DELETE', 'PATCH']);

async function request<R>(method: string, path: string, options: Options = {}): Promise<R> {
  const headers: Record<string, string> = { Accept: 'application/json, application/problem+json' };
  let body = options.body;
  if (options.json !== undefined) {
    headers['Content-Type'] = 'application/json';
    body = JSON.stringify(options.json);
  } else if (options.type) headers['Content-Type'] = options.type;
  if (UNSAFE.has(method) && csrf) headers['X-CSRF-Token'] = csrf;

  let response: Response;
  try {
    response = await fetch(path + queryString(options.query ?? {}), {
      method,
      headers,
      body,
      signal: options.signal,
      keepalive: options.keepalive,
      credentials: 'same-origin',
    });
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause;
    throw new Problem(0, 'unreachable', null);
  }
  const text = await response.text();
  if (!response.ok) {
    if (response.status === 401 && path !== '/api/session') signedOut();
    throw problemOf(response.status, response.headers.get('Content-Type') ?? '', text);
  }
  return (text ? JSON.parse(text) : undefined) as R;
}

function remember(session: T.Session): T.Session {
  csrf = session.csrf ?? null;
  return session;
}

/** Uploads by XMLHttpRequest, since fetch cannot tell how much of a large file has gone up. */
function upload<R>(to: string, form: FormData, onProgress: (share: number) => void): Promise<R> {
  return new Promise((resolve, reject) => {
    const xhr = new XMLHttpRequest();
    xhr.open('POST', to);
    xhr.setRequestHeader('Accept', 'application/json, application/problem+json');
    if (csrf) xhr.setRequestHeader('X-CSRF-Token', csrf);
    xhr.upload.onprogress = (event) => event.lengthComputable && onProgress(event.loaded / event.total);
    xhr.onerror = () => reject(new Problem(0, 'unreachable', null));
    xhr.onload = () => {
      if (xhr.status >= 200 && xhr.status < 300) resolve(JSON.parse(xhr.responseText) as R);
      else {
        if (xhr.status === 401) signedOut();
        reject(problemOf(xhr.status, xhr.getResponseHeader('Content-Type') ?? '', xhr.responseText));
      }
    };
    xhr.send(form);
  });
}

const path = (...parts: string[]) => '/api/' + parts.map(encodeURIComponent).join('/');

/** Every route the console uses. */
export const api = {
  session: async (): Promise<T.Session> => remember(await request('GET', '/api/session')),
  signIn: async (username: string, password: string): Promise<T.Session> =>
    remember(await request('POST', '/api/session', { json: { username, password } })),
  signOut: async (): Promise<void> => {
    await request('DELETE', '/api/session');
    csrf = null;
  },

  search: (query: T.SearchQuery, signal?: AbortSignal): Promise<T.SearchAnswer> =>
    request('GET', '/api/messages/search', { query: { ...query }, signal }),
  searchPatients: (query: T.SearchQuery, signal?: AbortSignal): Promise<T.Page<T.PatientHit>> =>
    request('GET', '/api/messages/search/patients', { query: { ...query }, signal }),
  conversation: (
    id: string,
    query: { around?: string; page?: number; size?: number },
    signal?: AbortSignal,
  ): Promise<T.ConversationPage> => request('GET', path('conversations', id, 'messages'), { query, signal }),

  reception: (id: string, signal?: AbortSignal): Promise<T.Reception> =>
    request('GET', path('conversations', id, 'session'), { signal }),
  moveConversation: (id: string, to: T.ReceptionMove, servicer?: string): Promise<T.Reception> =>
    request('POST', path('conversations', id, 'session'), { json: { to, servicer } }),

  leads: (query: { state?: string; page?: number; size?: number }, signal?: AbortSignal): Promise<T.Page<T.Lead>> =>
    request('GET', '/api/leads', { query, signal }),
  claimLead: (id: string): Promise<T.Lead> => request('POST', path('leads', id, 'claim')),
  leadContact: (id: string): Promise<T.Contact> => request('POST', path('leads', id, 'contact')),
  recordAttempt: (id: string, outcome: T.Outcome, note: string, keepalive = false): Promise<T.Lead> =>
    request('POST', path('leads', id, 'attempts'), { json: { outcome, note }, keepalive }),

  nights: (size: number, signal?: AbortSignal): Promise<T.Page<T.NightFigures>> =>
    request('GET', '/api/nights', { query: { size }, signal }),
  night: (date: string, signal?: AbortSignal): Promise<T.NightFigures> =>
    request('GET', path('nights', date), { signal }),
  nightConversations: (
    date: string,
    query: { page?: number; size?: number },
    signal?: AbortSignal,
  ): Promise<T.Page<T.NightConversation>> => request('GET', path('nights', date, 'conversations'), { query, signal }),
  replies: (conversationId: string, signal?: AbortSignal): Promise<T.Page<T.ReplyTrace>> =>
    request('GET', '/api/replies', { query: { conversationId, size: 200 }, signal }),

  knowledge: (query: { q?: string; page?: number; size?: number }, signal?: AbortSignal): Promise<T.Page<T.KnowledgeItem>> =>
    request('GET', '/api/knowledge', { query, signal }),
  importKnowledge: (ndjson: string): Promise<T.KnowledgeImportResult> =>
    request('POST', '/api/knowledge/import', { body: ndjson, type: 'application/x-ndjson' }),
  lexiconEntries: (
    query: { q?: string; sort?: string; page?: number; size?: number },
    signal?: AbortSignal,
  ): Promise<T.Page<T.LexiconEntry>> => request('GET', '/api/lexicon/entries', { query, signal }),
  saveLexiconEntry: (id: string | null, entry: T.LexiconDraft): Promise<T.LexiconEntry> =>
    id
      ? request('PUT', path('lexicon', 'entries', id), { json: entry })
      : request('POST', '/api/lexicon/entries', { json: entry }),
  removeLexiconEntry: (id: string): Promise<void> => request('DELETE', path('lexicon', 'entries', id)),
  lexiconChanges: (signal?: AbortSignal): Promise<T.LexiconChanges> => request('GET', '/api/lexicon/changes', { signal }),
  lexiconPreview: (): Promise<T.LexiconPreview> => request('GET', '/api/lexicon/preview'),
  lexiconVersions: (signal?: AbortSignal): Promise<T.Page<T.LexiconVersion>> =>
    request('GET', '/api/lexicon/versions', { signal }),
  publishLexicon: (note: string): Promise<T.LexiconVersion> => request('POST', '/api/lexicon/versions', { json: { note } }),
  restoreLexicon: (number: number): Promise<T.LexiconVersion> =>
    request('POST', path('lexicon', 'versions', String(number), 'restore')),
  lexiconReading: (signal?: AbortSignal): Promise<T.LexiconReading> => request('GET', '/api/lexicon/reading', { signal }),
  importLexicon: (csv: string): Promise<T.LexiconImportResult> =>
    request('POST', '/api/lexicon/table', { body: csv, type: 'text/csv;charset=UTF-8' }),
  analyze: (text: string): Promise<T.LexiconAnalysis> => request('GET', '/api/lexicon/analyze', { query: { text } }),
  lexiconCandidates: (signal?: AbortSignal): Promise<T.Page<T.LexiconCandidate>> =>
    request('GET', '/api/lexicon/candidates', { signal }),
  ignoreWord: (word: string): Promise<void> => request('POST', '/api/lexicon/candidates/ignored', { json: { word } }),
  tryKnowledge: (text: string): Promise<T.Retrieval> => request('POST', '/api/knowledge/try', { json: { text } }),

  imports: (query: { page?: number; size?: number }, signal?: AbortSignal): Promise<T.Page<T.ImportJob>> =>
    request('GET', '/api/imports', { query, signal }),
  importJob: (id: string, signal?: AbortSignal): Promise<T.ImportJob> => request('GET', path('imports', id), { signal }),
  importEventsUrl: (id: string): string => path('imports', id, 'events'),
  upload: (
    file: File,
    fields: { format: string; owner: string; timezone: string; dryRun: string; exportedBy: string; legalBasis: string },
    onProgress: (share: number) => void,
  ): Promise<{ id: string }> => {
    const form = new FormData();
    Object.entries(fields).forEach(([name, value]) => form.append(name, value));
    form.append('file', file, file.name);
    return upload('/api/imports', form, onProgress);
  },

  confirmImport: (id: string): Promise<T.ImportJob> => request('POST', path('imports', id, 'confirm'), { json: {} }),
  tryImport: (id: string, fields: { owner: string; timezone: string }): Promise<T.ImportJob> =>
    request('POST', path('imports', id, 'try'), { json: fields }),
  discardImport: (id: string): Promise<void> => request('DELETE', path('imports', id)),
  rejectedUrl: (id: string): string => path('imports', id, 'rejected'),
  quarantine: (signal?: AbortSignal): Promise<T.Page<T.QuarantinedSpeaker>> =>
    request('GET', '/api/quarantine', { query: { open: true, size: 50 }, signal }),
  assignSpeaker: (id: string, as: 'staff' | 'patient' | 'ignore'): Promise<T.QuarantinedSpeaker> =>
    request('POST', path('quarantine', id, 'assign'), { json: { as } }),

  patients: (query: { q?: string; page?: number; size?: number }, signal?: AbortSignal): Promise<T.Page<T.Patient>> =>
    request('GET', '/api/patients', { query, signal }),
  patient: (id: string, signal?: AbortSignal): Promise<T.PatientDetail> => request('GET', path('patients', id), { signal }),
  patientEvents: (
    id: string,
    query: { page?: number; size?: number },
    signal?: AbortSignal,
  ): Promise<T.Page<T.PatientEvent>> => request('GET', path('patients', id, 'events'), { query, signal }),
  proposals: (query: { page?: number; size?: number }, signal?: AbortSignal): Promise<T.Page<T.Proposal>> =>
    request('GET', '/api/patients/proposals', { query, signal }),
  mergePatients: (id: string, other: string, reason: string): Promise<T.Decided> =>
    request('POST', path('patients', id, 'merge'), { json: { with: other, reason } }),
  rejectProposal: (id: string, other: string, reason: string): Promise<T.Decided> =>
    request('POST', path('patients', id, 'reject'), { json: { with: other, reason } }),
  splitPatient: (id: string, patientIds: string[], reason: string): Promise<T.Decided> =>
    request('POST', path('patients', id, 'split'), { json: { patientIds, reason } }),
  undoDecision: (decisionId: string, reason: string): Promise<T.Decided> =>
    request('POST', path('patients', 'decisions', decisionId, 'undo'), { json: { reason } }),

  crmFields: (signal?: AbortSignal): Promise<T.CrmFields> => request('GET', '/api/crm/fields', { signal }),
  crmUpload: (file: File, source: string, onProgress: (share: number) => void): Promise<T.CrmUploaded> => {
    const form = new FormData();
    form.append('source', source);
    form.append('file', file, file.name);
    return upload('/api/crm/uploads', form, onProgress);
  },
  crmRun: (id: string, body: { kind: string; columns: Record<string, string>; dryRun: boolean }): Promise<T.CrmJob> =>
    request('POST', path('crm', 'imports', id, 'run'), { json: body }),
  crmJob: (id: string, signal?: AbortSignal): Promise<T.CrmJob> => request('GET', path('crm', 'imports', id), { signal }),
  crmJobs: (query: { page?: number; size?: number }, signal?: AbortSignal): Promise<T.Page<T.CrmJob>> =>
    request('GET', '/api/crm/imports', { query, signal }),

  loadSamples: (): Promise<T.SampleJob> => request('POST', '/api/samples'),
  samples: (): Promise<T.Page<T.SampleJob>> => request('GET', '/api/samples'),
  sample: (id: string): Promise<T.SampleJob> => request('GET', path('samples', id)),
  simulate: (patients?: number): Promise<T.Simulation> => request('POST', '/api/simulations', { json: { patients } }),
  simulation: (id: string): Promise<T.Simulation> => request('GET', path('simulations', id)),
  simulations: (): Promise<T.Page<T.Simulation>> => request('GET', '/api/simulations'),

  system: (signal?: AbortSignal): Promise<T.SystemState> => request('GET', '/api/system', { signal }),
  deadLetters: (
    query: { page?: number; size?: number; stage?: string; cause?: string; state?: 'waiting' | 'replayed' },
    signal?: AbortSignal,
  ): Promise<T.Page<T.DeadLetter>> =>
    request('GET', '/api/dead-letters', { query, signal }),
  deadLetterCauses: (signal?: AbortSignal): Promise<T.Page<T.DeadLetterCause>> =>
    request('GET', '/api/dead-letters/causes', { signal }),
  replayDeadLetters: (query: { stage?: string; cause?: string }): Promise<{ replayed: number }> =>
    request('POST', '/api/dead-letters/replay', { query }),
  indexRebuild: (signal?: AbortSignal): Promise<T.IndexRebuild> => request('GET', '/api/system/index/rebuild', { signal }),
  rebuildIndex: (): Promise<T.IndexRebuild> => request('POST', '/api/system/index/rebuild'),
  replayDeadLetter: (id: string): Promise<T.DeadLetter> => request('POST', path('dead-letters', id, 'replay')),

  groups: (query: { q?: string; page?: number; size?: number }, signal?: AbortSignal): Promise<T.Page<T.Group>> =>
    request('GET', '/api/groups', { query, signal }),
  group: (id: string, signal?: AbortSignal): Promise<T.GroupDetail> => request('GET', path('groups', id), { signal }),
  assignRole: (id: string, member: string, wanted: { role: T.GroupRole | null; everywhere: boolean }): Promise<T.GroupDetail> =>
    request('PUT', path('groups', id, 'members', member), { json: wanted }),
  contacts: (signal?: AbortSignal): Promise<T.Contacts> => request('GET', '/api/contacts', { signal }),
  compareContacts: (account: string): Promise<void> => request('POST', path('contacts', account, 'compare')),

  eventsUrl: '/api/events',
};
