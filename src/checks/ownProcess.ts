/** A process of our own that is trusted with nothing: no environment, no handle but two pipes, lines of text on both. */
import { spawn, type ChildProcess } from 'node:child_process';
import { dirname } from 'node:path';
import { readyLine } from './readyLine';

export interface OwnProcessPlace {
  /** What it runs; its folder is the one it works in. */
  readonly script: string;
  /** What runs it: Node, or the editor, which is told to be Node. */
  readonly execPath?: string | undefined;
  readonly flags: readonly string[];
  /** Options of Node's permission model; none of them where Node has no such model. */
  readonly permissions: readonly string[];
  /** A line of it is at most so long, in characters. */
  readonly mostLine: number;
}

interface Listener {
  /** One line of what it says; false where that is nothing it ever says. */
  onLine(line: string): boolean;
  /** It ended by itself, or said what it never says. */
  onEnd(how: 'notStarted' | 'lost' | 'wrong'): void;
}

/** Nothing of this process's environment, and the one word that makes an editor's program Node. */
const environment = { ELECTRON_RUN_AS_NODE: '1' };

/** What this Node calls its permissions; none where it has none. */
const permission = ['--permission', '--experimental-permission'].find((flag) =>
  process.allowedNodeEnvironmentFlags.has(flag),
);
/** With this code Node ends when it does not know an option. */
const badOption = 9;

export class OwnProcess {
  private child!: ChildProcess;
  private isReady = false;
  private isEnded = false;
  private rest = '';
  private readonly unsent: string[] = [];
  private hasPermissions = permission !== undefined;

  constructor(
    private readonly place: OwnProcessPlace,
    private readonly listener: Listener,
  ) {
    this.start();
  }

  send(message: unknown): void {
    const line = `${JSON.stringify(message)}\n`;
    if (this.isReady) this.child.stdin?.write(line);
    else this.unsent.push(line);
  }

  kill(): void {
    this.isEnded = true;
    this.child.kill('SIGKILL');
  }

  private start(): void {
    const { script, execPath = process.execPath, flags, permissions } = this.place;
    const allowed = permission !== undefined && this.hasPermissions ? [permission, ...permissions] : [];
    const child = spawn(execPath, [...flags, '--no-warnings', ...allowed, script], {
      cwd: dirname(script),
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
    this.listener.onEnd(this.isReady ? 'lost' : 'notStarted');
  }

  private read(text: string): void {
    if (this.isEnded) return;
    const lines = (this.rest + text).split('\n');
    this.rest = lines.pop() ?? '';
    if (this.rest.length > this.place.mostLine) return this.reject();
    for (const line of lines) {
      if (line === readyLine) this.begin();
      else if (!this.listener.onLine(line)) return this.reject();
    }
  }

  private begin(): void {
    this.isReady = true;
    for (const line of this.unsent.splice(0)) this.child.stdin?.write(line);
  }

  private reject(): void {
    if (this.isEnded) return;
    this.kill();
    this.listener.onEnd('wrong');
  }
}
