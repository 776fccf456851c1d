/** Sample data and simulated nights: started anywhere, followed until they end, shown wherever the buttons stand. */
import { computed, readonly, ref, shallowRef } from 'vue';
import { api, type Problem } from '@/api/client';
import type { SampleJob, Simulation } from '@/api/types';
import { asProblem } from './useResource';

const EVERY = 700;

const samples = shallowRef<SampleJob | null>(null);
const night = shallowRef<Simulation | null>(null);
const problem = shallowRef<Problem | null>(null);
const busy = ref<'samples' | 'night' | null>(null);
const finished = ref(0);

export const tryout = {
  samples: computed(() => samples.value),
  night: computed(() => night.value),
  problem: computed(() => problem.value),
  busy: readonly(busy),
  /** Counts up whenever something ended, so that screens load again. */
  finished: readonly(finished),
};

const wait = () => new Promise((resolve) => window.setTimeout(resolve, EVERY));

async function follow<T extends { id: string; state: string }>(
  started: T,
  ask: (id: string) => Promise<T>,
  show: (now: T) => void,
): Promise<void> {
  let latest = started;
  show(latest);
  while (latest.state === 'running') {
    await wait();
    latest = await ask(latest.id);
    show(latest);
  }
}

async function guarded(what: 'samples' | 'night', run: () => Promise<void>): Promise<void> {
  if (busy.value) return;
  busy.value = what;
  problem.value = null;
  try {
    await run();
  } catch (cause) {
    problem.value = asProblem(cause);
  } finally {
    busy.value = null;
    finished.value++;
  }
}

const followSamples = (job: SampleJob) => follow(job, api.sample, (now) => (samples.value = now));
const followNight = (run: Simulation) => follow(run, api.simulation, (now) => (night.value = now));

export const loadSamples = () => guarded('samples', async () => followSamples(await api.loadSamples()));
export const simulateNight = () => guarded('night', async () => followNight(await api.simulate()));

let resumed = false;

/** After a reload of the page: finds what was started before and still runs. */
export async function resume(): Promise<void> {
  if (resumed || busy.value) return;
  resumed = true;
  try {
    const [loading, running] = await Promise.all([api.samples(), api.simulations()]);
    const job = loading.items.find((one) => one.state === 'running');
    const run = running.items.find((one) => one.state === 'running');
    if (job) await guarded('samples', () => followSamples(job));
    if (run) await guarded('night', () => followNight(run));
  } catch {
    resumed = false;
  }
}
