/** Which blocks of an answer make up its program. */
import { isTests, type CodeBlock } from './codeBlock';
import { importsOf, moduleName } from './programFiles';
import { signaturesIn } from './signatures';

interface Named {
  readonly block: CodeBlock;
  /** Functions and classes that it defines. */
  readonly names: readonly string[];
  readonly words: ReadonlySet<string>;
}

/**
 * The blocks that make up the program: what is defined again later replaces what was defined before; tests and
 * demonstrations stay outside; what holds nothing but values that the others need comes along. A script alone is its
 * own program.
 */
export function chosenBlocks(blocks: readonly CodeBlock[]): CodeBlock[] {
  const named = blocks.map((block) => ({
    block,
    names: definedIn(block.text),
    words: wordsIn(block.text),
  }));
  const defining = named.filter(({ block, names }) => names.length > 0 && !isTests(block));
  if (defining.length === 0) return blocks.length > 0 ? [blocks.at(-1)!] : [];
  const kept = defining.filter(({ names }, at) => {
    const later = new Set(defining.slice(at + 1).flatMap((other) => other.names));
    return !names.some((name) => later.has(name));
  });
  const own = kept.filter((one) => !isDemonstration(one, kept));
  const isOwn = new Set(own.map(({ block }) => block));
  const last = blocks.indexOf(own.at(-1)?.block ?? blocks[0]!);
  return blocks.filter(
    (block, at) => isOwn.has(block) || (named[at]!.names.length === 0 && isNeeded(block, own, at < last)),
  );
}

function definedIn(text: string): string[] {
  return signaturesIn(text).flatMap(({ name, kind }) => (kind === 'value' ? [] : [name]));
}

const shows = /\b(?:usage|examples?|demos?|demonstration|try it|used? (?:it|this)|test it|in action)\b/i;

/** It shows how the others are used, under words that say so, and none of them uses what it defines. */
function isDemonstration({ block, names, words }: Named, all: readonly Named[]): boolean {
  if (block.path !== undefined || !shows.test(block.lead)) return false;
  const others = all.filter((other) => other.block !== block);
  return (
    others.some((other) => other.block.line < block.line && other.names.some((name) => words.has(name))) &&
    !others.some((other) => names.some((name) => other.words.has(name)))
  );
}

/** A file or a block of constants alone, which one of the program's blocks imports or names and does not have itself. */
function isNeeded(block: CodeBlock, own: readonly Named[], isBefore: boolean): boolean {
  const module = moduleName(block.path);
  if (module !== undefined && own.some((one) => importsOf(one.block.text).includes(module))) return true;
  const values = isBefore ? constantsIn(block.text) : undefined;
  return (
    values !== undefined &&
    own.some(({ block: { text }, words }) => {
      const used = values.filter((name) => words.has(name));
      const set = used.length > 0 ? constantsSetIn(text) : new Set();
      return used.some((name) => !set.has(name));
    })
  );
}

const constant =
  /^(?:export\s{1,9})?(?:(?:const|let|var)\s{1,9})?([A-Za-z_$][\w$]{0,80})\s{0,9}(?::[^=\n]{1,200})?=(?![=>])/;
const anyConstant = new RegExp(constant.source.replace('^', String.raw`^[ \t]{0,40}`), 'gm');

/** Names of a text that does nothing but give values to them, imports aside; undefined where it does more. */
function constantsIn(text: string): string[] | undefined {
  const tops = text
    .split('\n')
    .filter((line) => /^[^\s)\]}#/*]/.test(line) && !/^(?:import|from)\b/.test(line));
  const names = tops.map((line) => constant.exec(line)?.[1]);
  return names.length > 0 && names.every((name) => name !== undefined) ? names : undefined;
}

function constantsSetIn(text: string): Set<string> {
  return new Set([...text.matchAll(anyConstant)].map(([, name = '']) => name));
}

function wordsIn(text: string): Set<string> {
  return new Set(text.match(/[A-Za-z_$][\w$]*/g));
}
