/**
 * What goes over the wire, under the console's names. The shapes come from `schema.ts`, which `npm run api` writes from
 * the committed OpenAPI document: a change of the server that a screen cannot live with does not compile. Times are
 * ISO-8601 with the offset of the hospital's zone.
 */
import type { components, operations } from './schema';

type Schemas = components['schemas'];

export interface Page<T> {
  total: number;
  items: T[];
}

export type Session = Schemas['Session'];
export type Speaker = Schemas['FoundMessagesFoundMessage']['speaker'];

export type Highlight = Schemas['SearchResultHighlight'];
export type MessageHit = Schemas['FoundMessagesFoundMessage'];
export type FacetName = keyof Schemas['SearchResultFacets'];
export type Histogram = Schemas['SearchResultHistogram'];
export type SearchAnswer = Schemas['FoundMessages'];
export type PatientHit = Schemas['FoundPatientsFoundPatient'];
export type SearchQuery = NonNullable<operations['searchMessages']['parameters']['query']>;

export type ConversationMessage = Schemas['ConversationPageBodyItem'];
export type ConversationPage = Schemas['ConversationPageBody'];
export type MessageMedia = NonNullable<ConversationMessage['media']>;
export type Reception = Schemas['Reception'];
export type ReceptionMove = 'servicer' | 'pool' | 'end';

export type Lead = Schemas['Lead'];
export type LeadState = Lead['state'];
export type Outcome = Schemas['LeadAttempt']['outcome'];
export type Contact = Schemas['LeadQueueContact'];

export type NightFigures = Schemas['NightsFigures'];
export type NightConversation = Schemas['NightsTalk'];
export type NightOutcome = 'answer' | 'promise' | 'emergency' | 'silent' | 'held';
export type ReplyTrace = Schemas['Reply'];

export type LexiconEntry = Schemas['LexiconViewsEntryView'];
export type LexiconDraft = Schemas['LexiconViewsEntryBody'];
export type LexiconSort = LexiconEntry['sort'];
export type LexiconChanges = Schemas['LexiconCatalogChanges'];
export type LexiconPreview = Schemas['LexiconCatalogPreview'];
export type LexiconVersion = Schemas['LexiconViewsVersionView'];
export type LexiconReading = Schemas['LexiconCatalogReading'];
export type LexiconImportResult = Schemas['LexiconCatalogImported'];
export type LexiconAnalysis = Schemas['LexiconCatalogAnalysis'];
export type LexiconCandidate = Schemas['LexiconCatalogCandidate'];

export type KnowledgeItem = Schemas['KnowledgeItem'];
export type KnowledgeImportResult = Schemas['KnowledgeImportImportReport'];
export type Retrieval = Schemas['KnowledgeBaseRetrieval'];

export type ImportJob = Schemas['ImportView'];
export type ImportPreview = Schemas['ImportViewPreview'];
export type QuarantinedSpeaker = Schemas['QuarantinedSpeaker'];
export type SampleJob = Schemas['SampleLoading'];
export type Simulation = Schemas['SimulatedNight'];

export type Patient = Schemas['PatientViewsPatientItem'];
export type PatientDetail = Schemas['PatientViewsPatientDetail'];
export type PatientEvent = Schemas['PatientViewsEventItem'];
export type PatientChange = Schemas['PatientViewsChangeItem'];
export type Proposal = Schemas['PatientViewsProposalItem'];
export type Decided = Schemas['PatientLinksDecided'];
export type CrmFields = Schemas['CrmFields'];
export type CrmUploaded = Schemas['CrmImportsUploaded'];
export type CrmJob = Schemas['CrmJob'];

export type SystemState = Schemas['SystemState'];
export type DeadLetter = Schemas['DeadLetterItem'];
export type DeadLetterCause = Schemas['CauseItem'];
export type IndexRebuild = Schemas['RebuildState'];

export interface LiveEvents {
  message: Schemas['LiveEventMessage'];
  reply: Schemas['LiveEventReply'];
  lead: Schemas['LiveEventLead'];
  heartbeat: Schemas['LiveEventHeartbeat'];
}

export type Group = Schemas['GroupItem'];
export type GroupDetail = Schemas['GroupDetail'];
export type GroupMember = Schemas['MemberItem'];
export type GroupRole = GroupMember['role'];
export type Contacts = Schemas['Contacts'];
