/** Opens links of an answer: pages in the browser, files of the workspace at the line. Nothing else. */
import { isAbsolute, relative, resolve } from 'node:path';
import * as vscode from 'vscode';
import { t } from '@vscode/l10n';

/** @throws Error that says why the link is not opened. */
export async function openLink(href: string): Promise<void> {
  if (/^https?:\/\//i.test(href)) {
    await vscode.env.openExternal(vscode.Uri.parse(href, true));
    return;
  }
  const root = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath;
  const target = root === undefined ? undefined : fileOf(href, root);
  if (!target) throw new Error(t('DER opens web pages and files of the workspace only, not {0}.', href));
  const position = new vscode.Position(target.line - 1, 0);
  try {
    const document = await vscode.workspace.openTextDocument(target.path);
    await vscode.window.showTextDocument(document, { selection: new vscode.Range(position, position) });
  } catch (cause) {
    throw new Error(t('{0} cannot be opened: {1}', href, (cause as Error).message), { cause });
  }
}

/** Longer links lead to no file, and none of them is read. */
const longest = 4096;

/** `src/app.ts`, `src/app.ts:12` or `src/app.ts#L12` inside the root; undefined for anything outside it. */
function fileOf(href: string, root: string): { path: string; line: number } | undefined {
  if (href.length > longest) return undefined;
  const target = decoded(href);
  const place = /(?::|#L)(\d+)(?:[-–:][^]*)?$/.exec(target);
  const name = place ? target.slice(0, place.index) : target;
  const line = place?.[1] ?? '1';
  if (name === '' || /^[a-z][a-z+.-]+:/i.test(name)) return undefined;
  const path = resolve(root, name);
  const inside = relative(root, path);
  if (inside === '' || inside.startsWith('..') || isAbsolute(inside)) return undefined;
  return { path, line: Math.max(1, Number(line)) };
}

/** Markdown writes blanks and letters beyond ASCII as %20 and the like. */
function decoded(href: string): string {
  try {
    return decodeURIComponent(href);
  } catch {
    return href;
  }
}
