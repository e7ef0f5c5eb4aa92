/**
 * What a hand-over does to an answer, simulated: recorded answers were all given independently. The next expert keeps
 * its own recorded answer or adopts the one it is shown, at two rates. It can neither find a right answer where both
 * are wrong, nor break two right ones; real experts do both at times.
 */
import type { Transition } from '../recordedAnswers';
import type { Random } from '../random';

/** Chance that the shown answer is adopted: when it is right, and when it is wrong. */
export interface HandOverRates {
  readonly right: number;
  readonly wrong: number;
}

/** Rates between which every simulated route draws its own, since experts differ widely. */
export interface HandOverRange {
  readonly low: HandOverRates;
  readonly high: HandOverRates;
}

/** How far rates are drawn from the fitted ones, in each direction. */
const spread = 0.25;

/**
 * Fits both rates on answers before and after a debate: how often a wrong one became right when somebody's answer was
 * right, and how often a right one became wrong when nobody else's was. The author's own answer is among those shown.
 */
export function fitHandOver(transitions: readonly Transition[]): HandOverRates {
  const debates = transitions.filter(
    ({ setting, peersCorrect }) => setting === 'peer-debate' && peersCorrect !== null,
  );
  const wrongBefore = debates.filter((one) => one.previousQuality < 0.5 && one.peersCorrect! > 0);
  const rightBefore = debates.filter((one) => one.previousQuality >= 0.5 && one.peersCorrect === 1);
  return {
    right: share(wrongBefore, ({ quality }) => quality >= 0.5),
    wrong: share(rightBefore, ({ quality }) => quality < 0.5),
  };
}

/** A wide interval around fitted rates. */
export function rangeAround({ right, wrong }: HandOverRates): HandOverRange {
  const shift = (by: number) => ({ right: inside(right + by), wrong: inside(wrong + by) });
  return { low: shift(-spread), high: shift(spread) };
}

/** Draws the rates of one episode evenly from a range. */
export function drawRates({ low, high }: HandOverRange, random: Random): HandOverRates {
  return { right: random.uniform(low.right, high.right), wrong: random.uniform(low.wrong, high.wrong) };
}

/** Whether an answer of the given quality is adopted by the expert who is shown it. */
export function adopts(rates: HandOverRates, shownQuality: number, random: Random): boolean {
  return random.uniform() < (shownQuality >= 0.5 ? rates.right : rates.wrong);
}

function share<T>(items: readonly T[], holds: (item: T) => boolean): number {
  if (items.length === 0) {
    throw new Error(
      'The transitions hold no debate to fit the hand-over on. Add rows with the setting "peer-debate".',
    );
  }
  return items.filter(holds).length / items.length;
}

function inside(rate: number): number {
  return Math.min(0.95, Math.max(0.05, rate));
}
