import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { patientFetch } from '../../src/providers/patientFetch';

let server: Server;
let url: string;

beforeEach(async () => {
  server = createServer((request, response) => {
    if (request.url === '/never') return;
    if (request.url === '/elsewhere') {
      response.writeHead(307, { location: 'http://example.invalid/' }).end();
      return;
    }
    if (request.url === '/half') {
      response.write('half');
      return;
    }
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const status = request.url === '/empty' ? 204 : 418;
      response.writeHead(status, { 'content-type': 'text/plain', 'x-method': request.method });
      response.end(
        status === 204 ? undefined : `${request.headers['x-sent']}:${Buffer.concat(chunks).toString()}`,
      );
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

const elsewhere: typeof fetch = async () => new Response('elsewhere');
const patient = patientFetch(elsewhere);

describe('the patient fetch', () => {
  it.each(['/', '/empty'])('answers as fetch does: %s', async (path) => {
    const init = { method: 'POST', body: 'Größe', headers: { 'X-Sent': 'yes' } };
    const [ours, theirs] = await Promise.all([patient(url + path, init), fetch(url + path, init)]);
    expect(ours.status).toBe(theirs.status);
    expect(ours.headers.get('content-type')).toBe(theirs.headers.get('content-type'));
    expect(ours.headers.get('x-method')).toBe('POST');
    expect(await ours.text()).toBe(await theirs.text());
  });

  it('leaves other machines to the fetch it was given', async () => {
    for (const other of ['https://127.0.0.1/', 'http://example.com/', new URL('http://10.0.0.5/')]) {
      expect(await (await patient(other)).text()).toBe('elsewhere');
    }
  });

  it('follows no redirection: what is sent reaches the server that was named, or nobody', async () => {
    expect((await patient(`${url}/elsewhere`, { method: 'POST', body: 'mine' })).status).toBe(307);
    const asked: (RequestInit | undefined)[] = [];
    const noting = patientFetch(async (_, init) => {
      asked.push(init);
      return new Response();
    });
    for (const address of ['https://localhost/v1', 'https://api.example.com/v1'])
      await noting(address, { method: 'POST' });
    const refusing = { method: 'POST', redirect: 'error' };
    expect(asked).toEqual([refusing, refusing]);
  });

  it('fails with the reason of the connection', async () => {
    server.close();
    server.closeAllConnections();
    await once(server, 'close');
    await expect(patient(url)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });

  it('is stopped before, while waiting and while reading, and the server sees it', async () => {
    const reason = new Error('enough');
    await expect(patient(url, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);

    const waiting = new AbortController();
    const pending = patient(`${url}/never`, { signal: waiting.signal });
    const [held] = (await once(server, 'request')) as [{ socket: { once: Server['once'] } }];
    const closed = new Promise((resolve) => held.socket.once('close', resolve as () => void));
    waiting.abort(reason);
    await expect(pending).rejects.toBe(reason);
    await closed;

    const reading = new AbortController();
    const half = await patient(`${url}/half`, { signal: reading.signal });
    const body = half.body!.getReader();
    expect(new TextDecoder().decode((await body.read()).value)).toBe('half');
    reading.abort(reason);
    await expect(body.read()).rejects.toThrow();
  });

  it('may be stopped when all has come, and harms no later request', async () => {
    for (let i = 0; i < 20; i++) {
      const late = new AbortController();
      const response = await patient(url, { signal: late.signal });
      // The last piece is read, the end is not.
      await response.body!.getReader().read();
      late.abort();
      const next = new AbortController();
      expect(await (await patient(url, { signal: next.signal })).text()).toBe('undefined:');
      next.abort();
    }
  });
});
