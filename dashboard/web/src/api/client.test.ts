import { afterEach, describe, expect, it, vi } from 'vitest';
import { api, onSignedOut, problemOf, Problem, queryString } from './client';

function answer(status: number, body: unknown, type = 'application/json') {
  const text = body === undefined ? null : JSON.stringify(body);
  const fetched = vi.fn<(url: string, init: RequestInit) => Promise<Response>>(() =>
    Promise.resolve(new Response(text, { status, headers: { 'Content-Type': type } })),
  );
  vi.stubGlobal('fetch', fetched);
  return fetched;
}
const headersOf = (fetched: ReturnType<typeof answer>) => fetched.mock.calls[0]![1].headers as Record<string, string>;

afterEach(() => vi.unstubAllGlobals());

describe('client', () => {
  it('repeats the session’s token on unsafe requests only', async () => {
    answer(200, { username: 'admin', displayName: 'A', roles: [], scopes: [], csrf: 'token-1' });
    await api.signIn('admin', 'x');
    const claim = answer(200, { id: 'l1' });
    await api.claimLead('l1');
    expect(headersOf(claim)['X-CSRF-Token']).toBe('token-1');
    const list = answer(200, { total: 0, items: [] });
    await api.leads({});
    expect(headersOf(list)).not.toHaveProperty('X-CSRF-Token');
  });

  it('says that the session ended, except while asking who is signed in', async () => {
    const gone = vi.fn();
    onSignedOut(gone);
    answer(401, { title: 'Unauthorized', detail: 'expected a session' }, 'application/problem+json');
    await expect(api.session()).rejects.toBeInstanceOf(Problem);
    expect(gone).not.toHaveBeenCalled();
    await expect(api.leads({})).rejects.toMatchObject({ status: 401 });
    expect(gone).toHaveBeenCalledOnce();
  });

  it('keeps the server’s own words', () => {
    const problem = problemOf(409, 'application/problem+json', '{"title":"Conflict","detail":"claimed by Li"}');
    expect(problem).toMatchObject({ status: 409, title: 'Conflict', detail: 'claimed by Li' });
  });

  it('survives an error that is not a problem document', () => {
    expect(problemOf(502, 'text/html', '<html>')).toMatchObject({ status: 502, detail: null });
    expect(problemOf(500, 'application/json', '{broken')).toMatchObject({ status: 500, detail: null });
  });

  it('tells an unreachable server from a refusing one', async () => {
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('network')));
    await expect(api.system()).rejects.toMatchObject({ status: 0 });
  });

  it('accepts an answer without body', async () => {
    answer(204, undefined);
    await expect(api.signOut()).resolves.toBeUndefined();
  });

  it('writes lists as repeated parameters and leaves out what is empty', () => {
    expect(queryString({ q: '热玛吉', noAlias: ['a', 'b'], from: '', page: 0, exact: false, to: undefined })).toBe(
      '?q=%E7%83%AD%E7%8E%9B%E5%90%89&noAlias=a&noAlias=b&page=0&exact=false',
    );
    expect(queryString({})).toBe('');
  });

  it('escapes ids in addresses', async () => {
    const fetched = answer(200, {});
    await api.claimLead('a/b c');
    expect(fetched.mock.calls[0]![0]).toBe('/api/leads/a%2Fb%20c/claim');
  });
});
