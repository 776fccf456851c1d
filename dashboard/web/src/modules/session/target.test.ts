import { expect, it } from 'vitest';
import { targetOf } from './target';

it('goes back to where one came from', () => {
  expect(targetOf('/search?q=水光&page=2')).toBe('/search?q=水光&page=2');
});

it('never leaves this console', () => {
  for (const bad of ['https://evil.example', '//evil.example', '/\\evil.example', 'javascript:alert(1)', '/sign-in?to=/x', undefined]) {
    expect(targetOf(bad)).toBe('/');
  }
});
