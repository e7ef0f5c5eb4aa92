/** One thing that is stated about a program: what it is given and what must come of it. */
import { wholeLiteral, type Literal } from './literals';
import { firstCall, type Call } from './sourceText';

/** What must come out. */
export type Expected =
  /** `bare`: words without quotes, which stand for a string or for what is written like that. */
  | { readonly literal: Literal; readonly text: string; readonly bare?: true }
  /** Kind of the exception; undefined where any will do. */
  | { readonly threw: string | undefined };

/** Something that a question, or an answer, states of a program. */
export type Stated =
  | {
      readonly kind: 'call';
      /** As the text names it; undefined where only values are stated. */
      readonly target: string | undefined;
      /** Source text, in the order in which they are given; names where the text gives them. */
      readonly args: readonly { readonly name: string | undefined; readonly source: string }[];
      readonly expected: Expected;
    }
  /** More than a call: `round(f(2), 1)`, `stack.pop()` after what came before; `target` is a name in it. */
  | {
      readonly kind: 'expression';
      readonly target: string;
      readonly source: string;
      /** As people read it, where the source is put together. */
      readonly shown?: string;
      /** The languages in which it is written; undefined where it means the same in all. */
      readonly language?: 'python' | 'javascript';
      readonly expected: Expected;
    }
  | { readonly kind: 'stdin'; readonly input: string; readonly expected: string };

/** Built-in functions that examples and tests put around what they are about. */
const wrappers = new Set(
  'round set sorted len list tuple str abs sum dict frozenset int float bool repr print type isinstance max min any all map filter zip math.isclose np.array range input open JSON.stringify Array.from Object.keys Object.entries Object.values Math.round Math.abs String Number Boolean console.log console.assert assert expect'.split(
    ' ',
  ),
);

const keywords =
  /^(?:if|for|while|switch|catch|return|def|function|class|with|lambda|and|or|not|in|elif|super|import|require|new|await|typeof|describe|it|test|Error|TypeError|ValueError|RangeError|Exception)$/;

/** Whether a name is known to everybody, so that it is no slip for one that was asked for. */
export function isBuiltIn(name: string): boolean {
  return wrappers.has(name);
}

/** The call that a text is about: the outermost that is no built-in, with what is put around it. */
export function calledIn(text: string): { call: Call; outer: Call } | undefined {
  const outer = firstCall(text);
  if (!outer) return undefined;
  if (!wrappers.has(outer.target)) return keywords.test(outer.target) ? undefined : { call: outer, outer };
  for (const arg of outer.args) {
    const inner = calledIn(arg);
    if (inner) return { call: inner.call, outer };
  }
  // Around nothing, it may be what was asked for under the same name, such as `sum` or `max`.
  return /^(?:print|expect|assert|console\.\w+|type|isinstance)$/.test(outer.target)
    ? undefined
    : { call: outer, outer };
}

/**
 * An argument that can be handed over as it stands: a literal, one by keyword, or an expression that is more than a
 * name, since a bare name (`f(nums)`) stands for something that nobody said.
 */
export function argumentOf(source: string): { name: string | undefined; source: string } | undefined {
  const text = source.trim();
  if (text === '' || text.length > 4000) return undefined;
  if (wholeLiteral(text)) return { name: undefined, source: text };
  const keyed = /^([A-Za-z_]\w{0,80})\s{0,9}[=:](?![=>])\s{0,9}(\S[^]*)$/.exec(text);
  if (keyed) return wholeLiteral(keyed[2]!) && { name: keyed[1], source: keyed[2]! };
  if (/^[\w$.]+$/.test(text) || /\.\.\.|…/.test(text)) return undefined;
  return /[([{]|=>|\blambda\b|['"]|\d/.test(text) ? { name: undefined, source: text } : undefined;
}

/** All arguments of a call, or undefined where one of them stands for something that nobody said. */
export function argumentsStated(call: Call): { name: string | undefined; source: string }[] | undefined {
  const args = call.args.map(argumentOf);
  return args.every((arg) => arg !== undefined) ? args : undefined;
}

/** Names both to the reader and to whoever compares: the same thing stated twice counts once. */
export function statedKey(stated: Stated): string {
  if (stated.kind === 'stdin') return JSON.stringify(['stdin', stated.input]);
  if (stated.kind === 'expression') return JSON.stringify(['expression', stated.source.replace(/\s+/g, '')]);
  return JSON.stringify(['call', stated.args.map(({ name, source }) => [name, source.replace(/\s+/g, '')])]);
}

/** A statement's input as people read it; `source` where it is put together and has no form of its own. */
export function statedText(stated: Stated, source?: string): string {
  if (stated.kind === 'stdin') return stated.input.trim();
  if (stated.kind === 'expression') return stated.shown ?? source ?? stated.source;
  const args = stated.args.map(({ name, source: own }) => (name === undefined ? own : `${name} = ${own}`));
  return stated.target === undefined ? args.join(', ') : `${stated.target}(${args.join(', ')})`;
}
