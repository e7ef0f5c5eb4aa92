/** Starts the sandbox's process without files, secrets and ways to speak but its pipes, and reads what it says. */
import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import type { Command, Report } from './child/job';
import { reportSchema, understood } from './child/schema';

interface Listener {
  onReport(news: Report): void;
  /** It ended, or says what cannot be understood. */
  onEnd(reason: string): void;
}

/** A line of the process is at most so long, in characters. */
const mostLine = 4_000_000;

/** Nothing of this process's environment, and the one word that makes an editor's program Node. */
const environment = { ELECTRON_RUN_AS_NODE: '1' };

/** Why nothing runs where the process cannot be had at all. */
export const cannotStart = 'The sandbox cannot be started.';

/**
 * Of the sandbox's own code: no text becomes code, no other process starts, and no file but its own folder is read.
 * Where Node has no such permissions it runs without them: the first wall is the engine's.
 */
function flags(folder: string, hasPermissions: boolean): string[] {
  const walls = ['--disallow-code-generation-from-strings', '--no-warnings'];
  return permission === undefined || !hasPermissions
    ? walls
    : [...walls, permission, '--allow-worker', `--allow-fs-read=${join(folder, '*')}`];
}

/** What this Node calls its permissions; none where it has none. */
const permission = ['--permission', '--experimental-permission'].find((flag) =>
  process.allowedNodeEnvironmentFlags.has(flag),
);
/** With this code Node ends when it does not know an option. */
const badOption = 9;

export class SandboxProcess {
  private child!: ChildProcess;
  private isReady = false;
  private isEnded = false;
  private rest = '';
  private readonly unsent: string[] = [];
  private hasPermissions = permission !== undefined;

  constructor(
    private readonly place: { readonly folder: string; readonly execPath?: string },
    private readonly listener: Listener,
  ) {
    this.start();
  }

  send(command: Command): void {
    const line = `${JSON.stringify(command)}\n`;
    if (this.isReady) this.child.stdin?.write(line);
    else this.unsent.push(line);
  }

  kill(): void {
    this.isEnded = true;
    this.child.kill('SIGKILL');
  }

  private start(): void {
    const { folder, execPath = process.execPath } = this.place;
    const child = spawn(execPath, [...flags(folder, this.hasPermissions), join(folder, 'main.js')], {
      cwd: folder,
      env: environment,
      stdio: ['pipe', 'pipe', 'ignore'],
      windowsHide: true,
    });
    this.child = child;
    child.stdin.on('error', () => {});
    child.stdout.setEncoding('utf8').on('data', (text: string) => this.read(text));
    child.once('error', () => this.lost(child));
    child.once('exit', (code) => this.lost(child, code));
  }

  private lost(child: ChildProcess, code?: number | null): void {
    if (this.isEnded || this.child !== child) return;
    if (code === badOption && !this.isReady && this.hasPermissions) {
      this.hasPermissions = false;
      return this.start();
    }
    this.isEnded = true;
    this.listener.onEnd(this.isReady ? 'The sandbox was lost.' : cannotStart);
  }

  private read(text: string): void {
    const lines = (this.rest + text).split('\n');
    this.rest = lines.pop() ?? '';
    if (this.rest.length > mostLine) return this.reject();
    for (const line of lines) {
      const news = understood(reportSchema, line);
      if (news === undefined) return this.reject();
      if (news.type === 'ready') this.begin();
      else this.listener.onReport(news);
    }
  }

  private begin(): void {
    this.isReady = true;
    for (const line of this.unsent.splice(0)) this.child.stdin?.write(line);
  }

  private reject(): void {
    if (this.isEnded) return;
    this.kill();
    this.listener.onEnd('The sandbox said what it never says.');
  }
}
