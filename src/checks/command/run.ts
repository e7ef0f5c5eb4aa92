/** Runs a command to its end, or ends it with all that it started. */
import { spawn, type ChildProcess } from 'node:child_process';

export interface Ran {
  readonly ok: boolean;
  /** The end of what it said. */
  readonly said: string;
}

interface How {
  readonly folder: string;
  readonly env: NodeJS.ProcessEnv;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

/** Characters of what it said that are kept. */
const mostSaid = 4000;

/** @throws the signal's reason when it aborts */
export async function runCommand(command: string, { folder, env, timeoutMs, signal }: How): Promise<Ran> {
  signal.throwIfAborted();
  const child = spawn(command, {
    shell: true,
    cwd: folder,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
    // A group of its own, so that all of it can be ended.
    detached: process.platform !== 'win32',
    windowsHide: true,
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => (said = (said + text).slice(-mostSaid)));
  }
  let end = () => {};
  try {
    return await new Promise<Ran>((resolve, reject) => {
      const timer = setTimeout(
        () => resolve({ ok: false, said: `${said}\nIt did not end in time.` }),
        timeoutMs,
      );
      const stop = () => reject(signal.reason as Error);
      signal.addEventListener('abort', stop);
      end = () => {
        clearTimeout(timer);
        signal.removeEventListener('abort', stop);
      };
      child.once('error', (error) => resolve({ ok: false, said: error.message }));
      child.once('close', (code) => resolve({ ok: code === 0, said }));
      // What it left behind may hold its streams open.
      child.once('exit', (code) => setTimeout(() => resolve({ ok: code === 0, said }), lastWordsMs));
    });
  } finally {
    end();
    endAll(child);
  }
}

/** How long what it said last may be on its way when it has ended. */
const lastWordsMs = 2000;

function endAll({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  if (process.platform === 'win32') {
    spawn('taskkill', ['/pid', String(pid), '/t', '/f'], { stdio: 'ignore', windowsHide: true }).on(
      'error',
      () => {},
    );
    return;
  }
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // All of it has ended.
  }
}
