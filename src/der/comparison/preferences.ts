/**
 * What preferences between answers say of their experts, as soft outcomes for the store of outcomes.ts.
 *
 * The answers to one question are players of Bradley and Terry's model beside a reference: an answer that just
 * suffices, whose strength is 0. Whoever is preferred beats the other and suffices; of a tie, each suffices and half
 * beats the other; of two that are both bad, neither suffices. With a normal prior the most likely strength is finite,
 * and its chance to suffice is the outcome: after one vote .79 for who won, .37 for who lost, .74 for each of a tie,
 * .26 for two that are bad. More raters take it further, never beyond `most`: a preference is an opinion and no proof,
 * and outcomes.ts lets any other outcome on the same question come before it.
 */
import { strengths, type Duel } from '../statistics/bradleyTerry';
import type { Side } from './contender';
import { leftScore, type Vote } from './vote';
import { sigmoid } from '../estimate/logOdds';
import { keepOutcomes, outcomesFile, readOutcomes, type OutcomeRecord } from '../estimate/outcomes';

/** Of the strengths: two thirds of all answers' chances to suffice lie between .12 and .88. */
const priorPrecision = 0.25;
const [least, most] = [0.1, 0.9];

/**
 * Outcomes of the experts that answered on their own.
 * @param votes on answers to this one question, each rater's last on a pair
 * @param at ISO 8601
 */
export function preferenceOutcomes(
  question: string,
  votes: readonly Pick<Vote, 'left' | 'right' | 'verdict'>[],
  at: string,
): OutcomeRecord[] {
  const players = [...new Set(votes.flatMap(({ left, right }) => [playerOf(left), playerOf(right)]))];
  const duels = votes.flatMap((vote) => duelsOf(vote, (side) => players.indexOf(playerOf(side))));
  const strength = strengths(players.length, duels, priorPrecision);
  return players.flatMap((player, place) => {
    const sides = votes.flatMap(({ left, right }) => [left, right]).filter((one) => playerOf(one) === player);
    const side = sides.find(({ alone }) => alone);
    if (!side) return [];
    const quality = Math.min(most, Math.max(least, sigmoid(strength[place]!)));
    const rounded = Math.round(quality * 1000) / 1000;
    const { expert, characters } = side;
    return [{ expert, question, quality: rounded, characters, from: 'comparison', at }];
  });
}

/** An expert that answered on its own is one player however it came to be asked; a route's answer is its strategy's. */
function playerOf({ alone, expert, strategy }: Side): string {
  return JSON.stringify(alone ? { expert } : { strategy });
}

function duelsOf(
  { left, right, verdict }: Pick<Vote, 'left' | 'right' | 'verdict'>,
  placeOf: (side: Side) => number,
): Duel[] {
  const [one, other] = [placeOf(left), placeOf(right)];
  const score = leftScore(verdict);
  const suffices = (player: number): Duel => ({ winner: player, loser: undefined, weight: 1 });
  const fails = (player: number): Duel => ({ winner: undefined, loser: player, weight: 1 });
  if (verdict === 'both_bad') return [...new Set([one, other])].map(fails);
  const good = verdict === 'tie' ? [...new Set([one, other])] : [score === 1 ? one : other];
  // Two answers of one expert say nothing of who of two is better.
  if (one === other) return good.map(suffices);
  return [
    { winner: one, loser: other, weight: score },
    { winner: other, loser: one, weight: 1 - score },
    ...good.map(suffices),
  ];
}

/**
 * Keeps what is not yet known: the same votes read again change nothing, and of an expert on a question the last
 * preference counts.
 * @returns how many outcomes are new
 * @throws Error that says what to do
 */
export async function keepPreferences(
  env: Readonly<Record<string, string | undefined>>,
  outcomes: readonly OutcomeRecord[],
): Promise<number> {
  const known = new Map<string, number | null>();
  for (const { expert, question, quality, from } of await readOutcomes(outcomesFile(env)))
    if (from === 'comparison') known.set(JSON.stringify([expert, question]), quality);
  const fresh = outcomes.filter(
    ({ expert, question, quality }) => known.get(JSON.stringify([expert, question])) !== quality,
  );
  await keepOutcomes(env, fresh);
  return fresh.length;
}
