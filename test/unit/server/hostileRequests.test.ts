import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultLimits } from '../../../src/der/route/masks';
import { appOf } from '../../../src/server/app';
import { ownEnsemble } from '../../../src/server/ensemble';
import { embeddedStore } from '../../../src/server/store/embeddedStore';
import { Serving } from '../../../src/server/serving';
import { hashedPolicy, hashedTerminator, ScriptedExpert } from '../routeSupport';

const secret = 'kept to the server alone';
const faults: string[] = [];

const serving = new Serving({
  ensemble: ownEnsemble({
    pool: [
      new ScriptedExpert({
        id: 'a',
        behaviour: { does: 'answers', text: 'It is so. `</script>` \u2028 🙂' },
      }),
      new ScriptedExpert({ id: 'b', behaviour: { does: 'fails', after: 'It' } }),
    ],
    policy: hashedPolicy(1),
    terminator: hashedTerminator(1),
    models: { version: 'test', trained: false, sha256: { [secret]: secret } },
    server: { limits: defaultLimits, maxSteps: 3 },
    check: () => () => Promise.reject(new Error(secret)),
    learn: () => Promise.resolve(),
  }),
  store: embeddedStore({}, () => undefined),
  door: { keys: undefined, hosts: [], origins: [] },
  most: { running: 4, waiting: 16 },
  timeoutMs: 5000,
  version: '1.2.3',
  warn: (line) => faults.push(line),
});
const app = appOf(serving);

const paths = ['/v1/chat/completions', '/v1/responses', '/api/chat', '/api/generate', '/api/show'];

/** What a client could mean, with anything in any place. */
const anything = fc.oneof(
  fc.anything({ maxDepth: 2 }),
  fc.constantFrom('__proto__', 'constructor', '\u0000', '\ud800', 'der', -1, 1e308, null, [], {}),
);
const orAnything = <T>(meant: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 4, arbitrary: meant }, { weight: 1, arbitrary: anything });
const message = orAnything(
  fc.record({
    role: orAnything(fc.constantFrom('user', 'assistant', 'system', 'tool')),
    content: orAnything(
      fc.oneof(fc.string(), fc.array(fc.record({ type: fc.constant('text'), text: fc.string() }))),
    ),
  }),
);
const body = fc.record(
  {
    model: orAnything(fc.constantFrom('der', 'der:fast', 'der:latest', 'gpt-4')),
    messages: orAnything(fc.array(message, { maxLength: 4 })),
    input: orAnything(fc.string()),
    prompt: orAnything(fc.string()),
    stream: orAnything(fc.boolean()),
    stop: orAnything(fc.string({ maxLength: 3 })),
    max_tokens: orAnything(fc.integer({ min: 1, max: 50 })),
    options: orAnything(fc.record({ num_predict: fc.integer() })),
    tools: orAnything(fc.constant([])),
    der: orAnything(
      fc.record(
        { alpha: fc.double(), stream: fc.constant('draft'), trace: fc.boolean() },
        { requiredKeys: [] },
      ),
    ),
  },
  { requiredKeys: [] },
);

describe('requests of any content', () => {
  it('are answered, or told what is wrong with them, and nothing of the server', async () => {
    let answered = 0;
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...paths), body, fc.boolean(), async (path, value, cut) => {
        const json = JSON.stringify(value, (_, one: unknown) =>
          typeof one === 'bigint' ? String(one) : one,
        );
        const sent = cut ? json.slice(0, json.length >> 1) : json;
        const reply = await app.request(path, { method: 'POST', body: sent, headers: { host: 'localhost' } });
        const text = await reply.text();
        expect([200, 400, 404, 502, 503]).toContain(reply.status);
        if (reply.status === 200) answered += 1;
        else {
          const { error } = JSON.parse(text) as { error: string | { message: string } };
          expect(typeof error === 'string' ? error : error.message).toMatch(/^[A-Za-z].*\.$/su);
        }
        expect(text).not.toMatch(/\bat .*\.[cm]?[jt]s:\d/);
        if (!text.includes('"trace"')) expect(text).not.toContain(secret);
      }),
      { numRuns: 1500 },
    );
    expect(answered).toBeGreaterThan(30);
    expect(faults).toEqual([]);
    expect(serving.state).toMatchObject({ running: 0, waiting: 0 });
  });

  it('may be for any path, by any method, with any header', async () => {
    const path = fc.oneof(
      fc.webPath(),
      fc.constantFrom('/v1/../api/tags', '//v1/models', '/v1/models/%2e%2e', '/v1/der/traces/__proto__'),
    );
    const method = fc.constantFrom('GET', 'POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH');
    const header = fc.constantFrom(
      'authorization',
      'x-api-key',
      'x-der-alpha',
      'x-der-exclude',
      'content-type',
    );
    const value = fc.string({
      unit: fc.integer({ min: 32, max: 126 }).map((code) => String.fromCharCode(code)),
    });
    await fc.assert(
      fc.asyncProperty(path, method, header, value, async (at, how, name, text) => {
        const reply = await app.request(`http://localhost${at.startsWith('/') ? at : `/${at}`}`, {
          method: how,
          headers: { host: 'localhost', [name]: text },
        });
        expect(reply.status).toBeLessThan(500);
        await reply.text();
      }),
      { numRuns: 500 },
    );
    expect(faults).toEqual([]);
  });
});
