/** A PostgreSQL of its own for a test: real, in a temporary folder, on a free port, without a password. */
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chown, mkdtemp, readdir, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Client, type QueryResultRow } from 'pg';

const run = promisify(execFile);
const debian = '/usr/lib/postgresql';

export interface Postgres {
  /** Address of a database that is empty at first. */
  readonly url: string;
  /** Makes another database. @returns its address */
  readonly another: (name: string) => Promise<string>;
  /** Ends every connection at once, is away for so long, and comes back with what was committed. */
  readonly restart: (awayMs: number) => Promise<void>;
  readonly stop: () => Promise<void>;
  readonly start: () => Promise<void>;
  readonly query: <T extends QueryResultRow>(sql: string) => Promise<T[]>;
  readonly close: () => Promise<void>;
}

/** Why none can be started here; undefined where one can. */
export async function whyNoPostgres(): Promise<string | undefined> {
  if (process.platform === 'win32') return 'PostgreSQL is not started on Windows';
  return (await programs()) === undefined
    ? 'PostgreSQL is not installed (Debian: apt-get install postgresql)'
    : undefined;
}

/** Folder of initdb and its like. */
async function programs(): Promise<string | undefined> {
  const versions = await readdir(debian).catch(() => []);
  const latest = versions
    .sort((a, b) => Number(b) - Number(a))
    .map((version) => join(debian, version, 'bin'));
  const path = (process.env['PATH'] ?? '').split(':');
  return [...latest, ...path].find((folder) => existsSync(join(folder, 'initdb')));
}

export async function startPostgres(): Promise<Postgres> {
  const bin = (await programs())!;
  const folder = await mkdtemp(join(tmpdir(), 'der-postgres-'));
  const port = await freePort();
  // It refuses to run as root.
  const owner = process.getuid?.() === 0 ? await ids('postgres') : undefined;
  if (owner) await chown(folder, owner.uid, owner.gid);
  const options = { ...owner, cwd: folder };
  const data = join(folder, 'data');
  const initdb = ['-D', data, '-U', 'der', '-A', 'trust', '--no-sync', '-E', 'UTF8', '--locale=C'];
  await run(join(bin, 'initdb'), initdb, options);
  const url = (database: string): string => `postgres://der@127.0.0.1:${port}/${database}`;
  let server: ChildProcess | undefined;
  const start = async (): Promise<void> => {
    const settings = [
      '-c',
      'fsync=off',
      '-c',
      `unix_socket_directories=${folder}`,
      '-c',
      'max_connections=100',
    ];
    server = spawn(join(bin, 'postgres'), ['-D', data, '-p', String(port), ...settings], {
      ...options,
      stdio: 'ignore',
    });
    await until(() => queryOf(url('postgres'), 'SELECT 1'));
  };
  const stop = async (): Promise<void> => {
    const running = server;
    if (!running) return;
    server = undefined;
    const ended = new Promise((resolve) => running.once('close', resolve));
    // Fast: it does not wait for who is connected.
    running.kill('SIGINT');
    await ended;
  };
  await start();
  const another = async (name: string): Promise<string> => {
    await queryOf(url('postgres'), `CREATE DATABASE ${name}`);
    return url(name);
  };
  const first = await another('der');
  return {
    url: first,
    another,
    start,
    stop,
    restart: async (awayMs) => {
      await stop();
      await new Promise((later) => setTimeout(later, awayMs));
      await start();
    },
    query: (sql) => queryOf(first, sql),
    close: async () => {
      await stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function queryOf<T extends QueryResultRow>(url: string, sql: string): Promise<T[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<T>(sql)).rows;
  } finally {
    await client.end();
  }
}

async function until(isThere: () => Promise<unknown>): Promise<void> {
  for (let tries = 0; ; tries++) {
    try {
      await isThere();
      return;
    } catch (error) {
      if (tries > 200) throw error;
      await new Promise((later) => setTimeout(later, 50));
    }
  }
}

async function ids(user: string): Promise<{ readonly uid: number; readonly gid: number }> {
  const [uid, gid] = await Promise.all(['-u', '-g'].map((flag) => run('id', [flag, user])));
  return { uid: Number(uid!.stdout), gid: Number(gid!.stdout) };
}

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
