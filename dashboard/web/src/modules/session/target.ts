/** Where to go after signing in: only a path of this console, never another site. */
export function targetOf(to: unknown): string {
  return typeof to === 'string' && /^\/(?![/\\])/.test(to) && !to.startsWith('/sign-in') ? to : '/';
}
