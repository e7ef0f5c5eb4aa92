/** A made-up person's outcomes: experts of set skills on shipped questions, with difficulties that all of them share. */
import { writeFile } from 'node:fs/promises';
import { sigmoid } from '../../src/der/estimate/logOdds';
import type { TuningExpert } from '../../src/der/tuning/order';
import { Random } from '../../src/learn/random';
import { shippedQuestions } from '../../src/measure/sets';

/** An expert that differs from what its size says: how often it is right on a question of middle difficulty. */
export interface MadeUpExpert {
  readonly costB: number;
  readonly right: number;
}

/** The small ones are able, the large ones broken. */
export const invertedExperts: readonly MadeUpExpert[] = [
  { costB: 70, right: 0.15 },
  { costB: 32, right: 0.3 },
  { costB: 14, right: 0.6 },
  { costB: 3, right: 0.93 },
];

/** All alike, whatever they cost: what clicks by chance say. */
export const chanceExperts: readonly MadeUpExpert[] = [70, 32, 14, 3].map((costB) => ({
  costB,
  right: 0.5,
}));

export function tuningExperts(experts: readonly MadeUpExpert[]): TuningExpert[] {
  return experts.map(({ costB }, at) => ({ id: `expert ${at}`, costB, costEstimated: false }));
}

/**
 * Writes a file of outcomes, as it is on a person's machine.
 * @param difficulty standard deviation of what is hard for all, in log-odds
 */
export async function writeOutcomes(
  file: string,
  experts: readonly MadeUpExpert[],
  questions: number,
  seed: number,
  difficulty = 1,
): Promise<void> {
  const random = new Random(seed);
  const lines = shippedQuestions(['short'])
    .slice(0, questions)
    .flatMap(({ question, kind }, at) => {
      const hard = random.normal(0, difficulty);
      return experts.map(({ right }, expert) =>
        JSON.stringify({
          expert: `expert ${expert}`,
          question,
          quality: Number(random.uniform() < sigmoid(Math.log(right / (1 - right)) - hard)),
          characters: 200 + random.integer(400),
          from: 'calibrate',
          at: new Date(Date.UTC(2026, 0, 1, 0, 0, at)).toISOString(),
          kind,
        }),
      );
    });
  await writeFile(file, `${lines.join('\n')}\n`);
}
