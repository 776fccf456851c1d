import { computed, shallowRef } from 'vue';
import { api, Problem } from '@/api/client';
import type { Session } from '@/api/types';

const current = shallowRef<Session | null>(null);
let asked: Promise<void> | null = null;

export const session = computed(() => current.value);
export const signedIn = computed(() => current.value !== null);

/** Whether somebody signed in here before: spares newcomers a request that can only be refused. */
const HINT = 'nightdesk.session';
function hint(on: boolean): void {
  try {
    if (on) localStorage.setItem(HINT, '1');
    else localStorage.removeItem(HINT);
  } catch {
    // private mode: one signs in again after a reload
  }
}
function hinted(): boolean {
  try {
    return localStorage.getItem(HINT) !== null;
  } catch {
    return false;
  }
}

/** Asks once who is signed in; a server that cannot be reached counts as nobody. */
export function restoreSession(): Promise<void> {
  if (!hinted()) return Promise.resolve();
  asked ??= api
    .session()
    .then((found) => void (current.value = found))
    .catch((cause: unknown) => {
      if (cause instanceof Problem && cause.status === 401) hint(false);
      else asked = null;
    });
  return asked;
}

export async function signIn(username: string, password: string): Promise<void> {
  current.value = await api.signIn(username, password);
  hint(true);
}

export async function signOut(): Promise<void> {
  try {
    await api.signOut();
  } finally {
    forget();
  }
}

export function forget(): void {
  current.value = null;
  hint(false);
}

/** Whether the person may see something that needs this scope. The server decides again on every request. */
export function may(scope: string | null): boolean {
  const scopes: readonly string[] = current.value?.scopes ?? [];
  return !scope || scopes.includes(scope);
}
