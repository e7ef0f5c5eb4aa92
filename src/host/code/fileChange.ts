/** Code of an answer, and the change of a file that it comes to. */
import type * as vscode from 'vscode';

/** Code of an answer. */
export interface Code {
  readonly code: string;
  readonly language: string;
  /** The file that the code is meant for, where its author said so. */
  readonly path?: string | undefined;
}

export interface Change {
  readonly target: vscode.Uri;
  /** The file's text; undefined where there is no such file yet. */
  readonly before: string | undefined;
  /** Undefined where the file is deleted. */
  readonly after: string | undefined;
  /** Where the file is now, where it moves. */
  readonly movedFrom?: vscode.Uri;
}
