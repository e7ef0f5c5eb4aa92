/** A piece of a program, as answers show what they change: right where it belongs, and nothing that runs by itself. */
import type { Finding } from './findings';
import type { Loaded, Program } from './probe';

/** What engines say of statements that belong into a function, a loop or a class. */
const belongsElsewhere =
  /^SyntaxError: .{0,40}\b(?:outside (?:of )?(?:an? )?(?:async )?(?:function|loop|method)|not (?:properly )?in (?:a )?(?:function|loop)|must be inside loop|not in a (?:function|loop|method)|only valid (?:in|inside))/;
const isIndented = /^IndentationError: unexpected indent\b/;

/**
 * A program that does not load, and that its parser takes for a part of something, was never meant to: that is told as
 * something that cannot be found out.
 * @param syntax what the parsers of the answer's blocks said
 */
export function asPart(loaded: Loaded, program: Program, syntax: readonly Finding[]): Loaded {
  const { ok, cannot, message = '' } = loaded;
  if (ok || cannot !== undefined || !/^(?:Syntax|Indentation)Error\b/.test(message)) return loaded;
  const parsed = syntax.filter((one) => one.type === 'syntax');
  const isRight = parsed.length > 0 && parsed.every((one) => one.ok);
  const isMiddle =
    belongsElsewhere.test(message) ||
    /^\s*(?:case\b|default\s*:)/.test(program.source) ||
    (isIndented.test(message) && /^(?:[ \t]*\n)*[ \t]/.test(program.source));
  if (!isRight || !(isMiddle || parsed.some((one) => one.part))) return loaded;
  return { ok: false, cannot: 'It is a part of a file, which is not there.', exports: [] };
}
