import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultLimits } from '../../../src/der/route/masks';
import { appOf } from '../../../src/server/app';
import { addDashboard } from '../../../src/server/dashboard/dashboard';
import { ownEnsemble } from '../../../src/server/ensemble';
import { newKey, type ServerKey } from '../../../src/server/keys/key';
import { Serving } from '../../../src/server/serving';
import { embeddedStore } from '../../../src/server/store/embeddedStore';
import { hashedPolicy, hashedTerminator, ScriptedExpert } from '../routeSupport';

const faults: string[] = [];
const boss = newKey('Boss', { dashboard: true }, new Date());
const ada = newKey('Ada', {}, new Date());

function appWith(keys: readonly ServerKey[] | undefined) {
  return appOf(
    new Serving({
      ensemble: ownEnsemble({
        pool: [new ScriptedExpert({ id: 'a', behaviour: { does: 'answers', text: 'So.' } })],
        policy: hashedPolicy(1),
        terminator: hashedTerminator(1),
        models: { version: 'test', trained: false, sha256: {} },
        server: { limits: defaultLimits, maxSteps: 3 },
        check: () => () => Promise.reject(new Error('No answer holds a program.')),
        learn: () => Promise.resolve(),
      }),
      store: embeddedStore({}, () => undefined),
      dashboard: addDashboard,
      door: { keys: keys && { current: keys }, hosts: [], origins: [] },
      most: { running: 4, waiting: 16 },
      timeoutMs: 5000,
      version: '0.0.0',
      warn: (line) => faults.push(line),
    }),
  );
}

const form = (key: string) => ({ method: 'POST', body: new URLSearchParams({ key }) });

describe('the dashboard', () => {
  it('is opened by a key that may, and by no other', async () => {
    const app = appWith([boss.key, ada.key]);
    expect((await app.request('/dashboard', form(ada.secret))).status).toBe(403);
    expect((await app.request('/dashboard', form('der-wrong'))).status).toBe(401);
    const opened = await app.request('/dashboard', form(boss.secret));
    expect(opened.status).toBe(303);
    const [cookie] = opened.headers.get('set-cookie')!.split(';');
    const shown = await app.request('/dashboard', { headers: { cookie: cookie! } });
    expect(await shown.text()).toContain('What was saved');
    // A key in a header opens nothing, nor does one in the address.
    for (const path of ['/dashboard', `/dashboard?key=${boss.secret}`]) {
      const closed = await app.request(path, { headers: { authorization: `Bearer ${boss.secret}` } });
      expect(await closed.text()).not.toContain('What was saved');
    }
  });

  it('of a server without keys is shown to this machine, not to pages and other names', async () => {
    const app = appWith(undefined);
    const get = (headers: Record<string, string>) => app.request('/dashboard', { headers });
    expect((await get({ host: '127.0.0.1:1' })).status).toBe(200);
    expect((await get({ host: 'rebound.example' })).status).toBe(403);
    expect((await get({ host: '127.0.0.1', origin: 'https://evil.example' })).status).toBe(403);
    expect((await app.request('/dashboard', form('anything'))).status).toBe(401);
  });

  it('takes anything that is sent for what it is: no key', async () => {
    const app = appWith([boss.key]);
    const types = ['multipart/form-data; boundary=x', 'multipart/form-data', 'application/json', 'a/b', ''];
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...types), fc.string(), fc.string(), async (type, body, cookie) => {
        const headers = { 'content-type': type, cookie: `der_dashboard=${encodeURIComponent(cookie)}` };
        const reply = await app.request('/dashboard', { method: 'POST', headers, body });
        expect(reply.status).toBe(401);
        const { status } = await app.request(`/dashboard?days=${encodeURIComponent(body)}`, { headers });
        expect(status).toBe(200);
      }),
      { numRuns: 100 },
    );
    expect((await app.request('/dashboard', form('x'.repeat(5000)))).status).toBe(413);
    expect(faults).toEqual([]);
  });
});
