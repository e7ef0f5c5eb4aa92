/** The problems that answers would add to files of the workspace: its text as the editor has it, counted apart. */
import { realpath, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import * as vscode from 'vscode';
import type { Finding } from '../../der/evidence/findings';
import { askedOf } from '../../der/evidence/asked';
import { writtenIn } from '../../der/evidence/program';
import { canCount, longestText, type ProblemsRequest } from '../../checks/types/problems';
import { countProblems } from '../../checks/types/problemsProcess';
import type { ProblemsOf } from '../../checks/types/routeProblems';
import { answerTexts, type NamedFile } from '../code/answerTexts';
import { namedFile } from '../code/namedFile';
import { realPlace } from '../code/realPlace';
import { exists } from '../code/workspaceFile';

/** A file on this machine, in a folder of the workspace once links are followed. */
interface LocalFile extends NamedFile {
  readonly root: string;
  /** From the root. */
  readonly place: string;
  /** It stands otherwise in an editor than on disk. */
  readonly unsaved: boolean;
}

/**
 * @param script of the process that counts, `dist/problems.js`
 * @param timeoutMs for the files of one answer
 */
export function answerProblems(script: string, timeoutMs?: number): ProblemsOf {
  return async (answer, signal) => {
    const { blocks } = writtenIn(answer, askedOf(''));
    const { texts, cannot } = await answerTexts(blocks, localFile);
    const findings: Finding[] = [];
    const reasons = new Set(cannot);
    for (const root of new Set(texts.map(({ file }) => file.root))) {
      const own = texts.filter(({ file }) => file.root === root);
      const files = own.map(({ file, text }) => ({
        file: file.place,
        before: file.unsaved ? file.text : undefined,
        text,
      }));
      const request: ProblemsRequest = {
        root,
        files,
        unsaved: await unsavedIn(root),
        tsPath: editorsOwn,
        ...(timeoutMs !== undefined && { timeoutMs }),
      };
      const found = await countProblems(request, { script }, signal);
      for (const [at, one] of found.entries()) {
        // Of the file's place nothing is told that the answer did not say: findings are handed on to other experts.
        if (one.type === 'problems') findings.push({ ...one, file: own[at]!.path });
        else reasons.add(one.reason);
      }
    }
    return [
      ...findings,
      ...[...reasons].map((reason) => ({ type: 'cannot', what: 'problems', reason }) as const),
    ];
  };
}

/** The TypeScript that the editor itself checks files with, where the workspace has none. */
const editorsOwn = join(
  vscode.env.appRoot,
  'extensions',
  'node_modules',
  'typescript',
  'lib',
  'typescript.js',
);

async function localFile(path: string): Promise<LocalFile | undefined> {
  const uri = await namedFile(path);
  const folder = uri && vscode.workspace.getWorkspaceFolder(uri);
  if (uri?.scheme !== 'file' || !folder) return undefined;
  const place = await realPlace(folder.uri.fsPath, uri.fsPath);
  if (place === undefined)
    throw new Error(`${path} leads out of its folder by a link, so its problems were not counted.`);
  const root = await realpath(folder.uri.fsPath);
  const open = vscode.workspace.textDocuments.find((document) => document.uri.fsPath === uri.fsPath);
  const text = open?.getText() ?? (await textOnDisk(uri));
  return { key: join(root, place), root, place, text, unsaved: open?.isDirty ?? false };
}

/** Undefined where there is no such file. */
async function textOnDisk(uri: vscode.Uri): Promise<string | undefined> {
  if (!(await exists(uri))) return undefined;
  if ((await stat(uri.fsPath)).size > longestText)
    throw new Error('The file is too long to be checked for problems.');
  return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
}

/** What stands in editors and not on disk, of a folder. */
async function unsavedIn(root: string): Promise<{ file: string; text: string }[]> {
  const dirty = vscode.workspace.textDocuments.filter(
    ({ uri, isDirty }) => isDirty && uri.scheme === 'file' && canCount(uri.path),
  );
  const found = await Promise.all(
    dirty.map(async (document) => {
      const real = await realpath(document.uri.fsPath).catch(() => undefined);
      return real?.startsWith(root + sep) ? [{ file: relative(root, real), text: document.getText() }] : [];
    }),
  );
  return found.flat();
}
