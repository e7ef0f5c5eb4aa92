/** What the files that an answer names would be with its code in them, as far as that needs nobody's word. */
import { isTests, type CodeBlock } from '../../der/evidence/codeBlock';
import { applyHunks } from './applyHunks';
import { languageId } from './languages';
import { outlineOf } from './outline';
import { placeSnippet } from './snippet';
import type { FileDiff } from './fileDiff';
import { isUnifiedDiff, parseUnifiedDiff } from './unifiedDiff';

/** A file of the workspace that an answer means. */
export interface NamedFile {
  /** What tells it from others, however it was named. */
  readonly key: string;
  /** Undefined where it is not there yet. */
  readonly text: string | undefined;
}

/** The file that a path means; undefined where that is none of the workspace. @throws Error that says why it is not read */
export type FileNamed<File extends NamedFile> = (path: string) => Promise<File | undefined>;

export interface AnswerTexts<File extends NamedFile> {
  /** In the order in which the answer names them. */
  readonly texts: readonly { readonly file: File; readonly path: string; readonly text: string }[];
  /** Why what is meant for other files could not be put into them. */
  readonly cannot: readonly string[];
}

/** Files of one answer that are looked at. */
const mostFiles = 20;

/** @param looksAt by path, whether what becomes of the file is of interest */
export async function answerTexts<File extends NamedFile>(
  blocks: readonly CodeBlock[],
  fileNamed: FileNamed<File>,
  looksAt: (path: string) => boolean,
): Promise<AnswerTexts<File>> {
  const changes = blocks.flatMap(changesOf).slice(0, mostFiles);
  const names = changes.map(namesIn);
  const texts = new Map<string, { file: File; path: string; text: string }>();
  const cannot = new Map<string, string>();
  for (const change of changes) {
    const { path } = change;
    try {
      const file = await fileNamed(path);
      if (!file) continue;
      if (!looksAt(path)) {
        if (file.text !== undefined) cannot.set(file.key, onceApplied(path));
        continue;
      }
      const before = texts.get(file.key)?.text ?? file.text;
      const of = (isMeant: (other: Change) => boolean) =>
        new Set(names.filter((_, at) => isMeant(changes[at]!)).flat());
      const text = changedBy(change, before, {
        elsewhere: of((other) => isElsewhere(other, path)),
        beside: of((other) => other !== change && other.path === path),
      });
      if (text === undefined) cannot.set(file.key, unclear(path));
      else texts.set(file.key, { file, path, text });
    } catch (error) {
      cannot.set(path, (error as Error).message);
    }
  }
  // A file of which a part is missing is not what the answer means.
  const known = [...texts].filter(([key]) => !cannot.has(key)).map(([, text]) => text);
  return { texts: known, cannot: [...cannot.values()] };
}

const onceApplied = (path: string) =>
  `Problems in ${path} are not counted before: once the change is applied, the editor reports them.`;
const unclear = (path: string) => `It is not clear what ${path} would become.`;

type Change =
  { readonly path: string; readonly code: string } | { readonly path: string; readonly diff: FileDiff };

/** What another file defines may have moved there; tests have helpers of their own. */
function isElsewhere(other: Change, path: string): boolean {
  return other.path !== path && 'code' in other && !isTests({ path: other.path, text: other.code });
}

/** What a block is meant to do to the files that it names; nothing where it names none. */
function changesOf({ language, role, path, text }: CodeBlock): Change[] {
  if (isUnifiedDiff(language, text)) {
    return parseUnifiedDiff(text).flatMap((diff) => {
      const named = diff.newPath ?? diff.oldPath ?? path;
      return named === undefined ? [] : [{ path: named, diff }];
    });
  }
  return path === undefined || role === 'output' || role === 'shell' ? [] : [{ path, code: text }];
}

/** Undefined where the person would have to say what is meant. */
function changedBy(
  change: Change,
  before: string | undefined,
  around: { readonly elsewhere: ReadonlySet<string>; readonly beside: ReadonlySet<string> },
): string | undefined {
  if ('diff' in change) {
    const { kind, hunks } = change.diff;
    if (change.diff.cutOff) return undefined;
    const isFitting = before === undefined ? kind === 'created' : kind === 'changed';
    const applied = isFitting ? applyHunks(before ?? '', hunks) : undefined;
    return applied && 'text' in applied ? applied.text : undefined;
  }
  const { path, code } = change;
  const target = { text: before ?? '', language: languageIn(path), named: true, path, selected: false };
  const placement = placeSnippet(code, { ...target, ...around });
  return placement.kind === 'whole' || placement.kind === 'placed' ? placement.text : undefined;
}

/** Names on the top level of code. */
function namesIn(change: Change): string[] {
  if ('diff' in change) return [];
  return outlineOf(change.code, languageIn(change.path)).definitions.map(({ name }) => name);
}

function languageIn(path: string): string {
  const ending = path.slice(path.lastIndexOf('.') + 1);
  return languageId(ending.replace(/^[cm](?=[jt]s$)/i, ''));
}
