/** Answers that show code as it is in one block, and as it should be in the next. */
import type { Code } from './fileChange';
import { languageId } from './languages';
import { outlineOf } from './outline';

/** Code of an answer; `old` where it is what the file has. */
export type Shown = Code & { readonly old?: true | undefined };

/** What blocks are to do: old code does nothing by itself, and is what goes where the next block has no name of its. */
export function withoutOld(blocks: readonly Shown[]): Code[] {
  return blocks.flatMap((block, at) => {
    if (block.old) return [];
    const before = blocks[at - 1];
    return before?.old && isChangeOf(before, block) ? [changeFrom(before, block)] : [block];
  });
}

/** What parts the two sides; code that has such a line itself is left to whoever applies it. */
const marks = /^(?:<{7} SEARCH|={7}|>{7} REPLACE)$/m;

/** Nothing in the new code tells which part of the file it takes the place of. */
function isChangeOf(old: Code, now: Code): boolean {
  if (marks.test(old.code) || marks.test(now.code)) return false;
  if (now.path === undefined || (old.path !== undefined && old.path !== now.path)) return false;
  const names = namesIn(now);
  return !namesIn(old).some((name) => names.includes(name));
}

function namesIn({ code, language }: Code): string[] {
  return outlineOf(code, languageId(language)).definitions.map(({ name }) => name);
}

function changeFrom(old: Code, now: Code): Code {
  const lines = ['<<<<<<< SEARCH', old.code.trimEnd(), '=======', now.code.trimEnd(), '>>>>>>> REPLACE', ''];
  return { ...now, language: 'diff', code: lines.join('\n') };
}
