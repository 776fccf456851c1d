/** Keyboard shortcuts: one listener, bindings that live as long as the component that made them. */
import { onScopeDispose, reactive } from 'vue';

export interface Binding {
  /** As in KeyboardEvent.key, lower case for letters. Two keys in a row are written `g l`. */
  key: string;
  /** Message key of what it does. */
  does: string;
  /** Values for the message. */
  named?: () => Record<string, string>;
  run: (event: KeyboardEvent) => void;
  /** Also inside input fields, e.g. Escape. */
  inFields?: boolean;
  everywhere?: boolean;
}

export const bindings = reactive<Binding[]>([]);
let pending: { key: string; until: number } | null = null;

export function bindKeys(made: Binding[]): void {
  bindings.push(...made);
  onScopeDispose(() => {
    for (const binding of made) {
      const at = bindings.findIndex((one) => one.run === binding.run && one.key === binding.key);
      if (at >= 0) bindings.splice(at, 1);
    }
  });
}

/** An input method is composing: Enter picks a word and letters spell pinyin, so nothing may fire. */
export function isComposing(event: KeyboardEvent): boolean {
  return event.isComposing || event.keyCode === 229 || event.key === 'Process';
}

const FIELD = 'input, textarea, select, [contenteditable=""], [contenteditable="true"]';
/** A focused button or link has its own meaning for Enter and Space. */
const PRESSABLE = 'button, a[href], [role="button"], [role="tab"], summary';

function inField(event: KeyboardEvent): boolean {
  return event.target instanceof Element && event.target.closest(FIELD) !== null;
}

function ownsKey(event: KeyboardEvent): boolean {
  return (
    (event.key === 'Enter' || event.key === ' ') &&
    event.target instanceof Element &&
    event.target.closest(PRESSABLE) !== null
  );
}

/** The dialog or drawer in front; closed ones stay in the page, hidden by style. */
function openDialog(): Element | undefined {
  return [...document.querySelectorAll('[aria-modal="true"]')].find((one) => !one.closest('[style*="display: none"]'));
}

function find(key: string, field: boolean): Binding | undefined {
  return bindings.findLast((binding) => binding.key === key && (!field || binding.inFields));
}

/** What this event means now; exported for tests. */
export function onKey(event: KeyboardEvent): void {
  if (event.defaultPrevented || isComposing(event)) return;
  if (event.ctrlKey || event.metaKey || event.altKey || ownsKey(event)) return;
  const field = inField(event);
  const modal = openDialog();
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const prefix = pending && pending.until > event.timeStamp ? `${pending.key} ` : '';
  pending = null;
  if (modal && !(modal.contains(event.target as Node) && key === '?')) return;

  const hit = find(prefix + key, field) ?? (prefix ? find(key, field) : undefined);
  if (hit) {
    event.preventDefault();
    hit.run(event);
  } else if (!field && bindings.some((binding) => binding.key.startsWith(`${key} `))) {
    pending = { key, until: event.timeStamp + 1500 };
  }
}

export function listenForKeys(): void {
  window.addEventListener('keydown', onKey);
}

/** How a key is written on the sheet. */
export function keyCaps(key: string): string[] {
  const names: Record<string, string> = { ArrowDown: '↓', ArrowUp: '↑', Escape: 'Esc', Enter: 'Enter' };
  return key.split(' ').map((part) => names[part] ?? part.toUpperCase());
}
