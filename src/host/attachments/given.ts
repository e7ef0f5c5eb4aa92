/** What goes with a question by itself: the file in the editor, and what the project asks of answers. */
import * as vscode from 'vscode';
import type { GivenAs, Passage } from '../../der/core/experts';
import { estimateTokens } from '../../der/core/tokens';
import type { GivenView } from '../../webview/protocol';
import { DisposableList, type Disposable } from '../window/disposables';
import { section } from '../settings/settings';
import type { SettingsService } from '../settings/settingsService';

interface Given {
  readonly as: GivenAs;
  readonly uri: vscode.Uri;
  readonly passage: Passage;
}

/** Typing in a file changes how long it is; nobody reads that letter by letter. */
const settleMs = 500;

/** Most tokens of the open file, and of one file of instructions: the question stays the larger part. */
const mostTokens: Readonly<Record<GivenAs, number>> = { openFile: 4_000, instructions: 2_000 };

const settingOf: Readonly<Record<GivenAs, string>> = {
  openFile: 'attachOpenFile',
  instructions: 'instructionFiles',
};

export class GivenContext implements Disposable {
  private readonly disposables = new DisposableList();
  private readonly changed = this.disposables.add(new vscode.EventEmitter<readonly GivenView[]>());
  readonly onDidChange = this.changed.event;
  private found: readonly Given[] = [];
  /** Addresses of what the person left out in this window. */
  private leftOut: ReadonlySet<string> = new Set();
  /** Counts looks: what an older one finds late is not told. */
  private looks = 0;
  private settling: NodeJS.Timeout | undefined;

  constructor(
    private readonly settings: Pick<SettingsService, 'current' | 'onDidChange'>,
    /** Tokens that the expert with the smallest context can take. */
    private readonly room: () => number,
  ) {
    const look = () => void this.look();
    this.disposables.add(
      vscode.window.onDidChangeActiveTextEditor(look),
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        if (this.found.some(({ uri }) => uri.toString() === document.uri.toString())) this.lookSoon();
      }),
      vscode.workspace.onDidGrantWorkspaceTrust(look),
      settings.onDidChange(look),
      { dispose: () => clearTimeout(this.settling) },
    );
  }

  get view(): readonly GivenView[] {
    return this.found.map(({ as, uri, passage: { label, text } }) => ({
      as,
      label,
      tokens: estimateTokens(text),
      on: !this.leftOut.has(uri.toString()),
    }));
  }

  /** What goes with a question that is asked now. */
  async read(): Promise<readonly Passage[]> {
    await this.look();
    return this.found.filter(({ uri }) => !this.leftOut.has(uri.toString())).map(({ passage }) => passage);
  }

  /** Leaves it out of questions of this window, or gives it again. */
  set(label: string, on: boolean): void {
    const leftOut = new Set(this.leftOut);
    for (const { uri, passage } of this.found) {
      if (passage.label !== label) continue;
      if (on) leftOut.delete(uri.toString());
      else leftOut.add(uri.toString());
    }
    this.leftOut = leftOut;
    this.changed.fire(this.view);
  }

  /** Never again, in any window. */
  async never(as: GivenAs): Promise<void> {
    const off = as === 'openFile' ? false : [];
    await vscode.workspace
      .getConfiguration(section)
      .update(settingOf[as], off, vscode.ConfigurationTarget.Global);
  }

  /** Looks at the editor and the folder anew. */
  async look(): Promise<void> {
    const look = ++this.looks;
    const { openFile, instructions } = await import('./givenFiles');
    const { attachOpenFile, instructionFiles } = this.settings.current;
    const found = [
      ...(await instructions(instructionFiles, mostTokens.instructions)),
      ...(attachOpenFile ? await openFile(Math.min(mostTokens.openFile, this.room() / 2)) : []),
    ];
    if (look !== this.looks) return;
    this.found = found;
    this.changed.fire(this.view);
  }

  dispose(): void {
    this.disposables.dispose();
  }

  private lookSoon(): void {
    clearTimeout(this.settling);
    this.settling = setTimeout(() => void this.look(), settleMs);
  }
}
