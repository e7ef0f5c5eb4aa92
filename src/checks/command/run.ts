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
  const child = started(command, folder, env);
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => (said = (said + text).slice(-mostSaid)));
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

/**
 * Reads a pipe that nobody writes to until it closes, which it does when this process is gone, however it went; then
 * ends the group. The command itself does not get the pipe.
 */
const endsWithUs = '(cat <&3; kill -KILL -$$) >/dev/null 2>&1 & exec 3<&-; eval "$1"';

/** Where there are groups of processes, in one of its own, so that all of it can be ended. */
function started(command: string, folder: string, env: NodeJS.ProcessEnv): ChildProcess {
  const how = { cwd: folder, env, windowsHide: true };
  if (process.platform === 'win32') {
    return spawn(command, { ...how, shell: true, stdio: ['ignore', 'pipe', 'pipe'] });
  }
  const child = spawn('/bin/sh', ['-c', endsWithUs, 'sh', command], {
    ...how,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
  });
  // It ends when the group does.
  child.stdio[3]?.on('error', () => {});
  return child;
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
