import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { effectScope, type EffectScope } from 'vue';
import { bindings, bindKeys, onKey } from './keys';

let scope: EffectScope;
const run = { j: vi.fn(), leads: vi.fn(), l: vi.fn(), esc: vi.fn(), enter: vi.fn() };

beforeEach(() => {
  document.body.innerHTML = '<input id="field"><button id="button"></button><div id="plain"></div>';
  Object.values(run).forEach((mock) => mock.mockReset());
  scope = effectScope();
  scope.run(() =>
    bindKeys([
      { key: 'j', does: 'x', run: run.j },
      { key: 'g l', does: 'x', run: run.leads },
      { key: 'l', does: 'x', run: run.l },
      { key: 'Escape', does: 'x', run: run.esc, inFields: true },
      { key: 'Enter', does: 'x', run: run.enter },
    ]),
  );
});
afterEach(() => scope.stop());

function press(key: string, on = 'plain', init: KeyboardEventInit = {}) {
  const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...init });
  Object.defineProperty(event, 'target', { value: document.getElementById(on) });
  onKey(event);
  return event;
}

describe('keys', () => {
  it('runs what is bound and keeps the browser out of it', () => {
    expect(press('J').defaultPrevented).toBe(true);
    expect(run.j).toHaveBeenCalledOnce();
  });

  it('never fires while an input method composes', () => {
    press('j', 'plain', { isComposing: true });
    press('Process');
    press('j', 'plain', { keyCode: 229 } as KeyboardEventInit);
    press('Escape', 'field', { isComposing: true });
    expect(run.j).not.toHaveBeenCalled();
    expect(run.esc).not.toHaveBeenCalled();
  });

  it('leaves typing alone, except for keys meant for fields', () => {
    press('j', 'field');
    press('Escape', 'field');
    expect(run.j).not.toHaveBeenCalled();
    expect(run.esc).toHaveBeenCalledOnce();
  });

  it('leaves the browser’s own shortcuts alone', () => {
    press('j', 'plain', { ctrlKey: true });
    press('j', 'plain', { metaKey: true });
    press('j', 'plain', { altKey: true });
    expect(run.j).not.toHaveBeenCalled();
  });

  it('leaves Enter to a focused button', () => {
    press('Enter', 'button');
    expect(run.enter).not.toHaveBeenCalled();
    press('Enter');
    expect(run.enter).toHaveBeenCalledOnce();
  });

  it('reads two keys in a row', () => {
    press('g');
    press('l');
    expect(run.leads).toHaveBeenCalledOnce();
    expect(run.l).not.toHaveBeenCalled();
    press('l');
    expect(run.l).toHaveBeenCalledOnce();
  });

  it('is silent behind an open dialog', () => {
    document.body.insertAdjacentHTML('beforeend', '<div role="dialog" aria-modal="true"></div>');
    press('j');
    expect(run.j).not.toHaveBeenCalled();
  });

  it('is awake beside a dialog that is closed but still in the page', () => {
    document.body.insertAdjacentHTML('beforeend', '<div style="display: none;"><div role="dialog" aria-modal="true"></div></div>');
    press('j');
    expect(run.j).toHaveBeenCalledOnce();
  });

  it('forgets bindings with their component', () => {
    scope.stop();
    press('j');
    expect(run.j).not.toHaveBeenCalled();
    expect(bindings).toHaveLength(0);
  });
});
