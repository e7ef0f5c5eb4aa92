/**
 * People who use answers: what they think of one, and what they do then. How often they do what is assumed: nobody was
 * recorded at it.
 */
import type { Use } from '../../der/estimate/useWeights';
import type { Random } from '../../learn/random';

/** An answer that a person has before them. */
export interface ShownAnswer {
  readonly quality: number;
  readonly characters: number;
}

export interface SimulatedPerson {
  readonly name: string;
  /** Whether they find an answer good, among those of a route; `good`: the quality from which it is. */
  finds(answer: ShownAnswer, all: readonly ShownAnswer[], good: number, random: Random): boolean;
}

/** Somebody who is right about an answer so often. */
export function rightIn(share: number): SimulatedPerson {
  return {
    name: `right in ${Math.round(share * 100)} %`,
    finds: ({ quality }, _, good, random) => quality >= good === random.uniform() < share,
  };
}

export const clicksAtRandom: SimulatedPerson = {
  name: 'at random',
  finds: (_answer, _all, _good, random) => random.uniform() < 0.5,
};

export const likesTheLongest: SimulatedPerson = {
  name: 'the longest',
  finds: ({ characters }, all) => all.every((other) => other.characters <= characters),
};

/** What somebody does with an answer that they find good; else they do nothing with it. */
const takes: readonly (readonly [use: Use, share: number])[] = [
  ['applied', 0.4],
  ['inserted', 0.15],
  ['copied', 0.3],
];
/** With one they find bad: copied all the same, to show it to somebody. */
const copiesBad = 0.05;
/** Looks at the other answers of the route where the one it gave is bad. */
const looksOn = 0.6;
const asksAgain = 0.5;
/** What comes of an answer that was applied, once it is tried: it shows how good it is, again not always. */
const undoesBad = 0.45;
const editsBad = 0.35;
const editsGood = 0.12;

/**
 * What a person does with the answers of a route, in order.
 * @param given place of the answer that the route gave
 */
export function actsOn(
  answers: readonly ShownAnswer[],
  given: number,
  person: SimulatedPerson,
  good: number,
  random: Random,
): { readonly answer: number; readonly use: Use }[] {
  const finds = (at: number) => person.finds(answers[at]!, answers, good, random);
  const use = (at: number) => {
    const taken = takenAs(random);
    if (taken === undefined) return [];
    const after = taken === 'applied' ? comesOf(finds(at), random) : undefined;
    return [taken, ...(after ? [after] : [])].map((one) => ({ answer: at, use: one }));
  };
  if (finds(given)) return use(given);
  if (random.uniform() < copiesBad) return [{ answer: given, use: 'copied' }];
  const others = answers.map((_, at) => at).filter((at) => at !== given);
  const better = random.uniform() < looksOn ? others.find(finds) : undefined;
  if (better !== undefined) {
    const used = use(better);
    return used.length > 0 ? [{ answer: given, use: 'passedOver' }, ...used] : [];
  }
  return random.uniform() < asksAgain ? [{ answer: given, use: 'askedAgain' }] : [];
}

function takenAs(random: Random): Use | undefined {
  let left = random.uniform();
  return takes.find(([, share]) => (left -= share) < 0)?.[0];
}

function comesOf(isGood: boolean, random: Random): Use | undefined {
  const drawn = random.uniform();
  if (isGood) return drawn < editsGood ? 'edited' : undefined;
  if (drawn < undoesBad) return 'undone';
  return drawn < undoesBad + editsBad ? 'edited' : undefined;
}
