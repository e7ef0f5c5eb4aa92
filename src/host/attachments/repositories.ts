/** The repositories that the editor's own git extension knows: the part of what it offers to others that is used here. */
import * as vscode from 'vscode';

interface GitExtension {
  getAPI(version: 1): { readonly repositories: readonly Repository[] };
}

export interface Repository {
  readonly rootUri: vscode.Uri;
  readonly state: {
    readonly indexChanges: readonly unknown[];
    readonly workingTreeChanges: readonly unknown[];
  };
  /** Where the message of the next commit is written. */
  readonly inputBox: { value: string };
  /** Changes that are staged, or that are not. */
  diff(staged: boolean): Promise<string>;
}

export async function repositories(): Promise<readonly Repository[]> {
  const git = vscode.extensions.getExtension<GitExtension>('vscode.git');
  if (!git) return [];
  try {
    return (await git.activate()).getAPI(1).repositories;
  } catch {
    // Git is turned off, or not installed: there is nothing to offer.
    return [];
  }
}
