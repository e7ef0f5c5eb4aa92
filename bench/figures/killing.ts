/** Starts a process and kills it at a moment. */
import { spawn } from 'node:child_process';

export interface Killed {
  /** What it had written by then, whole lines only. */
  readonly stdout: readonly string[];
  readonly stderr: readonly string[];
  /** It ended before it was killed. */
  readonly ended: boolean;
}

/**
 * @param afterMs counted from its first output, so that the moments lie in its work and not in its start.
 * @param begun what else shows that it works, where that comes before any output.
 */
export function killAfter(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  afterMs: number,
  begun?: Promise<unknown>,
): Promise<Killed> {
  const child = spawn(process.execPath, [...args], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = { stdout: '', stderr: '' };
  let timer: NodeJS.Timeout | undefined;
  const killSoon = (): void => {
    timer ??= setTimeout(() => child.kill('SIGKILL'), afterMs);
  };
  void begun?.then(killSoon);
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (text: string) => {
      output[name] += text;
      killSoon();
    });
  }
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (_, signal) => {
      clearTimeout(timer);
      resolve({
        stdout: wholeLines(output.stdout),
        stderr: wholeLines(output.stderr),
        ended: signal !== 'SIGKILL',
      });
    });
  });
}

function wholeLines(text: string): string[] {
  return text.split('\n').slice(0, -1);
}
