/** Keys: cleaned as they were pasted, and never told, however a server repeats them. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ExpertError } from '../../../../src/der/core/expertErrors';
import type { Expert, ExpertEvent } from '../../../../src/der/core/experts';
import { apiKeyNamed, cleanKey, isSendable, serverSentence } from '../../../../src/providers/apiKeys';
import { withoutTellingKeys } from '../../../../src/providers/keylessExpert';
import { withoutKeys } from '../../../../src/providers/keyShape';
import { redacted, rememberKey } from '../../../../src/providers/knownKeys';
import { refused } from '../../../../src/providers/refused';
import { finishOf, reasonIn } from '../../../../src/providers/wire/finish';
import { notAStream } from '../../../../src/providers/wire/notAStream';
import { serverWords } from '../../../../src/providers/wire/words';

const key = 'Ab9/+x-"secret"&_Zz.77';
rememberKey(key);

describe('a pasted key', () => {
  it.each([
    'sk-1',
    ' sk-1\n',
    '"sk-1"',
    "'sk-1'",
    '`sk-1`',
    '“sk-1”',
    '„sk-1“',
    '«sk-1»',
    'Bearer sk-1',
    'bearer  sk-1',
    '"Bearer sk-1"',
    'Authorization: Bearer sk-1',
    'authorization: "Bearer sk-1"',
    'x-api-key: sk-1',
    'OPENAI_API_KEY=sk-1',
    'export OPENAI_API_KEY="sk-1"',
    'OPENAI_API_KEY="sk-1",',
    '"sk-1";',
    '\ufeffsk-1\u200b',
    '<sk-1>',
  ])('is taken out of what stands around it: %j', (pasted) => {
    expect(cleanKey(pasted)).toBe('sk-1');
  });

  it('stays as it is where nothing stands around it', () => {
    const plain = fc.string({ unit: fc.constantFrom(...'abcXYZ019-_.+/=') });
    fc.assert(
      fc.property(plain, (text) => {
        expect(cleanKey(`sk-${text}`)).toBe(`sk-${text}`);
      }),
    );
  });

  it('of two million characters is read at once', () => {
    for (const text of ['"'.repeat(2e6), ' '.repeat(2e6), `a${' '.repeat(2e6)}b`, 'Bearer '.repeat(3e5)]) {
      const { user } = process.cpuUsage();
      cleanKey(text);
      expect(process.cpuUsage().user - user).toBeLessThan(2e6);
    }
  });

  it('in quotes in the environment reaches the server without them', async () => {
    const services = { secret: () => Promise.resolve(undefined), env: { TEAM: '"Bearer sk-of-the-team"' } };
    expect(await apiKeyNamed('TEAM', services)).toBe('sk-of-the-team');
    expect(isSendable('sk-ä')).toBe(false);
  });
});

const hex = (text: string) => Buffer.from(text).toString('hex');
const percent = (text: string) => [...text].map((c) => `%${hex(c)}`).join('');
const unicode = (text: string) => [...text].map((c) => `\\u${hex(c).padStart(4, '0')}`).join('');
const entities = (text: string) => [...text].map((c) => `&#${c.charCodeAt(0)};`).join('');

describe('a key that a server repeats', () => {
  it.each([
    ['as it is', key],
    ['in small letters', key.toLowerCase()],
    ['in capitals', key.toUpperCase()],
    ['in JSON', JSON.stringify({ key })],
    ['in JSON in JSON', JSON.stringify(JSON.stringify({ key }))],
    ['in JSON with escaped slashes', JSON.stringify(key).replaceAll('/', '\\/')],
    ['all in escapes of JSON', unicode(key)],
    ['in an address', encodeURIComponent(key)],
    ['in an address, in small letters', encodeURIComponent(key).replace(/%../g, (c) => c.toLowerCase())],
    ['in an address within an address', encodeURIComponent(encodeURIComponent(key))],
    ['in an address within three', [1, 2, 3, 4].reduce((text) => encodeURIComponent(text), key)],
    ['in an address, all in small letters', encodeURIComponent(key).toLowerCase()],
    ['all in escapes of addresses', percent(key)],
    ['in HTML', entities(key)],
    ['in HTML within HTML', entities(key).replaceAll('&', '&amp;')],
    ['in HTML, without its semicolons', entities(key).replaceAll(';', '')],
    ['in HTML, by names', key.replaceAll('/', '&sol;').replaceAll('+', '&plus;').replaceAll('"', '&quot;')],
    ['in escapes of programs', [...key].map((c) => `\\x${hex(c)}`).join('')],
    ['in octal numbers', [...key].map((c) => `\\${c.charCodeAt(0).toString(8).padStart(3, '0')}`).join('')],
    ['in braces', [...key].map((c) => `\\u{${hex(c)}}`).join('')],
    ['in base64 in an address', encodeURIComponent(Buffer.from(`?${key}`).toString('base64'))],
    ['with a line break within', `${key.slice(0, 9)}\n${key.slice(9)}`],
    ['with signs that nobody sees', [...key].join('\u200b')],
    ['with soft hyphens', [...key].join('&#173;')],
    ['in base64 of several lines', Buffer.from(`?${key}`).toString('base64').replace(/.{9}/g, '$&\r\n')],
    ['in base64', Buffer.from(key).toString('base64')],
    ['in base64 behind a name', Buffer.from(`user:${key}`).toString('base64')],
    ['in base64 behind another name', Buffer.from(`me:${key}:x`).toString('base64')],
    ['in base64 of addresses', Buffer.from(`${key}!`).toString('base64url')],
    ['in hexadecimal', hex(key)],
    ['cut off', key.slice(0, -4)],
    ['cut off at both ends', key.slice(4, -4)],
  ])('is not told: %s', (_, said) => {
    for (const text of [
      redacted(`Wrong: ${said} (401)`),
      serverSentence(`Wrong: ${said} (401)`, undefined),
    ]) {
      expect(text).toMatch(/^Wrong: .*\(401\)/);
      const told = Array.from({ length: key.length - 7 }, (_, at) => key.slice(at, at + 8));
      for (const form of [key.slice(0, 8), hex(key).slice(4, 20), unicode(key).slice(0, 40), ...told])
        expect(text).not.toContain(form);
      expect(text).not.toContain(Buffer.from(key).toString('base64').slice(4, 20));
    }
  });

  it('is not told with what looks like a key, or credentials in an address', () => {
    rememberKey('ab12-cdefghijklmnopqrstu-vw34');
    for (const masked of [
      ...['ab12-cdxxxxxxxx34', 'ab12-XXXXvw34', 'ab12-####vw34', 'ab12-cd-----vw34', 'ab12-c(18 more)vw34'],
      ...['ab12-cd***', 'ab12…vw34', '•••u-vw34', 'ab1...w34', 'ab12-____vw34', 'ab12[...]vw34'],
      ...['ab12-<redacted>vw34', 'ab12-cd … u-vw34', 'ijklmnopqrstu-vw34'],
    ])
      expect(redacted(`Wrong: ${masked}, see there...`)).toBe('Wrong: ‹key›, see there...');
    rememberKey('Zk3/ab+cdefghijklmnopq7w==');
    expect(redacted('Wrong: Zk3/ab****7w==.')).toBe('Wrong: ‹key›.');
    expect(redacted('at https://me:pass@host/v1 with xoxb-0123456789abcdefgh')).toBe(
      'at https://‹credentials›@host/v1 with ‹key›',
    );
    expect(withoutKeys('github_pat_0123456789abcdefghij')).toBe('‹key›');
  });

  it.each([
    'tvly-abcdefghijklmnopqrstuv',
    'GOCSPX-abcdefghijklmnopqrst',
    'dapi0123456789abcdef0123456789abcdef',
    'key-0123456789abcdef0123456789abcdef',
    'AQ.Ab8RN6Kabcdefghijklmnop',
    'Authorization: Basic dXNlcjpwYXNzd29yZA==',
    'x-api-key: 0123456789abcdef',
    '{"api-key":"0123456789abcdef"}',
    'https://a.example/v1?api_key=0123456789abcdef&x=1',
    'https://a.example/v1?x=1&sig=0123456789abcdef',
  ])('of a service that is not asked is not told either: %s', (said) => {
    const told = redacted(said);
    expect(told).toContain('‹key›');
    expect(told).not.toMatch(/0123456789|abcdefgh|dXNl/);
  });

  it('words that are like the beginning of one stay', () => {
    for (const said of ['the key is sk-1', 'a fly-by-wire', 'https://a.example/?key=1', 'api-key: yes'])
      expect(redacted(said)).toBe(said);
  });

  it('is not told in part where what is said is cut', () => {
    const long = 'zq81-1f0Hs7Lm2Kp9Rt4Vx6Bn3Cd5Fg8Jk0';
    rememberKey(long);
    const leaks = (said: string): boolean => said.includes(long.slice(0, 8));
    for (let at = 0; at < 2_100; at += 5) {
      const said = `${'a '.repeat(1_050).slice(0, at)} ${long} and more`;
      const sentences = [
        notAStream({ baseUrl: 'http://a' }, said, 'a stream', '').message,
        notAStream({ baseUrl: 'http://a' }, `<title>${said}</title>`, 'a stream', '').message,
        refused('m', said).message,
        serverSentence(serverWords({ error: { message: said } }).said, undefined),
      ];
      expect(sentences.filter(leaks)).toEqual([]);
      expect(() => finishOf('m', reasonIn(said) ?? '')).toThrow(/^(?!.*zq81-1f0)/s);
    }
  });

  it('costs time that grows with what is said', () => {
    for (const part of ['A', 'Ab9/', '\\', '%', key.slice(0, -12), '//', 'Bearer ']) {
      const said = part.repeat(Math.ceil(200_000 / part.length));
      const { user } = process.cpuUsage();
      redacted(said);
      expect(process.cpuUsage().user - user).toBeLessThan(1e6);
    }
  });
});

function saying(pieces: readonly string[], ends: 'done' | Error): Expert {
  return {
    id: 'e',
    name: 'e',
    provider: 'openai',
    costB: 1,
    costEstimated: false,
    leavesMachine: true,
    tool: false,
    readsWorkspace: false,
    async *ask(): AsyncGenerator<ExpertEvent> {
      for (const text of pieces) {
        yield { type: 'thinking', text };
        yield { type: 'delta', text };
      }
      if (ends !== 'done') throw ends;
      yield { type: 'done', finish: 'stop', verified: false, usage: {}, timing: {} };
    },
  };
}

async function heard(expert: Expert) {
  const text = { delta: '', thinking: '' };
  let error: unknown;
  try {
    const request = { question: 'q', messages: [] };
    for await (const event of expert.ask(request, new AbortController().signal))
      if (event.type === 'delta' || event.type === 'thinking') text[event.type] += event.text;
  } catch (thrown) {
    error = thrown;
  }
  return { ...text, error };
}

describe('an expert', () => {
  it('tells no key in its answer or thinking, however it is cut into pieces, and all the rest', async () => {
    const words = fc.array(
      fc.constantFrom(
        ...[
          key,
          encodeURIComponent(key),
          unicode(key),
          entities(key),
          percent(key),
          'word ',
          key.slice(0, 5),
        ],
        ...['A', 'Ab', '\n', 'ä', '\\', '&', '%', '\\u00', '%4', '&#6'],
      ),
      { maxLength: 8 },
    );
    await fc.assert(
      fc.asyncProperty(words, fc.integer({ min: 1, max: 9 }), fc.boolean(), async (parts, size, fails) => {
        const text = parts.join('');
        const pieces = text.match(new RegExp(`[^]{1,${size}}`, 'g')) ?? [];
        const ends = fails ? new ExpertError('server_error', 'It broke.') : 'done';
        const { delta, thinking } = await heard(withoutTellingKeys(saying(pieces, ends)));
        expect(delta).toBe(redacted(text));
        expect(thinking).toBe(delta);
        expect(delta).not.toContain(key);
      }),
    );
  });

  it('tells none in a failure, its causes or its stack', async () => {
    const body = Object.assign(new Error(`body ${key}`), { response: key, code: 'E' });
    const error = new ExpertError('refused', `It refused: ${key}`, { cause: body });
    const { error: thrown } = await heard(withoutTellingKeys(saying([], error)));
    expect(thrown).toBe(error);
    expect(error.message).toBe('It refused: ‹key›');
    expect(error.stack).not.toContain(key);
    expect(body).toMatchObject({ message: 'body ‹key›', code: 'E' });
    expect(JSON.stringify(body)).not.toContain(key.slice(0, 5));
  });
});
