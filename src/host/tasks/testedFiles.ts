/** The files that a file of tests is about: what it imports from beside it, and the file whose name its own is made of. */
import { posix } from 'node:path';
import * as vscode from 'vscode';
import { specifiersIn, testedName } from './testedNames';

/** More would leave no room for an answer. */
const most = 4;
const endings = ['', '.ts', '.tsx', '.js', '.jsx', '.mjs', '.py', '/index.ts', '/index.js'];

export async function testedFiles(test: vscode.Uri, text: string): Promise<readonly vscode.Uri[]> {
  const imported = await Promise.all(specifiersIn(text).map((specifier) => importedFile(test, specifier)));
  const found = [...imported.flatMap((uri) => uri ?? []), ...(await namesake(test))];
  const others = new Map(found.map((uri) => [uri.toString(), uri]));
  others.delete(test.toString());
  return [...others.values()].slice(0, most);
}

/** Undefined where no such file is in the workspace. */
async function importedFile(test: vscode.Uri, specifier: string): Promise<vscode.Uri | undefined> {
  const path = posix.join(posix.dirname(test.path), specifier);
  // What is written in TypeScript may be imported by the name that it is compiled to.
  const written = /\.[cm]?jsx?$/.test(path) ? [path, path.replace(/js(x?)$/, 'ts$1')] : [];
  for (const candidate of [...written, ...endings.map((ending) => path + ending)]) {
    const uri = test.with({ path: candidate });
    if (vscode.workspace.getWorkspaceFolder(uri) && (await isFile(uri))) return uri;
  }
  return undefined;
}

async function isFile(uri: vscode.Uri): Promise<boolean> {
  try {
    return ((await vscode.workspace.fs.stat(uri)).type & vscode.FileType.File) !== 0;
  } catch {
    return false;
  }
}

async function namesake(test: vscode.Uri): Promise<readonly vscode.Uri[]> {
  const name = testedName(posix.basename(test.path));
  // A name with a sign that a search would take for a pattern is left out.
  if (name === undefined || !/^[\w.-]+$/.test(name)) return [];
  return vscode.workspace.findFiles(`**/${name}`, '**/node_modules/**', 1);
}
