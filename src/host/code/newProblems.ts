/** Problems that the editor finds in files after an answer's changes were made in them: what was there before does not count. */
import * as vscode from 'vscode';
import type { NewProblemsView } from '../../webview/protocol';
import { DisposableList, type Disposable } from '../window/disposables';
import type { Applied, Origin, Proposals } from './proposals';

/** Language servers tell of a file several times while they look at it. */
const settleMs = 400;

/** Of the last answer that was applied; its problems come and go as the editor finds them. */
interface Watched {
  readonly origin: Origin;
  /** By the file's address, the problems that it had before. */
  readonly before: ReadonlyMap<string, readonly string[]>;
}

export class NewProblems implements Disposable {
  private readonly disposables = new DisposableList();
  private readonly changed = this.disposables.add(new vscode.EventEmitter<readonly NewProblemsView[]>());
  readonly onDidChange = this.changed.event;
  private before: Watched['before'] = new Map();
  private watched: Watched | undefined;
  private told = '[]';
  private settling: NodeJS.Timeout | undefined;

  constructor(proposals: Proposals) {
    this.disposables.add(
      proposals.onWillApply((applied) => (this.before = problemsBefore(applied))),
      proposals.onDidApply(({ origin }) => {
        this.watched = origin && !origin.back ? { origin, before: this.before } : undefined;
        this.tellSoon();
      }),
      vscode.languages.onDidChangeDiagnostics(({ uris }) => {
        if (uris.some((uri) => this.watched?.before.has(uri.toString()))) this.tellSoon();
      }),
      { dispose: () => clearTimeout(this.settling) },
    );
  }

  get view(): readonly NewProblemsView[] {
    const { watched } = this;
    if (!watched) return [];
    const { route, step } = watched.origin;
    return [...watched.before.keys()].flatMap((address) => {
      const uri = vscode.Uri.parse(address);
      const count = this.of(uri).length;
      return count === 0 ? [] : [{ route, step, file: vscode.workspace.asRelativePath(uri), count }];
    });
  }

  /** A file, as the panel calls it, with its new problems; undefined where they are gone. */
  find(
    file: string,
  ): { readonly uri: vscode.Uri; readonly problems: readonly vscode.Diagnostic[] } | undefined {
    for (const address of this.watched?.before.keys() ?? []) {
      const uri = vscode.Uri.parse(address);
      const problems = this.of(uri);
      if (vscode.workspace.asRelativePath(uri) === file && problems.length > 0) return { uri, problems };
    }
    return undefined;
  }

  dispose(): void {
    this.disposables.dispose();
  }

  private of(uri: vscode.Uri): readonly vscode.Diagnostic[] {
    const known = [...(this.watched?.before.get(uri.toString()) ?? [])];
    return problemsOf(uri).filter((problem) => {
      const at = known.indexOf(keyOf(problem));
      if (at >= 0) known.splice(at, 1);
      return at < 0;
    });
  }

  private tellSoon(): void {
    clearTimeout(this.settling);
    this.settling = setTimeout(() => {
      const { view } = this;
      const told = JSON.stringify(view);
      if (told === this.told) return;
      this.told = told;
      this.changed.fire(view);
    }, settleMs);
  }
}

function problemsBefore({ changes }: Applied): Watched['before'] {
  const written = changes.filter(({ after }) => after !== undefined);
  return new Map(
    written.map(({ target, movedFrom }) => [target.toString(), problemsOf(movedFrom ?? target).map(keyOf)]),
  );
}

/** What the editor's Problems view lists: errors and warnings. */
function problemsOf(uri: vscode.Uri): readonly vscode.Diagnostic[] {
  return vscode.languages
    .getDiagnostics(uri)
    .filter(({ severity }) => severity <= vscode.DiagnosticSeverity.Warning);
}

/** Without its place, which a change above it moves. */
function keyOf({ severity, message, source, code }: vscode.Diagnostic): string {
  return JSON.stringify([severity, source, typeof code === 'object' ? code.value : code, message]);
}
