import { computed, shallowRef } from 'vue';
import { api, Problem } from '@/api/client';
import type { Session } from '@/api/types';

const current = shallowRef<Session | null>(null);
let asked: Promise<void> | null = null;

export const session = computed(() => current.value);
export const signedIn = computed(() => current.value !== null);

/** Asks once who is signed in; a server that cannot be reached counts as nobody. */
export function restoreSession(): Promise<void> {
  asked ??= api
    .session()
    .then((found) => void (current.value = found))
    .catch((cause: unknown) => {
      if (!(cause instanceof Problem) || cause.status === 0) asked = null;
    });
  return asked;
}

export async function signIn(username: string, password: string): Promise<void> {
  current.value = await api.signIn(username, password);
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
}

/** Whether the person may see something that needs this scope. The server decides again on every request. */
export function may(scope: string | null): boolean {
  return !scope || (current.value?.scopes.includes(scope) ?? false);
}
