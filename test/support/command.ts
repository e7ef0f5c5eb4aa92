/** A terminal command as a person runs it: a process of its own, with the built bundle. */
import { type ChildProcess, spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

const root = resolve(import.meta.dirname, '../..');

/** What of the test's own surroundings must not reach a command. */
const ours = /^(CI|INIT_CWD|NO_COLOR|FORCE_COLOR|OLLAMA_|OPENAI_|VITEST|npm_|(https?|all|no)_proxy$)/i;

export interface CommandOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** Text on standard input, which is closed after it. */
  readonly input?: string;
}

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunningCommand {
  readonly process: ChildProcess;
  readonly ended: Promise<Ended>;
  /** What happens while it runs; rejects with what it said when it ends first. */
  meanwhile<Value>(event: Promise<Value>): Promise<Value>;
  /** Resolves when stdout holds the text; rejects when the command ends without it. */
  until(text: string): Promise<void>;
}

/** Starts `npm run <name> -- <args>`, without npm. */
export function startCommand(
  name: string,
  args: readonly string[],
  options: CommandOptions = {},
): RunningCommand {
  const inherited = Object.entries(process.env).filter(([key]) => !ours.test(key));
  const child = spawn(process.execPath, [resolve(root, 'scripts/run.mjs'), name, ...args], {
    cwd: root,
    env: { ...Object.fromEntries(inherited), ...options.env },
    stdio: 'pipe',
  });
  child.stdin.on('error', ignoreClosed).end(options.input ?? '');

  const output = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream].setEncoding('utf8').on('data', (text: string) => (output[stream] += text));
  }
  const ended = new Promise<Ended>((done, failed) => {
    child.once('error', failed);
    child.once('close', (code) => done({ code, ...output }));
  });
  const meanwhile = <Value>(event: Promise<Value>): Promise<Value> => {
    const over = ended.then(async ({ code, stdout, stderr }) => {
      // What it did last may be told a moment later than its end.
      await delay(1000);
      throw new Error(`It ended too early, with code ${code}:\n${stdout}\n${stderr}`);
    });
    return Promise.race([event, over]);
  };
  const until = (text: string): Promise<void> =>
    meanwhile(
      new Promise((found) => {
        const look = (): void => {
          if (output.stdout.includes(text)) found();
        };
        child.stdout.on('data', look);
        look();
      }),
    );
  return { process: child, ended, meanwhile, until };
}

/** A command that refuses its arguments does not read its input. */
function ignoreClosed(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
}

/** Runs it to its end. */
export function runCommand(
  name: string,
  args: readonly string[],
  options: CommandOptions = {},
): Promise<Ended> {
  return startCommand(name, args, options).ended;
}
