import { readonly, ref } from 'vue';

const KEY = 'nightdesk.theme';
const dark = ref(document.documentElement.classList.contains('dark'));

export const isDark = readonly(dark);

export function setDark(on: boolean): void {
  dark.value = on;
  document.documentElement.classList.toggle('dark', on);
  try {
    localStorage.setItem(KEY, on ? 'dark' : 'light');
  } catch {
    // private mode: the choice lasts until the tab closes
  }
}
