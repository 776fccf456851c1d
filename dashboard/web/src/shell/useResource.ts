import { onScopeDispose, ref, shallowRef, type Ref, type ShallowRef } from 'vue';
import { Problem } from '@/api/client';

export interface Resource<T> {
  data: ShallowRef<T | null>;
  problem: ShallowRef<Problem | null>;
  loading: Ref<boolean>;
  /** Loads again; a load under way is cancelled, so that an old answer never covers a newer one. */
  load: () => Promise<void>;
}

export function asProblem(cause: unknown): Problem {
  return cause instanceof Problem ? cause : new Problem(500, String(cause), null);
}

/** Something from the server, with its waiting and failing. Data stay on screen while they are loaded again. */
export function useResource<T>(fetcher: (signal: AbortSignal) => Promise<T>): Resource<T> {
  const data = shallowRef<T | null>(null);
  const problem = shallowRef<Problem | null>(null);
  const loading = ref(false);
  let controller: AbortController | null = null;

  async function load(): Promise<void> {
    controller?.abort();
    const mine = new AbortController();
    controller = mine;
    loading.value = true;
    try {
      const found = await fetcher(mine.signal);
      if (controller !== mine) return;
      data.value = found;
      problem.value = null;
    } catch (cause) {
      if (controller === mine && !mine.signal.aborted) problem.value = asProblem(cause);
    } finally {
      if (controller === mine) loading.value = false;
    }
  }
  onScopeDispose(() => controller?.abort());
  return { data, problem, loading, load };
}
