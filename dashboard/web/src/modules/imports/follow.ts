/** Follows running imports: by server-sent events, and by asking at intervals where the stream breaks. */
import { onScopeDispose, reactive } from 'vue';
import { api } from '@/api/client';
import type { ImportJob } from '@/api/types';

const EVERY = 1500;

export function useFollow(update: (job: ImportJob) => void) {
  const streams = new Map<string, EventSource>();
  const timers = new Map<string, number>();
  /** Jobs whose stream broke. */
  const polled = reactive(new Set<string>());

  function stop(id: string) {
    streams.get(id)?.close();
    streams.delete(id);
    window.clearTimeout(timers.get(id));
    timers.delete(id);
    polled.delete(id);
  }
  function heard(job: ImportJob) {
    if (job.state !== 'running') stop(job.id);
    update(job);
  }
  function poll(id: string) {
    polled.add(id);
    timers.set(
      id,
      window.setTimeout(() => {
        api
          .importJob(id)
          .then((job) => {
            heard(job);
            if (job.state === 'running' && timers.has(id)) poll(id);
          })
          .catch(() => timers.has(id) && poll(id));
      }, EVERY),
    );
  }
  function follow(id: string) {
    if (streams.has(id) || timers.has(id)) return;
    const stream = new EventSource(api.importEventsUrl(id));
    streams.set(id, stream);
    stream.addEventListener('progress', (event) => heard(JSON.parse((event as MessageEvent<string>).data) as ImportJob));
    stream.onerror = () => {
      // Also how the server ends the stream of a job that is over: the next answer tells which.
      stream.close();
      if (!streams.delete(id)) return;
      api
        .importJob(id)
        .then((job) => {
          heard(job);
          if (job.state === 'running') poll(id);
        })
        .catch(() => poll(id));
    };
  }
  onScopeDispose(() => [...streams.keys(), ...timers.keys()].forEach(stop));
  return { follow, polled };
}
