import { nextTick, ref, watch, type Ref } from 'vue';
import { bindKeys } from './keys';

/**
 * A cursor over a list of rows marked `data-row="0…"`: J and K move it, Enter opens. The cursor is real focus, so a
 * screen reader speaks the row it lands on.
 */
export function useCursor(root: Ref<HTMLElement | null>, count: () => number, open: (index: number) => void) {
  const index = ref(-1);

  async function go(to: number) {
    if (count() === 0) return;
    index.value = Math.max(0, Math.min(count() - 1, to));
    await nextTick();
    const row = root.value?.querySelector<HTMLElement>(`[data-row="${index.value}"]`);
    row?.focus({ preventScroll: true });
    row?.scrollIntoView({ block: 'nearest' });
  }

  bindKeys([
    { key: 'j', does: 'cursor.next', run: () => void go(index.value + 1) },
    { key: 'k', does: 'cursor.previous', run: () => void go(index.value < 0 ? 0 : index.value - 1) },
    { key: 'Enter', does: 'cursor.open', run: () => index.value >= 0 && index.value < count() && open(index.value) },
  ]);
  watch(count, (n) => {
    if (index.value >= n) index.value = n - 1;
  });
  return { index, go };
}
