/** Where the extension runs, seen from the window. */
import * as vscode from 'vscode';

/** Name of the remote; undefined on the person's own machine. An editor that this machine serves to its own browser is not remote. */
export function remoteName(): string | undefined {
  const name = vscode.env.remoteName;
  return name === undefined || /^(localhost|127\.0\.0\.1)(:|$)/.test(name) ? undefined : name;
}
