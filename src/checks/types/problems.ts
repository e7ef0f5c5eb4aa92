/**
 * The problems that a file would have if its text were another, by the workspace's own TypeScript. Runs in plain Node,
 * in a process that may be killed: reading a large project takes seconds. No file is written.
 */
import type * as TypeScript from 'typescript';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { Overlay } from './overlay';

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

export interface ProblemsRequest {
  /** Absolute path of the folder of a trusted workspace: its TypeScript is run. */
  readonly root: string;
  /** Path of the file from there, whether it exists or not. */
  readonly file: string;
  /** The whole text that the file would have. */
  readonly text: string;
  /** Absolute path of `typescript.js`, from {@link typescriptOf}; undefined where the workspace has none. */
  readonly tsPath: string | undefined;
  /** Most time in milliseconds; 3,000 where nothing is said. */
  readonly timeoutMs?: number;
}

const longestText = 2_500_000;
const longestFirst = 300;
const defaultTimeoutMs = 3000;

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

/** Counts the problems that a text would add to its file. */
export function problems({
  root,
  file,
  text,
  tsPath,
  timeoutMs = defaultTimeoutMs,
}: ProblemsRequest): ProblemsResult {
  const until = performance.now() + timeoutMs;
  const path = resolve(root, file);
  if (!/\.[cm]?[jt]sx?$/.test(file))
    return cannot('Only TypeScript and JavaScript are checked for problems.');
  if (!isWithin(resolve(root), path)) return cannot('The file lies outside the workspace.');
  if (text.length > longestText) return cannot('The file is too long to be checked for problems.');
  if (tsPath === undefined)
    return cannot('The workspace has no TypeScript. Install it there to have problems counted.');
  let ts: typeof TypeScript;
  try {
    ts = createRequire(tsPath)(tsPath) as typeof TypeScript;
  } catch {
    return cannot("The workspace's TypeScript could not be loaded. Install its packages again.");
  }
  try {
    return counted(ts, slashes(resolve(root)), slashes(path), file, text, until);
  } catch (error) {
    if (performance.now() > until || error instanceof ts.OperationCanceledException)
      return cannot('Counting problems took too long and was stopped.');
    return cannot("The workspace's TypeScript failed on this file.");
  }
}

function counted(
  ts: typeof TypeScript,
  root: string,
  path: string,
  file: string,
  text: string,
  until: number,
): ProblemsResult {
  const overlay = new Overlay(ts, root, path, until);
  const service = ts.createLanguageService(overlay, ts.createDocumentRegistry());
  try {
    const were = new Map<string, number>();
    if (ts.sys.fileExists(path)) {
      overlay.show(undefined);
      for (const { key } of problemsNow(ts, service, path)) were.set(key, (were.get(key) ?? 0) + 1);
    }
    overlay.show(text);
    const added = problemsNow(ts, service, path).filter(({ key }) => {
      const left = were.get(key) ?? 0;
      were.set(key, left - 1);
      return left <= 0;
    });
    const [first] = added;
    const found = { type: 'problems' as const, file, added: added.length };
    return first ? { ...found, first: `line ${first.line}: ${first.message}`.slice(0, longestFirst) } : found;
  } finally {
    service.dispose();
  }
}

/** Errors in the order in which they stand. Lines move with what is inserted: a problem is the same by its words. */
function problemsNow(ts: typeof TypeScript, service: TypeScript.LanguageService, path: string) {
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

function isWithin(root: string, path: string): boolean {
  const way = relative(root, path);
  return way === '' || (way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way));
}

/** As TypeScript writes paths. */
const slashes = (path: string) => path.replaceAll('\\', '/');

const cannot = (reason: string): ProblemsResult => ({ type: 'cannot', what: 'problems', reason });
