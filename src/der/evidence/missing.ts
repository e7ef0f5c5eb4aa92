/**
 * What a program needs and does not have: names that stand in the person's files, or in what shows how it is used. An
 * answer is no worse for them; for a name that it forgot to import, exports or asks for too early it is.
 */
import type { Asked } from './asked';
import type { Language, Loaded, Program, RunOutcome } from './probe';
import { standardNames } from './standardNames';
import { spelling } from './target';

/** Loaded as far as it counts: without a name that is not the program's to define, what it defines is there. */
export function withoutMissing(loaded: Loaded, program: Program, asked: Asked): Loaded {
  const { lacks } = loaded;
  if (lacks === undefined) return loaded;
  if (isOwnFault(lacks, program, asked) || isMisspelt(lacks, loaded)) {
    return { ok: false, message: loaded.message ?? notDefined(lacks, program.language), exports: [] };
  }
  if (loaded.ok && definesAsked(loaded, asked)) return loaded;
  return { ok: false, cannot: loaded.cannot ?? needs(lacks), exports: [] };
}

/** What a script that does nothing but end, whatever it is given, comes to; undefined where it does more. */
export function endedScript(
  outcomes: readonly (RunOutcome | undefined)[],
  program: Program,
  asked: Asked,
): Loaded | undefined {
  const [first, ...others] = outcomes.filter((outcome) => outcome !== undefined);
  if (!first || !('threw' in first) || !/^(?:SyntaxError|NameError|ReferenceError)$/.test(first.threw)) {
    return undefined;
  }
  const isAlike = others.every((one) => 'threw' in one && one.message === first.message);
  if (!isAlike) return undefined;
  const message = `${first.threw}: ${first.message}`;
  const name = /^(?:name )?'?([\w$]{1,80})'? is not defined\b/.exec(first.message)?.[1];
  const loaded = { ok: false, message, exports: [], ...(name !== undefined && { lacks: name }) };
  return withoutMissing(loaded, program, asked);
}

/** "Is_even", where the program defines "is_even". */
function isMisspelt(name: string, { exports }: Loaded): boolean {
  return exports.some((one) => spelling(one.name) === spelling(name));
}

/** It is the language's own, or the program's: defined further down, handed out, or a word of prose left in it. */
function isOwnFault(name: string, { language, source }: Program, asked: Asked): boolean {
  if (asked.kind === 'script' || (language === 'python' && standardNames.has(name))) return true;
  const own = name.replace(/\$/g, String.raw`\$`);
  return (
    new RegExp(
      String.raw`^[ \t]{0,20}(?:export )?(?:(?:async )?(?:def|function)|class|const|let|var) ${own}(?![\w$])|^${own} ?=(?!=)|^${own}(?::|$)`,
      'm',
    ).test(source) ||
    new RegExp(
      String.raw`^(?:(?:module\.)?exports(?:\.[\w$]{1,80})? = |export default |export (?=\{))(?:\{[^}]{0,400}?(?<![\w$.])${own}(?![\w$])|${own};?$)`,
      'm',
    ).test(source)
  );
}

function definesAsked({ exports }: Loaded, { name }: Asked): boolean {
  return exports.some(({ name: own, kind, methods = [] }) =>
    name === undefined ? kind !== 'value' : [own, ...methods].some((one) => spelling(one) === spelling(name)),
  );
}

function notDefined(name: string, language: Language): string {
  return language === 'python'
    ? `NameError: name '${name}' is not defined`
    : `ReferenceError: ${name} is not defined`;
}

const needs = (name: string) => `It needs "${name}", which is not there.`;
