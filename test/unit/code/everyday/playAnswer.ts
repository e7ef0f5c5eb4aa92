/** Plays an answer as the panel and the editor side do, on files in memory. */
import { expect } from 'vitest';
import { isTests } from '../../../../src/der/evidence/codeBlock';
import { applyHunks } from '../../../../src/host/code/applyHunks';
import { withoutOld } from '../../../../src/host/code/beforeAfter';
import { asFile, asPart } from '../../../../src/host/code/fitCode';
import { languageId } from '../../../../src/host/code/languages';
import { outlineOf } from '../../../../src/host/code/outline';
import { segmentsOf } from '../../../../src/host/code/pathSegments';
import { placeSnippet } from '../../../../src/host/code/snippet';
import { isUnifiedDiff, parseUnifiedDiff } from '../../../../src/host/code/unifiedDiff';
import { codeBlocks } from '../../../../src/webview/markdown/markdownStream';

export interface Desk {
  readonly files: Readonly<Record<string, string>>;
  readonly active?: string;
  /** First and last selected line, counted from 1. */
  readonly selected?: readonly [number, number];
  readonly line?: number;
}

interface Outcome {
  readonly files: Map<string, string | undefined>;
  /** asks, selection, refused */
  readonly notes: string[];
}

const byEnding: Record<string, string> = {
  tsx: 'typescriptreact',
  ts: 'typescript',
  js: 'javascript',
  jsx: 'javascriptreact',
  mjs: 'javascript',
  py: 'python',
  go: 'go',
  rs: 'rust',
  java: 'java',
  cs: 'csharp',
  kt: 'kotlin',
  lua: 'lua',
  rb: 'ruby',
  php: 'php',
  css: 'css',
  scss: 'scss',
  json: 'json',
  yml: 'yaml',
  yaml: 'yaml',
  md: 'markdown',
  vue: 'vue',
  html: 'html',
  c: 'c',
  h: 'c',
  cpp: 'cpp',
  sh: 'shellscript',
  sql: 'sql',
  toml: 'toml',
  swift: 'swift',
  svelte: 'svelte',
};
const langOf = (path: string) => byEnding[path.split('.').at(-1)!] ?? languageId(path.split('/').at(-1)!);

function play(answer: string, desk: Desk): Outcome {
  const files = new Map<string, string | undefined>(Object.entries(desk.files));
  const notes: string[] = [];
  const named = (said: string) => {
    const path = segmentsOf(said)?.join('/');
    if (path === undefined) return undefined;
    if (files.has(path)) return path;
    const found = [...files.keys()].filter((one) => one.endsWith(`/${path}`));
    return found.length === 1 ? found[0]! : path;
  };
  const blocks = withoutOld(codeBlocks(answer));
  const meant = blocks.filter(
    (block) => block.path !== undefined || isUnifiedDiff(block.language, block.code),
  );
  const used = meant.length > 0 ? meant : blocks.slice(0, 1);
  for (const block of used) {
    const { code, language, path } = block;
    if (isUnifiedDiff(language, code)) {
      const diffs = parseUnifiedDiff(code);
      if (diffs.length === 0) notes.push('empty');
      for (const { kind, hunks, oldPath, newPath } of diffs) {
        const names = [newPath, oldPath].filter((name) => name !== undefined);
        const wanted = names[0] ?? path ?? desk.active;
        if (wanted === undefined) {
          notes.push('noeditor');
          continue;
        }
        const target = kind === 'created' ? segmentsOf(wanted)?.join('/') : named(wanted);
        const source = names[1] !== undefined ? named(names[1]) : target;
        if (target === undefined || source === undefined) {
          notes.push('refused: outside');
          continue;
        }
        const isOther = kind === 'renamed' || kind === 'copied' || !files.has(target);
        const from = source !== target && isOther ? source : target;
        if (kind === 'created' && files.has(target)) {
          notes.push('refused: is there');
          continue;
        }
        if (kind !== 'created' && !files.has(from)) {
          notes.push('refused: not there ' + from);
          continue;
        }
        const result = applyHunks(kind === 'created' ? '' : (files.get(from) ?? ''), hunks);
        if ('failed' in result) {
          notes.push(`refused: hunk ${result.number} ${result.why.reason}`);
          continue;
        }
        if (from !== target && kind !== 'copied') files.set(from, undefined);
        files.set(target, kind === 'deleted' ? undefined : result.text);
      }
      continue;
    }
    const target = path !== undefined ? named(path) : desk.active;
    if (target === undefined) {
      notes.push(path === undefined ? 'noeditor' : 'refused: outside');
      continue;
    }
    const before = files.get(target);
    if (before === undefined) {
      files.set(target, asFile(code, '', path ?? ''));
      continue;
    }
    const active = desk.active === target;
    const definedBy = (others: typeof meant) =>
      new Set(
        others
          .filter((other) => !isUnifiedDiff(other.language, other.code))
          .flatMap((other) =>
            outlineOf(other.code, languageId(other.language)).definitions.map(({ name }) => name),
          ),
      );
    const isTest = (other: (typeof meant)[number]) => isTests({ path: other.path, text: other.code });
    const placement = placeSnippet(code, {
      text: before,
      language: langOf(target),
      named: path !== undefined,
      path: path ?? '',
      selected: active && desk.selected !== undefined,
      line: active ? (desk.line ?? desk.selected?.[0] ?? 1) - 1 : undefined,
      elsewhere: definedBy(meant.filter((other) => other.path !== path && !isTest(other))),
      beside: definedBy(meant.filter((other) => other !== block && other.path === path)),
    });
    if (placement.kind === 'whole' || placement.kind === 'placed') files.set(target, placement.text);
    else if (placement.kind === 'selection') {
      const lines = before.split('\n');
      const [first, last] = desk.selected!;
      const replaced = lines.slice(first - 1, last).join('\n') + '\n';
      const indentation = /^[ \t]*/.exec(replaced)![0];
      files.set(
        target,
        [
          ...lines.slice(0, first - 1),
          asPart(code, replaced, indentation, '\n') + lines.slice(last).join('\n'),
        ].join('\n'),
      );
      notes.push('selection');
    } else {
      notes.push('asks' + (placement.placed ? ' placed' : '') + (placement.whole ? ' whole' : ''));
    }
  }
  return { files, notes };
}

export type Case = readonly [
  name: string,
  answer: string,
  desk: Desk,
  /** The first file's text, or texts by path; null for a file that is gone. */
  expected:
    | string
    | Readonly<Record<string, string | null>>
    | ((text: string, notes: readonly string[], files: Outcome['files']) => void),
];

export const F = '```';
export const fence = (info: string, code: string) => `${F}${info}\n${code}${F}\n`;
export const at = (path: string, text: string, more: Partial<Desk> = {}): Desk => ({
  files: { [path]: text },
  active: path,
  ...more,
});

/** The text with something else in one place. */
export function R(text: string, from: string | RegExp, to: string): string {
  const made = text.replace(from, () => to);
  if (made === text) throw new Error(`nothing is changed: ${String(from)}`);
  return made;
}

/** Right where nobody is asked; else everything is as it was. */
export function orAsks(expected: string): Case[3] {
  return (text, notes) => {
    if (notes.length === 0) expect(text).toBe(expected);
  };
}

/** What is asked about, or refused, is not changed. */
export function check(answer: string, desk: Desk, expected: Case[3]): void {
  const { files, notes } = play(answer, desk);
  const text = files.get(Object.keys(desk.files)[0]!)!;
  const isStill = () => {
    for (const [path, was] of Object.entries(desk.files)) expect(files.get(path)).toBe(was);
  };
  if (typeof expected === 'function') {
    expected(text, notes, files);
    if (notes.length > 0) isStill();
  } else if (expected === 'asks' || expected === 'refused') {
    isStill();
    expect(notes.join()).toMatch(expected);
  } else if (typeof expected === 'string') expect(text).toBe(expected);
  else for (const [path, wanted] of Object.entries(expected)) expect(files.get(path) ?? null).toBe(wanted);
}
