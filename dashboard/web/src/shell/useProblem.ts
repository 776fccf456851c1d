import { useI18n } from 'vue-i18n';
import type { Problem } from '@/api/client';

const KNOWN = new Set([400, 401, 403, 404, 409, 413, 429]);

/** Says a failure in words that tell what to do; the server's own words come first. */
export function useProblem(): (problem: Problem) => string {
  const { t } = useI18n();
  return (problem) => {
    if (problem.status === 0) return t('problem.unreachable');
    if (problem.detail) return problem.detail;
    return t(KNOWN.has(problem.status) ? `problem.s${problem.status}` : 'problem.s500');
  };
}
