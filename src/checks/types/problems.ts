/**
 * The problems that files would have if their texts were others, by the workspace's own TypeScript. Runs in plain Node,
 * in a process that may be killed: reading a large project takes seconds. No file is written.
 */
import type * as TypeScript from 'typescript';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { Overlay, type Laid } from './overlay';
import { settingsOf, type Settings } from './settings';

/** What is found out about a file: the problems that are new in it, or that nothing is known and why. */
export type ProblemsResult =
  | {
      type: 'problems';
      /** As it was asked for. */
      file: string;
      /** Problems that the file as it is does not have. */
      added: number;
      /** The first of them, `line 3: …`, at most 300 characters. */
      first?: string;
    }
  | { type: 'cannot'; what: 'problems'; reason: string };

export interface FileRequest {
  /** Path of the file from the root, whether it exists or not. */
  readonly file: string;
  /** Its whole text as it is, where that is not the one on disk. */
  readonly before?: string | undefined;
  /** The whole text that it would have. */
  readonly text: string;
}

export interface ProblemsRequest {
  /** Absolute path of the folder of a trusted workspace: its TypeScript is run. */
  readonly root: string;
  /** What would change together: each is checked as the others would be. */
  readonly files: readonly FileRequest[];
  /** More that is not as on disk, by path from the root: editors that are not saved. */
  readonly unsaved?: readonly { readonly file: string; readonly text: string }[];
  /** Absolute path of a `typescript.js` for files that have none of their own in the workspace. */
  readonly tsPath?: string | undefined;
  /** Most time in milliseconds; 3,000 where nothing is said. */
  readonly timeoutMs?: number;
}

/** Longer texts, in characters, are not checked. */
export const longestText = 2_500_000;
const longestFirst = 300;
export const defaultTimeoutMs = 3000;
const failed = "The workspace's TypeScript failed on this file.";
export const tookTooLong = 'Counting problems took too long and was stopped.';

/** Whether a file is one whose problems TypeScript can count. */
export function canCount(file: string): boolean {
  return /\.[cm]?[jt]sx?$/.test(file);
}

/** The workspace's own TypeScript for a file: the nearest one, from its folder up to the workspace's. */
export function typescriptOf(root: string, file: string): string | undefined {
  const last = resolve(root);
  for (let folder = dirname(resolve(root, file)); isWithin(last, folder); folder = dirname(folder)) {
    const path = join(folder, 'node_modules', 'typescript', 'lib', 'typescript.js');
    if (existsSync(path)) return path;
    if (folder === dirname(folder)) break;
  }
  return undefined;
}

/** Counts the problems that texts would add to their files, in the order of the files. */
export function problems(request: ProblemsRequest): ProblemsResult[] {
  const { root, files, unsaved = [], tsPath, timeoutMs = defaultTimeoutMs } = request;
  const until = performance.now() + timeoutMs;
  const at = (file: string) => slashes(resolve(root, file));
  const laid = new Map<string, Laid>();
  for (const { file, text } of unsaved) laid.set(at(file), { before: text, after: text });
  for (const { file, before, text } of files) laid.set(at(file), { before, after: text });
  const results = new Map(files.map((one) => [one, refusal(root, one)] as const));
  const fine = files.filter((one) => results.get(one) === undefined);
  const typescripts = new Map(fine.map((one) => [one, typescriptOf(root, one.file) ?? tsPath]));
  for (const [own, together] of grouped(fine, (one) => typescripts.get(one))) {
    const found = countedBy(own, slashes(resolve(root)), together, laid, until);
    for (const [one, result] of found) results.set(one, result);
  }
  return files.map((one) => results.get(one) ?? cannot(failed));
}

type Results = readonly (readonly [FileRequest, ProblemsResult])[];

/** By one TypeScript, which is code of the workspace and may do anything but count. */
function countedBy(
  tsPath: string | undefined,
  root: string,
  files: readonly FileRequest[],
  laid: ReadonlyMap<string, Laid>,
  until: number,
): Results {
  const all = (reason: string): Results => files.map((one) => [one, cannot(reason)]);
  if (tsPath === undefined)
    return all('The workspace has no TypeScript. Install it there to have problems counted.');
  let ts: typeof TypeScript;
  try {
    ts = createRequire(tsPath)(tsPath) as typeof TypeScript;
  } catch {
    return all("The workspace's TypeScript could not be loaded. Install its packages again.");
  }
  try {
    return counted(ts, root, files, laid, until);
  } catch {
    return all(performance.now() > until ? tookTooLong : failed);
  }
}

function refusal(root: string, { file, before = '', text }: FileRequest): ProblemsResult | undefined {
  if (!canCount(file)) return cannot('Only TypeScript and JavaScript are checked for problems.');
  if (!isWithin(resolve(root), resolve(root, file))) return cannot('The file lies outside the workspace.');
  const isLong = Math.max(before.length, text.length) > longestText;
  return isLong ? cannot('The file is too long to be checked for problems.') : undefined;
}

/** Files with the same settings are checked together. */
function counted(
  ts: typeof TypeScript,
  root: string,
  files: readonly FileRequest[],
  laid: ReadonlyMap<string, Laid>,
  until: number,
): Results {
  const path = ({ file }: FileRequest) => slashes(resolve(root, file));
  const settings = new Map<string, Settings>();
  const settingsPath = (one: FileRequest) => {
    const found = settingsOf(ts, root, path(one));
    settings.set(found.path, found);
    return found.path;
  };
  const registry = ts.createDocumentRegistry();
  return [...grouped(files, settingsPath)].flatMap(([from, together]) => {
    const { options, fileNames } = settings.get(from)!;
    const paths = together.map(path);
    // What is declared for all files has no import that leads to it.
    const declared = fileNames.filter((name) => name.endsWith('.d.ts') && !paths.includes(name));
    const overlay = new Overlay(ts, root, laid, { options, fileNames: [...paths, ...declared] }, until);
    const service = ts.createLanguageService(overlay, registry);
    try {
      overlay.show('before');
      const were = paths.map((one) => (overlay.fileExists(one) ? problemsNow(ts, service, one) : []));
      overlay.show('after');
      return together.map((one, at) => {
        const added = newIn(problemsNow(ts, service, paths[at]!), were[at]!);
        const found = { type: 'problems' as const, file: one.file, added: added.length };
        const [first] = added;
        const told = first && `line ${first.line}: ${first.message}`.slice(0, longestFirst);
        return [one, told === undefined ? found : { ...found, first: told }] as const;
      });
    } finally {
      service.dispose();
    }
  });
}

interface Problem {
  readonly key: string;
  readonly line: number;
  readonly message: string;
}

/** Those that were not there as often before. */
function newIn(now: readonly Problem[], before: readonly Problem[]): Problem[] {
  const were = new Map<string, number>();
  for (const { key } of before) were.set(key, (were.get(key) ?? 0) + 1);
  return now.filter(({ key }) => {
    const left = were.get(key) ?? 0;
    were.set(key, left - 1);
    return left <= 0;
  });
}

/** Errors in the order in which they stand. Lines move with what is inserted: a problem is the same by its words. */
function problemsNow(ts: typeof TypeScript, service: TypeScript.LanguageService, path: string): Problem[] {
  const all = [...service.getSyntacticDiagnostics(path), ...service.getSemanticDiagnostics(path)];
  return all
    .filter(({ category }) => category === ts.DiagnosticCategory.Error)
    .sort((one, other) => (one.start ?? 0) - (other.start ?? 0))
    .map(({ file, start = 0, code, messageText }) => {
      const message = ts.flattenDiagnosticMessageText(messageText, ' ').replace(/\s+/g, ' ');
      const line = file ? file.getLineAndCharacterOfPosition(start).line + 1 : 1;
      return { key: `${code} ${message}`, line, message };
    });
}

function grouped<Item, Key>(items: readonly Item[], keyOf: (item: Item) => Key): Map<Key, Item[]> {
  const groups = new Map<Key, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    groups.set(key, [...(groups.get(key) ?? []), item]);
  }
  return groups;
}

function isWithin(root: string, path: string): boolean {
  const way = relative(root, path);
  return way === '' || (way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way));
}

/** As TypeScript writes paths. */
const slashes = (path: string) => path.replaceAll('\\', '/');

const cannot = (reason: string): ProblemsResult => ({ type: 'cannot', what: 'problems', reason });
