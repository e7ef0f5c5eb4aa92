/** From a question to an expression: what counts as one plain request, and nothing else. */
import { fromGerman } from './germanRequest';
import { withoutGroups } from './groupedNumbers';
import { areNames, looksLikeSomethingElse } from './lookalikes';
import { NotArithmetic } from './notArithmetic';
import { percentagesAsCalls } from './percentSigns';
import { fractionsInDigits, writtenInDigits } from './writtenNumbers';

interface Said {
  /** The question without its words of asking. */
  readonly said: string;
  /** How parts of it were read that somebody may read otherwise. */
  readonly readings: readonly string[];
}

export type CalculatorRequest = Said &
  (
    | { readonly task: 'evaluate'; readonly expression: string; readonly percent: boolean }
    | { readonly task: 'simplify'; readonly expression: string }
    | { readonly task: 'solve'; readonly left: string; readonly right: string; readonly unknown?: string }
  );

/** Longer questions are prose. */
const longest = 200;
const number = String.raw`-?(?:\d+(?:\.\d+)?|\.\d+)`;

/**
 * Reads the question; undefined when it is not a request to calculate.
 * @throws NotArithmetic when it is one that could mean two things.
 */
export function readRequest(question: string): CalculatorRequest | undefined {
  const asked = question.trim();
  if (asked.length > longest || /[\r\n]/.test(asked)) return undefined;
  const german = fromGerman(asked);
  const { said: english, verb } = withoutPhrases(german?.english ?? asked);
  const said = german?.said ?? english;
  const isPlain = german === undefined && isBare(asked, said);
  const { text: grouped, readings } = withoutGroups(writtenInDigits(english), german ? 'comma' : 'either');
  const text = fractionsInDigits(grouped);
  if (looksLikeSomethingElse(text, isPlain)) return undefined;

  const equation = equationIn(text);
  if (verb === 'solve' || equation?.asks) {
    if (!equation) return undefined;
    const { left, right, unknown } = equation;
    return {
      task: 'solve',
      said: `${left.trim()} = ${right.trim()}`,
      readings,
      left: inSymbols(left),
      right: inSymbols(right),
      ...(unknown && { unknown }),
    };
  }
  if (verb === 'simplify') return { task: 'simplify', said, readings, expression: inSymbols(text) };
  const share = shareAsked(text);
  return {
    task: 'evaluate',
    said,
    readings,
    expression: share ?? inSymbols(sentence(text)),
    percent: share !== undefined,
  };
}

interface Equation {
  readonly left: string;
  readonly right: string;
  readonly unknown?: string | undefined;
  /** It asks for its unknown by itself, with no "solve" before it. */
  readonly asks: boolean;
}

/** "x if 3x = 12", "for x: 3x = 12", "3x = 12 for x" and "3x = 12": the sides, and the unknown where it is named. */
function equationIn(text: string): Equation | undefined {
  const [left, right, ...more] = text.split('=');
  if (!left || !right || more.length > 0) return undefined;
  const asked = /^([a-z])\s+(?:if|when|where|in)\s+(\S.*)$/s.exec(left);
  if (asked) return { left: asked[2]!, right, unknown: asked[1], asks: true };
  const before = /^for\s+([a-z])(?:\s*[:,])?\s+(\S.*)$/s.exec(left);
  const behind = /(?<!\s)\s+for\s+([a-z])$/.exec(right.slice(1));
  return {
    left: before?.[2] ?? left,
    right: behind ? right.slice(0, behind.index + 1) : right,
    unknown: before?.[1] ?? behind?.[1],
    asks: false,
  };
}

/** Takes the words of politeness and asking off both ends. */
function withoutPhrases(text: string): { said: string; verb: 'evaluate' | 'simplify' | 'solve' } {
  let said = text
    .replace(/(?<![\s?.=])[\s?.=]+$/, '')
    .replace(/(?<![,\s])[,\s]+(please|thanks|thank you)$/i, '');
  const strip = (phrase: RegExp) => {
    const rest = said.replace(phrase, '');
    const found = rest !== said;
    said = rest.trim();
    return found;
  };
  strip(/^(please|hey|hi|ok|okay|so)[,\s]+/i);
  strip(/^(can|could|would|will) you (please )?/i);
  const solve = strip(/^(solve|find the (roots?|solutions?) of)\b( the equation)?:?/i);
  const simplify = !solve && strip(/^(simplify|expand)\b:?/i);
  if (!solve && !simplify) {
    strip(/^(tell me|calculate|compute|evaluate|work out|figure out|find|convert)\b:?/i);
    strip(/^(what|how much)('s|’s| is| are| does| do| will be| would be)\b:?/i);
    strip(/^the (result|value|answer) (of|to)\b/i);
    strip(/\s(equals?|make|come to)( to)?$/i);
  }
  return { said, verb: solve ? 'solve' : simplify ? 'simplify' : 'evaluate' };
}

/** Neither a word nor a sign of equality asks for a value. */
function isBare(asked: string, said: string): boolean {
  return asked.startsWith(said) && !/[=a-z]/i.test(asked.slice(said.length));
}

/** "A is what percent of B" as an expression whose value is in percent. */
function shareAsked(said: string): string | undefined {
  const part = new RegExp(`^(${number}) is what (?:percent|percentage|%) of (${number})$`, 'i').exec(said);
  const whole = new RegExp(`^(?:what )?(?:percent|percentage|%) of (${number}) is (${number})$`, 'i').exec(
    said,
  );
  if (part) return `${part[1]} / ${part[2]} * 100`;
  return whole ? `${whole[2]} / ${whole[1]} * 100` : undefined;
}

/** Which of two numbers a difference is taken from is not said, and matters where the first is the smaller one. */
const differenceOf = new RegExp(`^(?:the )?difference (?:between|of) (${number}) and (${number})$`, 'i');

/** Requests that name the operation before its operands, turned into an expression with words. */
const sentences: readonly (readonly [pattern: RegExp, expression: string])[] = [
  [
    /^how (?:many|much) ([\w/]+)(?: (?:are|is|make|makes))?(?: there)?(?: in| equals?)? (?:an?|one) ([\w/]+)$/i,
    '1 $2 to $1',
  ],
  [/^how (?:many|much) ([\w/]+)(?: (?:are|is|make|makes))?(?: there)?(?: in| equals?)? (\d.*)$/i, '$2 to $1'],
  [
    new RegExp(`^(?:a )?(${number})\\s*(?:%|percent) (?:off|discount on|less than) (${number})$`, 'i'),
    '$2 * (1 - $1 / 100)',
  ],
  [new RegExp(`^(${number})\\s*(?:%|percent) more than (${number})$`, 'i'), '$2 * (1 + $1 / 100)'],
  [
    new RegExp(
      `^(?:increase |raise )?(${number}) (?:increased |raised )?by (${number})\\s*(?:%|percent)$`,
      'i',
    ),
    '$1 * (1 + $2 / 100)',
  ],
  [
    new RegExp(`^(?:decrease |reduce )(${number}) by (${number})\\s*(?:%|percent)$`, 'i'),
    '$1 * (1 - $2 / 100)',
  ],
  [
    new RegExp(`^(${number}) (?:decreased|reduced) by (${number})\\s*(?:%|percent)$`, 'i'),
    '$1 * (1 - $2 / 100)',
  ],
  [new RegExp(`^add (${number})\\s*(?:%|percent) to (${number})$`, 'i'), '$2 * (1 + $1 / 100)'],
  [new RegExp(`^add (${number}) to (${number})$`, 'i'), '$2 + $1'],
  [new RegExp(`^subtract (${number}) from (${number})$`, 'i'), '$2 - $1'],
  [new RegExp(`^(?:multiply |divide )(${number}) by (${number})$`, 'i'), '$1 BY $2'],
  [new RegExp(`^(?:the )?sum of (${number}) and (${number})$`, 'i'), '$1 + $2'],
  [new RegExp(`^(?:the )?product of (${number}) and (${number})$`, 'i'), '$1 * $2'],
  [differenceOf, '$1 - $2'],
  [
    new RegExp(`^(?:the )?(?:average|mean) of ((?:${number}, )*${number}),? and (${number})$`, 'i'),
    'mean($1, $2)',
  ],
  [new RegExp(`^(?:the )?factorial of (\\d+)$`, 'i'), '$1!'],
];

/** @throws NotArithmetic where the order of its operands is not clear, or how two things differ is asked. */
function sentence(said: string): string {
  const [, first = '', second = ''] = differenceOf.exec(said) ?? [];
  if (Number(first) < Number(second) || areNames(first, second)) throw new NotArithmetic();
  for (const [pattern, expression] of sentences) {
    if (!pattern.test(said)) continue;
    const operator = /^divide/i.test(said) ? '/' : '*';
    return said.replace(pattern, expression).replace('BY', operator);
  }
  return said;
}

/**
 * Words and typographic signs of arithmetic as the parser's own.
 * @throws NotArithmetic where words reach over what follows to some, and not to others.
 */
function inSymbols(text: string): string {
  if (reachesUnclearly(text)) throw new NotArithmetic();
  const symbols = text
    .replace(/\*\*/g, '^')
    .replace(/[×·∙⋅]/g, '*')
    .replace(/÷/g, '/')
    .replace(/−/g, '-')
    .replace(
      /(⁻?)([⁰¹²³⁴-⁹]{1,9})/g,
      (_, minus: string, digits: string) => `^${minus && '-'}${inDigits(digits)}`,
    )
    .replace(/π/g, 'pi')
    .replace(/°\s*([CF])\b/g, ' deg$1')
    .replace(/°/g, ' deg')
    .replace(/√\s*\(/g, 'sqrt(')
    .replace(/√\s*(\d+(?:\.\d+)?)/g, 'sqrt($1)')
    .replace(/\b(?:the )?square root of (\d+(?:\.\d+)?)/gi, 'sqrt($1)')
    .replace(/\b(?:the )?cube root of (\d+(?:\.\d+)?)/gi, 'cbrt($1)')
    .replace(/\bhalf of /gi, '50% of ')
    .replace(/(\d)\s*percent\b/gi, '$1%')
    .replace(/(?<!\s)\s+plus\s+/gi, ' + ')
    .replace(/(?<!\s)\s+minus\s+/gi, ' - ')
    .replace(/(?<!\s)\s+(?:times|multiplied by)\s+/gi, ' * ')
    .replace(/(?<!\s)\s+divided by\s+/gi, ' / ')
    .replace(/(?<!\s)\s+(?:to the power of|to the power|raised to)\s+/gi, ' ^ ')
    .replace(/(?<!\s)\s+modulo\s+/gi, ' mod ')
    .replace(/(?<!\s)\s+squared\b/gi, '^2')
    .replace(/(?<!\s)\s+cubed\b/gi, '^3')
    .replace(/(?<!\s)\s+factorial\b/gi, '!')
    .replace(/(?<!\s)\s+into\s+/gi, ' to ')
    .replace(/(\d\)?)\s+x\s+(?=\(?\d)/g, '$1 * ')
    .trim();
  return percentagesAsCalls(symbols);
}

function inDigits(raised: string): string {
  return [...raised].map((digit) => '⁰¹²³⁴⁵⁶⁷⁸⁹'.indexOf(digit)).join('');
}

/** "The square root of 16 plus 9", "minus 3 squared", "√9!": what the words and signs take with them is not said. */
function reachesUnclearly(text: string): boolean {
  return (
    /\b(?:square|cube) root of \d+(?:\.\d+)?(?![\d.]|\s*(?:$|[),]))/i.test(text) ||
    /√\s*\d+(?:\.\d+)?\s*(?:[!^⁻⁰¹²³⁴-⁹%(]|squared|cubed|factorial|to the|raised)/i.test(text) ||
    /[^(\s\w.]\s*[\w.]+\s+(?:squared|cubed|factorial)\b|\w\s+[\w.]+\s+(?:squared|cubed|factorial)\b/i.test(
      text,
    )
  );
}
