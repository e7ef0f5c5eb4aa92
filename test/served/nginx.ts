/** nginx before servers, as `deploy/nginx.conf` has it: the same file, with the ports of a test. */
import { spawn, spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { freePort } from './postgres';

const shipped = resolve(import.meta.dirname, '../../deploy/nginx.conf');

export interface Proxy {
  readonly url: string;
  readonly close: () => Promise<void>;
}

export function hasNginx(): boolean {
  return spawnSync('nginx', ['-v']).status === 0;
}

/** @param urls of the servers */
export async function startNginx(urls: readonly string[]): Promise<Proxy> {
  const folder = await mkdtemp(join(tmpdir(), 'der-nginx-'));
  const port = await freePort();
  const servers = urls.map((url) => `server ${new URL(url).host} max_fails=1 fail_timeout=1s;`).join('\n');
  const ours = (await readFile(shipped, 'utf8'))
    .replace(/server der-\d:\d+[^;]*;\s*/g, '')
    .replace('upstream der {', `upstream der {\n${servers}`)
    .replace(/listen \d+;/, `listen 127.0.0.1:${port};`)
    .replace(/user [^;]*;/, process.getuid?.() === 0 ? 'user root;' : '');
  const file = join(folder, 'nginx.conf');
  await writeFile(file, `pid ${folder}/nginx.pid;\nerror_log ${folder}/error.log;\n${ours}`);
  const server = spawn('nginx', ['-c', file, '-p', folder, '-g', 'daemon off;'], { stdio: 'inherit' });
  const url = `http://127.0.0.1:${port}`;
  for (let tries = 0; ; tries++) {
    const reply = await fetch(`${url}/healthz`).catch(() => undefined);
    if (reply?.ok) break;
    if (tries > 100)
      throw new Error(await readFile(join(folder, 'error.log'), 'utf8').catch(() => 'nginx is not up'));
    await new Promise((later) => setTimeout(later, 50));
  }
  return {
    url,
    close: async () => {
      const ended = new Promise((over) => server.once('close', over));
      server.kill('SIGTERM');
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}
