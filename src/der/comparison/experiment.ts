/**
 * A blind comparison of strategies over questions: who answered what, as pairs whose order says nothing, and the key
 * that uncovers them. The key never leaves the folder; the page that raters get is made without it.
 */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { readAlone } from '../evidence/readAlone';
import type { BlindItem, BlindPage } from './blind';
import { sideSchema, type Contender } from './contender';
import { nobody } from './report';
import { voteSchema, type Vote } from './vote';

const pairSchema = z.object({
  id: z.string().regex(/^[0-9a-f]{16}$/),
  question: z.string().min(1),
  kind: voteSchema.shape.kind,
  /** In the page's order. */
  sides: z.tuple([sideSchema, sideSchema]),
  /** Both answers are one text: a tie that nobody is asked for. */
  same: z.boolean(),
});

/** The schema of the file that says which answer is whose; raters never get it. */
export const keySchema = z.object({
  format: z.literal('der-comparison-key'),
  version: z.literal(1),
  experiment: z.string().regex(/^[0-9a-f]{16}$/),
  /** The one that the others are held against first. */
  strategies: z.array(z.string().min(1)).min(2),
  pairs: z.array(pairSchema),
});

/** Which answer is whose. */
export type ExperimentKey = z.infer<typeof keySchema>;
type Pair = ExperimentKey['pairs'][number];

/** A question with the answer of each strategy that gave one. */
export interface Answered {
  readonly question: string;
  readonly contenders: ReadonlyMap<string, Contender>;
}

/** Characters of an answer that a rater is shown; more is cut, with a word. */
const mostShown = 200_000;

/**
 * @param experiment id of it
 * @param secret known to the key's folder alone: without it the page's order tells nothing
 * @param all whether each strategy meets each other one, or the first alone
 */
export function experimentOf(
  experiment: string,
  secret: string,
  strategies: readonly string[],
  answered: readonly Answered[],
  all: boolean,
): { readonly key: ExperimentKey; readonly page: BlindPage } {
  const met = strategies.flatMap((one, at) =>
    strategies.slice(at + 1).flatMap((other) => (at === 0 || all ? [[one, other] as const] : [])),
  );
  const pairs: Pair[] = [];
  const items: BlindItem[] = [];
  for (const { question, contenders } of answered) {
    for (const names of met) {
      const [first, second] = names.map((name) => contenders.get(name));
      if (!first || !second) continue;
      const mark = hash(secret, question, ...names);
      const [one, other] = Number.parseInt(mark.at(-1)!, 16) % 2 === 0 ? [first, second] : [second, first];
      const id = mark.slice(0, 16);
      const same = one.answer.trim() === other.answer.trim();
      const { kind } = readAlone(question, [one.answer, other.answer]);
      pairs.push({ id, question, kind, sides: [one.side, other.side], same });
      if (!same)
        items.push({ id, question: shown(question), answers: [shown(one.answer), shown(other.answer)] });
    }
  }
  const key: ExperimentKey = {
    format: 'der-comparison-key',
    version: 1,
    experiment,
    strategies: [...strategies],
    pairs,
  };
  return { key, page: { experiment, items } };
}

function shown(text: string): string {
  const left = text.length - mostShown;
  if (left <= 0) return text;
  return `${text.slice(0, mostShown)}\n\n(${left.toLocaleString('en')} more characters are not shown.)`;
}

/** A rating with both answers uncovered; undefined where the key has no such pair. */
export function uncovered(
  pairs: ReadonlyMap<string, Pair>,
  rater: string,
  { item, left, verdict }: { readonly item: string; readonly left: 0 | 1; readonly verdict: Vote['verdict'] },
): Vote | undefined {
  const pair = pairs.get(item);
  if (!pair) return undefined;
  const { question, kind, sides } = pair;
  return { question, kind, rater, left: sides[left], right: sides[1 - left]!, verdict };
}

/** What needs no rater: two answers of one text are a tie. */
export function sameAnswers({ pairs }: ExperimentKey): Vote[] {
  return pairs.flatMap(({ question, kind, sides, same }) =>
    same ? [{ question, kind, rater: nobody, left: sides[0], right: sides[1], verdict: 'tie' as const }] : [],
  );
}

/** SHA-256 of several texts, in hexadecimal digits. */
export function hash(...texts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(texts)).digest('hex');
}
