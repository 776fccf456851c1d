import type { LexiconSort } from '@/api/types';

export const SORTS: LexiconSort[] = [
  'treatment', 'brand', 'device', 'material', 'concern', 'body_part', 'doctor', 'competitor', 'slang', 'accident',
];
