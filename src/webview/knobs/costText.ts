/** What α counts, in plain words: the size of the experts asked, their price, or the time they usually take. */
import { t } from '@vscode/l10n';
import { dollars, duration, percent, size } from '../elements/numbers';
import { type CostUnit, type ExpertSummary, secondsOf, usdPerMtokOf } from '../protocol';

/** `8B`, `$0.40 per million tokens`, `4 s`. */
export function amountWords(costB: number, unit: CostUnit): string {
  switch (unit) {
    case 'compute':
      return size(costB);
    case 'money':
      return t('{0} per million tokens', dollars(usdPerMtokOf(costB)));
    case 'time':
      return duration(secondsOf(costB) * 1000);
  }
}

/** What α counted on a route in all, and what is added up there. */
export function totalWords(costB: number, unit: CostUnit): [text: string, title: string] {
  return [totalText(costB, unit), addedUp(unit)];
}

function totalText(costB: number, unit: CostUnit): string {
  const amount = amountWords(costB, unit);
  switch (unit) {
    case 'compute':
      return t('compute {0}', amount);
    case 'money':
      return t('prices {0}', amount);
    case 'time':
      return t('usual time {0}', amount);
  }
}

function addedUp(unit: CostUnit): string {
  switch (unit) {
    case 'compute':
      return t('Parameters of all experts asked, added up');
    case 'money':
      return t('Prices of all experts asked, added up; where one is unknown, estimated from the size');
    case 'time':
      return t(
        'The time that all experts asked usually take, added up; where it is unknown, estimated from the size',
      );
  }
}

/** `71 % less compute than always llama3.3:70b, the largest`. */
export function comparedWords(costB: number, otherB: number, other: string, unit: CostUnit): string {
  const ratio = otherB === 0 ? (costB === 0 ? 1 : Infinity) : costB / otherB;
  if (ratio === Infinity) return t('{0} against nothing for {1}', amountWords(costB, unit), other);
  if (Math.round(ratio * 100) === 100) return sameWords(other, unit);
  return ratio < 1 ? lessWords(percent(1 - ratio), other, unit) : moreWords(percent(ratio - 1), other, unit);
}

function sameWords(other: string, unit: CostUnit): string {
  if (unit === 'compute') return t('The same compute as {0}', other);
  return unit === 'money' ? t('The same prices as {0}', other) : t('The same usual time as {0}', other);
}

function lessWords(share: string, other: string, unit: CostUnit): string {
  if (unit === 'compute') return t('{0} less compute than {1}', share, other);
  return unit === 'money'
    ? t('{0} less by price than {1}', share, other)
    : t('{0} less usual time than {1}', share, other);
}

function moreWords(share: string, other: string, unit: CostUnit): string {
  if (unit === 'compute') return t('{0} more compute than {1}', share, other);
  return unit === 'money'
    ? t('{0} more by price than {1}', share, other)
    : t('{0} more usual time than {1}', share, other);
}

/** What an earlier stop saves. */
export function savedWords(share: number, unit: CostUnit): string {
  const words = percent(share);
  if (unit === 'compute') return t('{0} less compute', words);
  return unit === 'money' ? t('{0} less by price', words) : t('{0} less usual time', words);
}

/** What moving α does. */
export function alphaMeaning(unit: CostUnit): string {
  switch (unit) {
    case 'compute':
      return t(
        'How much compute hurts. At 0 only quality counts; further right, small experts are preferred.',
      );
    case 'money':
      return t('How much money hurts. At 0 only quality counts; further right, cheap experts are preferred.');
    case 'time':
      return t(
        'How much waiting hurts. At 0 only quality counts; further right, quick experts are preferred.',
      );
  }
}

/** What an expert counts as where α does not count its size, and whether that is known; undefined for tools. */
export function countsWords({ costB, costEstimated, counts, tool }: ExpertSummary): string | undefined {
  if (!counts || tool) return undefined;
  const amount = amountWords(costB, counts.unit);
  if (!costEstimated) return t('counts as {0}', amount);
  return counts.unit === 'money'
    ? t('price unknown, counts as {0} by its size', amount)
    : t('time not measured yet, counts as {0} by its size', amount);
}
