/** Which blocks of an answer make up its program. */
import { isTests, type CodeBlock } from './codeBlock';
import { importsOf, moduleName } from './programFiles';
import { signaturesIn } from './signatures';

interface Named {
  readonly block: CodeBlock;
  /** Functions and classes that it defines. */
  readonly names: readonly string[];
}

/**
 * The blocks that make up the program: what is defined again later replaces what was defined before; tests and
 * demonstrations stay outside; what holds nothing but values that the others need comes along. A script alone is its
 * own program.
 */
export function chosenBlocks(blocks: readonly CodeBlock[]): CodeBlock[] {
  const named = blocks.map((block) => ({ block, names: definedIn(block.text) }));
  const defining = named.filter(({ block, names }) => names.length > 0 && !isTests(block));
  if (defining.length === 0) return blocks.length > 0 ? [blocks.at(-1)!] : [];
  const kept = defining.filter(({ names }, at) => {
    const later = new Set(defining.slice(at + 1).flatMap((other) => other.names));
    return !names.some((name) => later.has(name));
  });
  const own = kept.filter((one) => !isDemonstration(one, kept)).map(({ block }) => block);
  return blocks.filter(
    (block, at) => own.includes(block) || (named[at]!.names.length === 0 && isNeeded(block, own, blocks)),
  );
}

function definedIn(text: string): string[] {
  return signaturesIn(text).flatMap(({ name, kind }) => (kind === 'value' ? [] : [name]));
}

const shows = /\b(?:usage|examples?|demos?|demonstration|try it|used? (?:it|this)|test it|in action)\b/i;

/** It shows how the others are used, under words that say so, and none of them uses what it defines. */
function isDemonstration({ block, names }: Named, all: readonly Named[]): boolean {
  if (block.path !== undefined || !shows.test(block.lead)) return false;
  const others = all.filter((other) => other.block !== block);
  const words = wordsIn(block.text);
  return (
    others.some((other) => other.block.line < block.line && other.names.some((name) => words.has(name))) &&
    !others.some((other) => names.some((name) => wordsIn(other.block.text).has(name)))
  );
}

/** A file or a block of constants alone, which one of the program's blocks imports or names and does not have itself. */
function isNeeded(block: CodeBlock, own: readonly CodeBlock[], all: readonly CodeBlock[]): boolean {
  const module = moduleName(block.path);
  if (module !== undefined && own.some(({ text }) => importsOf(text).includes(module))) return true;
  const last = own.at(-1);
  if (last === undefined || all.indexOf(block) > all.indexOf(last)) return false;
  const values = constantsIn(block.text);
  return (
    values !== undefined &&
    own.some(({ text }) => {
      const words = wordsIn(text);
      const set = constantsSetIn(text);
      return values.some((name) => words.has(name) && !set.has(name));
    })
  );
}

const constant = /^(?:export\s{1,9})?(?:(?:const|let|var)\s{1,9})?([A-Za-z_$][\w$]{0,80})\s{0,9}(?::[^=\n]{1,200})?=(?![=>])/;
const anyConstant = new RegExp(constant.source.replace('^', String.raw`^[ \t]{0,40}`), 'gm');

/** Names of a text that does nothing but give values to them, imports aside; undefined where it does more. */
function constantsIn(text: string): string[] | undefined {
  const tops = text.split('\n').filter((line) => /^[^\s)\]}#/*]/.test(line) && !/^(?:import|from)\b/.test(line));
  const names = tops.map((line) => constant.exec(line)?.[1]);
  return names.length > 0 && names.every((name) => name !== undefined) ? names : undefined;
}

function constantsSetIn(text: string): Set<string> {
  return new Set([...text.matchAll(anyConstant)].map(([, name = '']) => name));
}

function wordsIn(text: string): Set<string> {
  return new Set(text.match(/[A-Za-z_$][\w$]*/g));
}
