/** The problems that answers would add to files of the workspace: its text as the editor has it, counted apart. */
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { Finding } from '../../der/evidence/findings';
import { askedOf } from '../../der/evidence/asked';
import { writtenIn } from '../../der/evidence/program';
import { canCount, type ProblemsRequest } from '../../checks/types/problems';
import { countProblems } from '../../checks/types/problemsProcess';
import type { ProblemsOf } from '../../checks/types/routeProblems';
import { answerTexts } from '../code/answerTexts';
import { localFile, unsavedIn } from '../code/localFile';

/**
 * @param script of the process that counts, `dist/problems.js`
 * @param timeoutMs for the files of one answer
 */
export function answerProblems(script: string, timeoutMs?: number): ProblemsOf {
  return async (answer, signal) => {
    const { blocks } = writtenIn(answer, askedOf(''));
    const { texts, cannot } = await answerTexts(blocks, localFile, canCount);
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
        unsaved: (await unsavedIn(root)).filter(({ file }) => canCount(file)),
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
