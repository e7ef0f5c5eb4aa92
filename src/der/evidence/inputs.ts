/** Inputs on which programs are compared: those that are stated, those that answers use, and what is made from them. */
import type { Asked } from './asked';
import { wholeLiteral, type Literal } from './literals';
import { habitOf, mutated } from './mutation';
import { firstInputs } from './parameterTypes';
import { seededBy } from './seeded';
import type { Parameter } from './signatures';

/** Arguments of one call. */
export type Input = readonly Literal[];

/** Inputs beside which none are made, and the most that are stated among them. */
const mostInputs = 32;
const mostStated = 16;

/**
 * Up to 32 inputs, the same ones for the same question and the same stated inputs.
 * @param stated by the question and the answers, the question's first
 * @param params of what is asked for, where they are known
 */
export function inputsFor(
  stated: readonly Input[],
  params: readonly Parameter[],
  asked: Asked,
  question: string,
): Input[] {
  const arity = commonLength(stated);
  const own = stated.filter(({ length }) => length === arity).slice(0, mostStated);
  // One or two stated inputs say little of a parameter's range; its type says more.
  const typed = own.length < 3 ? firstInputs(params, question, own.length === 0 ? 12 : 4) : [];
  const begun = [...own, ...typed.filter(({ length }) => own.length === 0 || length === arity)];
  if (begun.length === 0) return [];
  const width = begun[0]!.length;
  if (width === 0) return [[]];
  const basis = own.length > 0 ? own : begun;
  const habits = Array.from({ length: width }, (_, at) =>
    habitOf(
      basis.map((input) => input[at]!),
      asked,
      question,
    ),
  );
  const chance = seededBy(question);
  const inputs = new Map(begun.map((input) => [JSON.stringify(input), input]));
  for (const input of found(own.length > 0 ? own : begun)) inputs.set(JSON.stringify(input), input);
  if (asked.edges.empty) for (const input of emptied(begun[0]!)) inputs.set(JSON.stringify(input), input);
  for (let tries = 0; tries < mostInputs * 6 && inputs.size < mostInputs; tries++) {
    const from = chance.pick(begun);
    const at = chance.integer(width);
    let value = mutated(from[at]!, habits[at]!, chance);
    // Further from where it began, every other time.
    if (chance.integer(2) === 0) value = mutated(value, habits[at]!, chance);
    const input = from.with(at, value);
    inputs.set(JSON.stringify(input), input);
  }
  return [...inputs.values()].slice(0, mostInputs);
}

/** Inputs in which a value is one of those in the list or text beside it: what looks for one finds it everywhere. */
function found(begun: readonly Input[]): Input[] {
  return begun.slice(0, 3).flatMap((input) => {
    const at = input.findIndex((one) => one.type === 'list' && one.items.length > 1);
    const place = at < 0 ? -1 : input.findIndex((one) => one.type === itemOf(input[at]!)?.type);
    const list = input[at];
    if (place < 0 || place === at || list?.type !== 'list') return [];
    return list.items
      .filter(({ type }) => type === input[place]!.type)
      .slice(0, 4)
      .map((item) => input.with(place, item));
  });
}

function itemOf(list: Literal): Literal | undefined {
  const [first] = list.type === 'list' ? list.items : [];
  return first?.type === 'number' || first?.type === 'string' ? first : undefined;
}

function commonLength(inputs: readonly Input[]): number | undefined {
  const counts = new Map<number, number>();
  for (const { length } of inputs) counts.set(length, (counts.get(length) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0];
}

/** The input with its first list or text empty. */
function emptied(input: Input): Input[] {
  const at = input.findIndex(({ type }) => type === 'list' || type === 'string');
  if (at < 0) return [];
  return [
    input.with(at, input[at]!.type === 'list' ? { type: 'list', items: [] } : { type: 'string', value: '' }),
  ];
}

/** Arguments as literals, in the order of the parameters; undefined where one is no literal or has no place. */
export function inputOf(
  args: readonly { readonly name: string | undefined; readonly source: string }[],
  params: readonly { readonly name: string }[],
): Input | undefined {
  const places = args.map(({ name }, at) => {
    const own =
      name === undefined ? -1 : params.findIndex((param) => param.name.toLowerCase() === name.toLowerCase());
    return own < 0 ? at : own;
  });
  if (new Set(places).size !== args.length || places.some((place) => place >= args.length)) return undefined;
  const input: Literal[] = [];
  for (const [at, { source }] of args.entries()) {
    const literal = wholeLiteral(source);
    if (!literal) return undefined;
    input[places[at]!] = literal;
  }
  return input;
}
