/** A proxy on loopback that forwards and tunnels, and whatever it is asked for is on loopback, too. */
import { once } from 'node:events';
import { createServer, request as httpRequest } from 'node:http';
import { connect, createServer as createTcp, type AddressInfo, type Server, type Socket } from 'node:net';
import { readFile } from 'node:fs/promises';
import { createServer as createTls } from 'node:tls';
import { join } from 'node:path';

export interface Proxy {
  readonly url: string;
  /** `GET http://host/path` and `CONNECT host:port`, in order. */
  readonly asked: string[];
  close(): Promise<void>;
}

/** @param options `target`: the port that every host is; `password`: what it asks for, as `name:password` */
export async function startProxy(options: { target: number; password?: string }): Promise<Proxy> {
  const asked: string[] = [];
  const wanted = options.password && `Basic ${Buffer.from(options.password).toString('base64')}`;
  const mayPass = (header: string | undefined) => wanted === undefined || header === wanted;
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    if (!mayPass(request.headers['proxy-authorization'])) return void response.writeHead(407).end();
    const { pathname, host } = new URL(request.url!);
    const headers = { ...request.headers, host };
    const onward = { port: options.target, path: pathname, method: request.method ?? 'GET', headers };
    request.pipe(
      httpRequest(onward, (answer) => {
        response.writeHead(answer.statusCode!, answer.headers);
        answer.pipe(response);
      }),
    );
  });
  server.on('connect', (request, client: Socket) => {
    asked.push(`CONNECT ${request.url}`);
    if (!mayPass(request.headers['proxy-authorization'])) {
      client.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
      return;
    }
    client.write('HTTP/1.1 200 Connection Established\r\n\r\n');
    pipeBoth(client, connect(options.target, '127.0.0.1'));
  });
  const { port, close } = await listening(server);
  return { url: `http://127.0.0.1:${port}`, asked, close };
}

/** TLS with the certificate of models.example in front of a port. */
export async function startTls(target: number): Promise<{ port: number; close(): Promise<void> }> {
  const read = (name: string) => readFile(join(certificates, name));
  const [key, cert] = await Promise.all([read('models.example.key.pem'), read('models.example.cert.pem')]);
  return listening(createTls({ key, cert }, (client) => pipeBoth(client, connect(target, '127.0.0.1'))));
}

export const certificates = join(import.meta.dirname, 'certificates');

/** A port of loopback at which nobody listens. */
export async function closedPort(): Promise<number> {
  const { port, close } = await listening(createTcp());
  await close();
  return port;
}

function pipeBoth(a: Socket, b: Socket): void {
  a.pipe(b).pipe(a);
  for (const [one, other] of [
    [a, b],
    [b, a],
  ] as const)
    one.on('error', () => other.destroy());
}

async function listening(server: Server): Promise<{ port: number; close(): Promise<void> }> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const close = async () => {
    for (const socket of sockets) socket.destroy();
    server.close();
    await once(server, 'close');
  };
  return { port: (server.address() as AddressInfo).port, close };
}
