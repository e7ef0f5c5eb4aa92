import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shareOf } from '../../../src/der/comparison/perQuestion';
import { comparisonReport, nobody } from '../../../src/der/comparison/report';
import { verdicts, type Vote } from '../../../src/der/comparison/vote';
import { winRate } from '../../../src/der/comparison/winRates';
import { chanceToWin } from '../../../src/der/statistics/bradleyTerry';
import { Random } from '../../../src/learn/random';
import { side, vote } from './votes';

const order = ['der', 'single'];

describe('a win rate', () => {
  it('counts every question once, ties and "both bad" half, wherever the answer stood', () => {
    const votes = [
      vote({ question: '1', rater: 'ada' }),
      vote({ question: '1', rater: 'bob', verdict: 'right' }),
      vote({ question: '2', left: side('single'), right: side('der'), verdict: 'right' }),
      vote({ question: '3', verdict: 'both_bad' }),
    ];
    const { wins, losses, ties, bothBad, rate } = winRate(votes, ...(order as [string, string]));
    expect({ wins, losses, ties, bothBad }).toEqual({ wins: 2, losses: 1, ties: 0, bothBad: 1 });
    expect(rate!.mean).toBeCloseTo((0.5 + 1 + 0.5) / 3, 12);
    expect(rate!.questions).toBe(3);
  });

  it('has the interval of Wilson where all questions say the same', () => {
    // Newcombe (1998), table I: 0 of 20 is 0 to .1611.
    const { ci95 } = shareOf(Array<number>(20).fill(0))!;
    expect(ci95[0]).toBeCloseTo(0, 4);
    expect(ci95[1]).toBeCloseTo(0.1611, 4);
  });

  it('of one strategy and of the other add up to 1, and pairs differences of cost by question', () => {
    const some = fc.array(
      fc.record({
        question: fc.constantFrom('1', '2', '3'),
        verdict: fc.constantFrom(...verdicts),
        ms: fc.nat(9),
      }),
      { minLength: 1, maxLength: 20 },
    );
    fc.assert(
      fc.property(some, (drawn) => {
        const votes = drawn.map(({ ms, ...rest }) => vote({ ...rest, left: side('der', { ms }) }));
        const [one, other] = [winRate(votes, 'der', 'single'), winRate(votes, 'single', 'der')];
        expect(one.rate!.mean + other.rate!.mean).toBeCloseTo(1, 12);
        expect(one.difference.ms!.mean).toBeCloseTo(-other.difference.ms!.mean, 9);
        expect(one.difference.usd).toBeNull();
      }),
    );
  });
});

describe('a report', () => {
  /** Raters who prefer by the quality that is known, with noise. */
  function simulated(sway: { readonly left?: number; readonly longer?: number } = {}): Vote[] {
    const random = new Random(3);
    return Array.from({ length: 300 }, (_, question) => {
      const [one, other] = [random.uniform(0.05, 0.95), random.uniform(0.05, 0.95)];
      const [a, b] = [random.integer(900) + 50, random.integer(900) + 50];
      const logit = (p: number) => Math.log(p / (1 - p));
      const lead = (sway.left ?? 0) + Math.sign(a - b) * (sway.longer ?? 0);
      const left = random.uniform() < chanceToWin(logit(one) + lead, logit(other));
      const sides = [
        side('der', { quality: one, characters: a }),
        side('single', { quality: other, characters: b }),
      ] as const;
      const isTurned = random.integer(2) === 1;
      const turned = isTurned ? [sides[1], sides[0]] : sides;
      // The sway is to the left and to the longer one, wherever DER's answer is.
      const again = isTurned
        ? random.uniform() < chanceToWin(logit(other) - (lead - 2 * (sway.left ?? 0)), logit(one))
        : left;
      return vote({
        question: String(question),
        left: turned[0]!,
        right: turned[1]!,
        verdict: again ? 'left' : 'right',
      });
    });
  }

  it('finds P̂ calibrated and ranking well where raters prefer by it, and no sway where there is none', () => {
    const { prediction, order: place, length } = comparisonReport(simulated(), order);
    expect(prediction!.auc!.value).toBeGreaterThan(0.8);
    expect(prediction!.auc!.ci95![0]).toBeGreaterThan(0.7);
    expect(prediction!.ece).toBeLessThan(0.06);
    expect(place!.ci95[0]).toBeLessThan(0.5);
    expect(place!.ci95[1]).toBeGreaterThan(0.5);
    expect(length!.ci95[0]).toBeLessThan(0.5);
  });

  it('shows raters who favour the left answer, or the longer one', () => {
    expect(comparisonReport(simulated({ left: 1.5 }), order).order!.ci95[0]).toBeGreaterThan(0.5);
    expect(comparisonReport(simulated({ longer: 1.5 }), order).length!.ci95[0]).toBeGreaterThan(0.5);
  });

  it('is not sure of a ranking that a few comparisons agree with', () => {
    const one = vote({
      question: '1',
      left: side('der', { quality: 0.9 }),
      right: side('single', { quality: 0.2 }),
    });
    const { auc } = comparisonReport([one], order).prediction!;
    expect(auc!.value).toBe(1);
    expect(auc!.ci95![0]).toBeLessThan(0.25);
    expect(auc!.ci95![1]).toBe(1);
  });

  it('of P̂ against chance is .5, whichever answer is called the first', () => {
    const votes = Array.from({ length: 40 }, (_, question) =>
      vote({
        question: String(question),
        left: side('der', { quality: question % 2 === 0 ? 0.9 : 0.1 }),
        right: side('single', { quality: 0.5 }),
      }),
    );
    expect(comparisonReport(votes, order).prediction!.auc!.value).toBeCloseTo(0.5, 12);
  });

  it('does not count answers of one text as a rater’s word', () => {
    const votes = [
      vote({ left: side('der', { quality: 0.5 }) }),
      vote({ question: '2', rater: nobody, verdict: 'tie' }),
    ];
    const { raters, pairs } = comparisonReport(votes, order);
    expect(raters.raters).toBe(1);
    expect(pairs[0]!.rate!.mean).toBe(0.75);
  });

  it('measures agreement whatever side an answer was on', () => {
    const turned = vote({ rater: 'bob', left: side('single'), right: side('der'), verdict: 'right' });
    const other = [
      vote({ question: '2', verdict: 'right' }),
      vote({ question: '2', rater: 'bob', verdict: 'right' }),
    ];
    const { raters } = comparisonReport([vote(), turned, ...other], order);
    expect(raters).toMatchObject({ raters: 2, shared: 2, same: 1, nominal: 1, ordinal: 1 });
  });

  it('gives who wins the greater strength', () => {
    const votes = Array.from({ length: 30 }, (_, question) =>
      vote({ question: String(question), verdict: question % 5 === 0 ? 'right' : 'left' }),
    );
    const [der, single] = comparisonReport(votes, order).strategies;
    expect(der!.strength).toBeCloseTo(-single!.strength, 9);
    expect(der!.strengthCi95[0]).toBeGreaterThan(0);
  });
});
