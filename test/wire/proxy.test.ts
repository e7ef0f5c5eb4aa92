import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ensureBuilt } from '../../scripts/setup.mjs';
import { proxyFetch } from '../../src/cli/terminal/proxyFetch';
import { connectionError } from '../../src/providers/connection';
import { type Ended, runCommand } from '../support/command';
import { type OpenAiServer, startOpenAiServer } from '../support/openaiServer';
import { certificates, closedPort, startProxy, startTls } from '../support/proxy';

const reply = 'Light scatters.';
const certificate = join(certificates, 'models.example.cert.pem');
let folder: string;
let server: OpenAiServer;
let port: number;
const toClose: { close(): Promise<void> }[] = [];

beforeAll(async () => {
  await ensureBuilt(['cli/ask']);
  folder = await mkdtemp(join(tmpdir(), 'der-proxy-'));
  server = await startOpenAiServer({ models: [{ name: 'm', reply }] });
  port = Number(new URL(server.url).port);
}, 120_000);
afterEach(async () => {
  for (const one of toClose.splice(0)) await one.close();
});
afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

async function proxyTo(target: number, password?: string) {
  const proxy = await startProxy({ target, ...(password && { password }) });
  toClose.push(proxy);
  return proxy;
}

async function tls(): Promise<number> {
  const front = await startTls(port);
  toClose.push(front);
  return front.port;
}

async function ask(baseUrl: string, env: Record<string, string>): Promise<Ended> {
  const pool = join(folder, 'pool.json');
  await writeFile(pool, JSON.stringify([{ kind: 'openai', model: 'm', baseUrl }]));
  return runCommand('ask', ['--pool', pool, '--max-steps', '1', 'Why is the sky blue?'], { env });
}

/** Text of the server's list of models by `fetch` of these variables, or the words of its failure. */
async function list(url: string, env: Record<string, string>): Promise<string> {
  try {
    return await (await proxyFetch(env)(url)).text();
  } catch (error) {
    const endpoint = { name: 'The server', baseUrl: new URL(url).origin, start: 'Start it.' };
    return connectionError(error, endpoint, false)?.message ?? String(error);
  }
}

describe('a proxy of the environment', () => {
  it.each(['HTTPS_PROXY', 'https_proxy', 'ALL_PROXY', 'all_proxy'])('%s tunnels', async (name) => {
    const proxy = await proxyTo(await tls());
    const failure = await list('https://models.example/v1/models', { [name]: proxy.url });
    expect(proxy.asked).toEqual(['CONNECT models.example:443']);
    // Nobody vouches for the certificate here.
    expect(failure).toMatch(/certificate of https:\/\/models\.example is not trusted.*NODE_EXTRA_CA_CERTS/);
  });

  it.each(['HTTP_PROXY', 'http_proxy', 'ALL_PROXY'])('%s forwards', async (name) => {
    const proxy = await proxyTo(port);
    const value = proxy.url.replace('http://', '');
    expect(await list('http://models.example/v1/models', { [name]: value })).toContain('"m"');
    expect(proxy.asked).toEqual(['GET http://models.example/v1/models']);
  });

  it('gets the name and the password of its address', async () => {
    const proxy = await proxyTo(port, 'me:se cret');
    const by = (login: string) => ({ HTTP_PROXY: proxy.url.replace('http://', `http://${login}`) });
    expect(await list('http://models.example/v1/models', by('me:se%20cret@'))).toContain('"m"');
    const refused = await list('https://models.example/', { HTTPS_PROXY: by('me:other@').HTTP_PROXY });
    expect(refused).toMatch(/the proxy 127\.0\.0\.1:\d+ asks for a name and a password \(407\)/);
    expect(refused).not.toContain('other');
  });

  it('is left out for this machine, and for what NO_PROXY names', async () => {
    const proxy = await proxyTo(port);
    const env = { HTTP_PROXY: proxy.url, HTTPS_PROXY: proxy.url };
    expect(await list(`${server.url}/v1/models`, env)).toContain('"m"');
    expect(await list(`http://localhost:${port}/v1/models`, env)).toContain('"m"');
    for (const except of ['x.example,models.invalid', '.models.invalid', '*']) {
      const failure = await list('http://sub.models.invalid/', { ...env, NO_PROXY: except });
      expect(failure).toContain('The host of http://sub.models.invalid is not known');
    }
    expect(proxy.asked).toEqual([]);
  });

  it('for one scheme is not asked for the other', async () => {
    const proxy = await proxyTo(port);
    const failure = await list('http://models.invalid/', { HTTPS_PROXY: proxy.url });
    expect(failure).toContain('is not known');
    expect(proxy.asked).toEqual([]);
  });

  it('that is not there is named', async () => {
    const gone = `http://127.0.0.1:${await closedPort()}`;
    for (const url of ['https://models.example/', 'http://models.example/']) {
      const failure = await list(url, { ALL_PROXY: gone });
      expect(failure).toContain(`the proxy ${gone.slice(7)} cannot be reached (ECONNREFUSED)`);
    }
  });

  it.each(['ftp://me:secret@x', 'http://', 'http://a b'])('%j is no address, which is said', (value) => {
    expect(() => proxyFetch({ https_proxy: value })).toThrow(
      /^The environment variable https_proxy is no address of a proxy\. Set it(?!.*secret)/,
    );
  });

  it('is no reason to load anything where there is none', () => {
    expect(proxyFetch({ NO_PROXY: '*', HTTP_PROXY: ' ' })).toBe(globalThis.fetch);
  });
});

describe('npm run ask behind a proxy', () => {
  it('reaches a server with a certificate of the company', { timeout: 60_000 }, async () => {
    const proxy = await proxyTo(await tls());
    const { stdout } = await ask('https://models.example/v1', {
      HTTPS_PROXY: proxy.url,
      NODE_EXTRA_CA_CERTS: certificate,
    });
    expect(stdout).toContain(reply);
    expect(proxy.asked).toEqual(['CONNECT models.example:443']);
  });
});
