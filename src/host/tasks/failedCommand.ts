/** The command of a terminal that failed last, with the end of what it wrote, where the shell tells the editor of it. */
import * as vscode from 'vscode';
import { DisposableList, type Disposable } from '../window/disposables';

export interface CommandFailure {
  readonly command: string;
  readonly exitCode: number;
  /** As it was written, control sequences included. */
  readonly output: string;
  /** Whether it is the last command of the terminal in front. */
  readonly isInFront: () => boolean;
}

/** Characters that are kept of an output: its end says what went wrong. */
const mostKept = 20_000;

export class FailedCommand implements Disposable {
  private readonly disposables = new DisposableList();
  private readonly running = new WeakMap<vscode.TerminalShellExecution, Promise<string>>();
  private readonly latestIn = new WeakMap<vscode.Terminal, vscode.TerminalShellExecution>();
  private last: Promise<CommandFailure> | undefined;

  constructor() {
    this.disposables.add(
      vscode.window.onDidStartTerminalShellExecution(({ execution, terminal }) => {
        this.latestIn.set(terminal, execution);
        this.running.set(execution, endOf(execution.read()));
      }),
      vscode.window.onDidEndTerminalShellExecution(({ execution, exitCode, terminal }) => {
        const output = this.running.get(execution);
        if (!exitCode || !output) return;
        const command = execution.commandLine.value;
        const isInFront = () =>
          vscode.window.activeTerminal === terminal && this.latestIn.get(terminal) === execution;
        this.last = output.then((text) => ({ command, exitCode, output: text, isInFront }));
      }),
    );
  }

  /** Undefined where none failed yet. */
  get latest(): Promise<CommandFailure> | undefined {
    return this.last;
  }

  dispose(): void {
    this.disposables.dispose();
  }
}

/** @returns what was written until the stream ended, or broke. */
async function endOf(written: AsyncIterable<string>): Promise<string> {
  let text = '';
  try {
    for await (const piece of written) text = (text + piece).slice(-mostKept);
  } catch {
    // The terminal was closed: what came before is what there is.
  }
  return text;
}
