import { request } from 'node:http';
import { connect } from 'node:net';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ensureBuilt } from '../../../scripts/setup.mjs';
import { runCommand } from '../../support/command';
import { serveModels, team, type Served } from './servedEnsemble';

let open: Served;
let locked: Served;
let folder: string;
let keys: string;
let [key, revoked] = ['', ''];

beforeAll(async () => {
  await ensureBuilt(['sandbox', 'cli/serve']);
  folder = await mkdtemp(join(tmpdir(), 'der-keys-'));
  keys = join(folder, 'keys.json');
  key = (await runCommand('serve', ['keys', 'add', 'Ada', '--keys', keys])).stdout.trim();
  revoked = (await runCommand('serve', ['keys', 'add', 'Old', '--keys', keys])).stdout.trim();
  await runCommand('serve', ['keys', 'revoke', 'Old', '--keys', keys]);
  open = await serveModels(team);
  locked = await serveModels(team, ['--keys', keys]);
}, 120_000);

afterAll(async () => {
  await open?.close();
  await locked?.close();
  await rm(folder, { recursive: true, force: true });
});

interface Reply {
  readonly status: number;
  readonly body: string;
}

/** Asks with headers that a browser or an attacker sets, which fetch would not let through. */
function asks(url: string, headers: Record<string, string>, body?: string): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { method: body === undefined ? 'GET' : 'POST', headers }, (reply) => {
      let text = '';
      reply.setEncoding('utf8').on('data', (piece: string) => (text += piece));
      reply.on('end', () => resolve({ status: reply.statusCode!, body: text }));
    });
    // A server that has answered closes while a body is still being written.
    sent.on('socket', (socket) => socket.on('error', () => undefined));
    sent.on('error', reject).end(body);
  });
}

const question = JSON.stringify({ model: 'der', messages: [{ role: 'user', content: 'What is a sail?' }] });

describe('a server without keys', () => {
  it.each([
    ['a page of another site', { origin: 'https://evil.example' }],
    ['a page that hides where it is from', { origin: 'null' }],
    ['a page that sends no origin', { 'sec-fetch-site': 'cross-site' }],
    ['a name that points here', { host: 'rebound.evil.example' }],
    ['a name that begins like ours', { host: 'localhost.evil.example:80' }],
  ])('answers nothing to %s', async (_, headers) => {
    for (const path of ['/v1/models', '/api/tags', '/metrics', '/v1/der/traces/x'])
      expect((await asks(`${open.url}${path}`, headers)).status).toBe(403);
    expect((await asks(`${open.url}/v1/chat/completions`, headers, question)).status).toBe(403);
    expect(open.ollama.log.requests.filter(({ path }) => path === '/api/chat')).toEqual([]);
  });

  it('answers under every name of this machine', async () => {
    for (const host of ['localhost', '127.0.0.1:1', '[::1]:80'])
      expect((await asks(`${open.url}/v1/models`, { host })).status).toBe(200);
  });

  it('tells whether it is up to anybody', async () => {
    expect(await asks(`${open.url}/healthz`, { host: '10.0.0.7' })).toEqual({ status: 200, body: 'ok' });
    expect((await asks(`${open.url}/readyz`, { host: '10.0.0.7' })).status).toBe(200);
  });
});

describe('a server with keys', () => {
  it.each([
    ['none', {}],
    ['a wrong one', { authorization: 'Bearer der-wrong' }],
    ['a part of one', { authorization: 'Bearer der-' }],
  ])('answers nothing to who sends %s', async (_, headers) => {
    for (const path of ['/v1/models', '/api/tags', '/metrics']) {
      const { status, body } = await asks(`${locked.url}${path}`, headers);
      expect(status).toBe(401);
      expect(body).toMatch(/key/);
      expect(body).not.toContain('sha256');
    }
  });

  it('takes no key in an address, and none that was revoked', async () => {
    expect((await asks(`${locked.url}/v1/models?api_key=${key}&key=${key}`, {})).status).toBe(401);
    expect((await asks(`${locked.url}/v1/models`, { authorization: `Bearer ${revoked}` })).status).toBe(401);
  });

  it('lets in who has one, in either header', async () => {
    expect((await asks(`${locked.url}/v1/models`, { authorization: `Bearer ${key}` })).status).toBe(200);
    expect((await asks(`${locked.url}/api/tags`, { 'x-api-key': key })).status).toBe(200);
  });

  it('keeps hashes alone, for its owner alone', async () => {
    const text = await readFile(keys, 'utf8');
    expect(text).not.toContain(key);
    expect(text).toContain('Ada');
    expect((await stat(keys)).mode & 0o077).toBe(0);
  });

  it.each([
    ['--allow-origin', '*'],
    ['--allow-origin', 'https://chat.example/ask'],
    ['--allow-origin', 'chat.example'],
    ['--allow-host', 'http://chat.example'],
  ])('does not start with %s %s, which no request holds', async (flag, value) => {
    const { code, stderr } = await runCommand('serve', ['--port', '0', flag, value]);
    expect([code, stderr]).toEqual([2, expect.stringContaining('chat.example')]);
  });

  it('is not reached from elsewhere without one', async () => {
    const { code, stderr } = await runCommand('serve', ['--host', '0.0.0.0', '--port', '0']);
    expect(code).toBe(1);
    expect(stderr).toContain('keys add');
  });
});

describe('bodies', () => {
  it('are refused where they are too large, before they are read', async () => {
    const { status, body } = await asks(`${open.url}/v1/chat/completions`, {}, 'x'.repeat(9 * 1024 * 1024));
    expect(status).toBe(413);
    expect(body).toContain('8 MiB');
  });

  it.each([
    ['nothing', ''],
    ['no JSON', '{"model":'],
    ['a list', '[]'],
    ['null', 'null'],
    ['a prototype', '{"__proto__":{"model":"der"},"messages":[]}'],
    ['a role that is none', '{"model":"der","messages":[{"role":"root","content":"x"}]}'],
    ['blanks alone', '{"model":"der","messages":[{"role":"user","content":"   "}]}'],
    ['an answer alone', '{"model":"der","messages":[{"role":"assistant","content":"x"}]}'],
    ['deep nesting', `{"model":"der","messages":${'['.repeat(50_000)}${']'.repeat(50_000)}}`],
  ])('that hold %s are told what is wrong', async (_, body) => {
    for (const path of ['/v1/chat/completions', '/v1/responses', '/api/chat', '/api/generate']) {
      const reply = await asks(`${open.url}${path}`, {}, body);
      expect([400, 200]).toContain(reply.status);
      if (reply.status === 400) expect(reply.body).toMatch(/"(?:message|error)":"[A-Za-z].*\."/);
      expect(reply.body).not.toMatch(/TypeError|undefined|at .*\.js/);
    }
  });

  it('that are sent by half end the connection, and nothing else', async () => {
    const { port } = new URL(open.url);
    const socket = connect(Number(port), '127.0.0.1');
    socket.on('error', () => undefined);
    socket.write('POST /v1/chat/completions HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 900\r\n\r\n{"mo');
    await new Promise((written) => setTimeout(written, 50));
    socket.destroy();
    expect((await asks(`${open.url}/v1/models`, {})).status).toBe(200);
  });
});
