/** Bytes that are no honest request, on sockets of their own, against a server with keys. */
import { connect } from 'node:net';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ensureBuilt } from '../../../scripts/setup.mjs';
import { seededBy } from '../../../src/der/evidence/seeded';
import { runCommand } from '../../support/command';
import { serveModels, team, type Served } from './servedEnsemble';

/** `DER_FUZZ=10000 npx vitest run test/wire/served/hostileBytes.test.ts` sends so many. */
const many = Number(process.env['DER_FUZZ'] ?? 300);

let served: Served;
let [folder, key] = ['', ''];

beforeAll(async () => {
  await ensureBuilt(['sandbox', 'cli/serve']);
  folder = await mkdtemp(join(tmpdir(), 'der-bytes-'));
  const keys = join(folder, 'keys.json');
  key = (await runCommand('serve', ['keys', 'add', 'Ada', '--keys', keys])).stdout.trim();
  served = await serveModels(team, ['--keys', keys]);
}, 120_000);

afterAll(async () => {
  await served?.close();
  await rm(folder, { recursive: true, force: true });
});

/** All that comes back until the connection ends, or nothing more does for a while. */
function sent(bytes: string | Buffer, idleMs = 2000): Promise<string> {
  return new Promise((resolve) => {
    let text = '';
    const socket = connect(Number(new URL(served.url).port), '127.0.0.1');
    socket.setTimeout(idleMs, () => socket.destroy());
    socket.setEncoding('latin1').on('data', (piece: string) => (text += piece));
    socket.on('close', () => resolve(text)).on('error', () => undefined);
    socket.write(bytes);
  });
}

const chat = JSON.stringify({ model: 'der:fast', messages: [{ role: 'user', content: 'What is a sail?' }] });
const head = (lines: readonly string[], path = '/v1/chat/completions'): string =>
  [`POST ${path} HTTP/1.1`, 'Host: 127.0.0.1', ...lines, '', ''].join('\r\n');
const statuses = (reply: string): string[] =>
  [...reply.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map(([, code]) => code!);
const asked = () => served.ollama.log.requests.filter(({ path }) => path === '/api/chat').length;

describe('a request within another one', () => {
  const smuggled = `GET /v1/models HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer KEY\r\n\r\n`;
  it.each([
    ['two lengths', ['Content-Length: 4', 'Content-Length: 90']],
    ['a length and chunks', ['Content-Length: 4', 'Transfer-Encoding: chunked']],
    ['chunks that are not the last coding', ['Transfer-Encoding: chunked, identity']],
    ['a coding with a blank before its colon', ['Transfer-Encoding : chunked', 'Content-Length: 4']],
    ['a length with a sign', ['Content-Length: +4']],
    ['a folded head', ['X-A: b', ' Transfer-Encoding: chunked', 'Content-Length: 4']],
  ])('by %s is not read', async (_, lines) => {
    const reply = await sent(`${head(lines)}0\r\n\r\n${smuggled.replace('KEY', key)}`);
    // What came after a head that nobody can read alike is never taken for a request.
    expect(statuses(reply).filter((code) => code === '200')).toEqual([]);
    expect(reply).not.toContain('der:best');
  });

  it('is two where it is two', async () => {
    const one = `GET /v1/models HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer ${key}\r\n\r\n`;
    const last = one.replace('\r\n\r\n', '\r\nConnection: close\r\n\r\n');
    expect(statuses(await sent(one + last))).toEqual(['200', '200']);
  });

  it('of one key is not answered by what another one brought', async () => {
    const begun = head(['Content-Length: 2', `Authorization: Bearer ${key}`]);
    const without = `GET /v1/models HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n`;
    expect(statuses(await sent(`${begun}{}${without}`))).toEqual(['400', '401']);
  });
});

describe('what does not end', () => {
  it('in a head is refused', async () => {
    expect(statuses(await sent(`GET / HTTP/1.1\r\nX-A: ${'a'.repeat(100_000)}`))).toEqual(['431']);
    const lines = Array.from({ length: 5000 }, (_, index) => `X-${index}: 1`);
    expect(statuses(await sent(head(lines)))).toEqual(['431']);
  });

  it('in chunks is refused at the limit, and asks nobody', async () => {
    const chunk = `${(1024 * 1024).toString(16)}\r\n${' '.repeat(1024 * 1024)}\r\n`;
    const endless = head([`Authorization: Bearer ${key}`, 'Transfer-Encoding: chunked']) + chunk.repeat(10);
    const before = asked();
    expect(statuses(await sent(endless, 10_000))[0]).toBe('413');
    expect(asked()).toBe(before);
  });
});

describe('a key', () => {
  it.each([
    [
      'in the query',
      head([`Content-Length: ${chat.length}`], '/v1/chat/completions?key=KEY&api_key=KEY') + chat,
    ],
    ['in a cookie', head(['Cookie: key=KEY; der=KEY', `Content-Length: ${chat.length}`]) + chat],
    ['as a name and password', head(['Authorization: Basic KEY', `Content-Length: ${chat.length}`]) + chat],
  ])('%s is none, and is not told back', async (_, bytes) => {
    const reply = await sent(bytes.replaceAll('KEY', key));
    expect(statuses(reply)).toEqual(['401']);
    expect(reply).not.toContain(key);
  });
});

describe(`${many} requests of bytes`, () => {
  it('crash nothing and tell nothing', { timeout: 60_000 + many * 100 }, async () => {
    const chance = seededBy('hostile bytes');
    const pick = <T>(from: readonly T[]): T => from[chance.integer(from.length)]!;
    const valid = head([`Authorization: Bearer der-wrong`, `Content-Length: ${chat.length}`]) + chat;
    const parts = [
      '\r\n',
      '\0',
      'HTTP/9.9',
      '%00',
      '%2e%2e/',
      '../'.repeat(50),
      'Transfer-Encoding: chunked\r\n',
      '\x80\xff',
      ' ',
      ':',
      'ffffffffffffffff\r\n',
      'Host: \r\n',
      '__proto__',
      '{"',
      '?key=',
    ];
    const hostile = (): Buffer => {
      let text = valid;
      for (let change = 1 + chance.integer(6); change > 0; change--) {
        const at = chance.integer(text.length + 1);
        text = text.slice(0, at) + pick(parts) + text.slice(at + chance.integer(12));
      }
      return Buffer.from(text, 'latin1');
    };
    const bad: string[] = [];
    const worker = async (share: number): Promise<void> => {
      for (let number = 0; number < share; number++) {
        const bytes = hostile();
        const reply = await sent(bytes, 150);
        const leaks = reply.includes(key) || /at \S+ \(|node:internal|\.mjs:\d|sha256/.test(reply);
        if (leaks || statuses(reply).some((code) => code === '200' || code === '500'))
          bad.push(`${bytes}\n→\n${reply}`);
      }
    };
    await Promise.all(Array.from({ length: 20 }, () => worker(many / 20)));
    expect(bad).toEqual([]);
    expect(asked()).toBe(0);
    const up = await fetch(`${served.url}/v1/models`, { headers: { authorization: `Bearer ${key}` } });
    expect(up.status).toBe(200);
  });
});
