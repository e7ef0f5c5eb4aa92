/** Calls of an object's methods one after another: how classes are compared. */
import type { Literal } from './literals';
import { firstInputs } from './parameterTypes';
import type { Language, Probe, Value } from './probe';
import { seededBy } from './seeded';
import type { Parameter } from './signatures';
import { written, type Target } from './target';

/** An object that is made, and the calls of its methods in order. */
export interface Sequence {
  readonly made: readonly Literal[];
  readonly steps: readonly { readonly method: string; readonly args: readonly Literal[] }[];
}

/** What a class takes to be made, and its methods with their parameters. */
export interface Methods {
  readonly made: readonly Parameter[];
  readonly methods: readonly { readonly name: string; readonly params: readonly Parameter[] }[];
}

const longest = 24;

/** Sequences of calls of methods that at least half of the programs have, the same ones for the same question. */
export function sequencesFor(classes: readonly Methods[], question: string, count: number): Sequence[] {
  const [first] = classes;
  if (!first) return [];
  const names = new Set(classes.flatMap(({ methods }) => methods.map(({ name }) => name)));
  const shared = [...names].filter(
    (name) =>
      classes.filter(({ methods }) => methods.some((own) => own.name === name)).length * 2 >= classes.length,
  );
  const chance = seededBy(question);
  const pools = shared.flatMap((name) => {
    const params = classes.flatMap(({ methods }) => methods.filter((own) => own.name === name))[0]!.params;
    const required = params.filter(({ optional }) => !optional);
    // Values small and few, so that calls meet what earlier ones left behind.
    const rows = required.length === 0 ? [[]] : firstInputs(params.map(withKind), question, 4);
    return rows.length > 0 ? [{ name, rows }] : [];
  });
  const needed = classes.find((one) => one.made.some(({ optional }) => !optional));
  const made = needed ? madeOf(needed.made, question) : [[]];
  if (pools.length === 0 || made.length === 0) return [];
  return Array.from({ length: count }, (_, at) => ({
    made: made[at % made.length]!,
    steps: Array.from({ length: Math.min(longest, 3 + 2 * at) }, () => {
      const { name, rows } = chance.pick(pools);
      return { method: name, args: chance.pick(rows) };
    }),
  }));
}

const bounds = [2, 3, 1, 2];

/** What objects are made of: one that holds so many things holds few, so that a dozen calls fill it. */
function madeOf(params: readonly Parameter[], question: string): Literal[][] {
  const given = params.filter(({ optional }) => !optional);
  const isBound = given.map(
    ({ name, type }) =>
      /^(?:\w*_)?(?:cap(?:acity)?|limit|max\w*|size)$|(?:Capacity|Size|Limit)$/i.test(name) &&
      (type === undefined || /^(?:int|number|Integer)$/.test(type.trim())),
  );
  return firstInputs(params, question, bounds.length).map((row, at) =>
    row.map((literal, place) => (isBound[place] ? { type: 'number', text: String(bounds[at]) } : literal)),
  );
}

/** A parameter of which nothing is known, as an item of a stack is, is a number. */
function withKind(param: Parameter): Parameter {
  const known = param.type !== undefined && !/^(?:T|K|V|E|any|unknown|Any|object)$/.test(param.type);
  const named = /^(?:key|name|word|text|s|str|string|prefix|email|message|title|id|event)$/i.test(param.name);
  return known || named ? param : { ...param, type: 'int' };
}

/** A sequence as something to ask of a program, in its language. */
export function sequenceProbe({ made, steps }: Sequence, target: Target, language: Language): Probe {
  const args = written(made, language).join(', ');
  // An exported default has another name in its own program, or none.
  const name = target.own ?? (target.name === 'default' ? 'module.exports.default' : target.name);
  const calls = steps.map(({ method, args: own }) => stepOf(method, written(own, language), language));
  if (language === 'python') {
    const tried = calls.map((call) => `__attempt__(lambda: ${call})`);
    return { kind: 'expression', source: `(lambda o: [${tried.join(', ')}])(${name}(${args}))` };
  }
  const tried = `[${calls.map((call) => `() => ${call}`).join(', ')}].map((f) => { try { return f(); } catch (e) { return 'threw ' + e?.name; } })`;
  return { kind: 'expression', source: `((o) => ${tried})(new ${name}(${args}))` };
}

/** What takes nothing may be a property of one author's and a method of another's. */
function stepOf(method: string, args: readonly string[], language: Language): string {
  const call = `o.${method}(${args.join(', ')})`;
  if (args.length > 0) return call;
  return language === 'python'
    ? `${call} if callable(o.${method}) else o.${method}`
    : `typeof o.${method} === 'function' || o.${method} === undefined ? ${call} : o.${method}`;
}

/**
 * Results of one program's sequences, with nothing in place of what methods give back that are called for their
 * effect: some authors return the object or the new size there, others nothing.
 */
export function withoutEffects(sequence: Sequence, value: Value, effects: ReadonlySet<string>): Value {
  if (value.type !== 'list') return value;
  const items = value.items.map((item, at): Value =>
    effects.has(sequence.steps[at]?.method ?? '') ? { type: 'null' } : item,
  );
  return { ...value, items };
}

/** Methods that in one program never give anything back, or only the object itself. */
export function effectsIn(
  sequences: readonly Sequence[],
  values: readonly (Value | undefined)[],
): Set<string> {
  const gives = new Map<string, boolean>();
  sequences.forEach(({ steps }, at) => {
    const value = values[at];
    if (value?.type !== 'list') return;
    steps.forEach(({ method }, place) => {
      const type = value.items[place]?.type;
      const something = type !== undefined && !/^(?:undefined|null|instance|function)$/.test(type);
      gives.set(method, (gives.get(method) ?? false) || something);
    });
  });
  return new Set([...gives].flatMap(([method, something]) => (something ? [] : [method])));
}
