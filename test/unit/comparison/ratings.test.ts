import { describe, expect, it } from 'vitest';
import type { PairRating } from '../../../src/der/comparison/blind';
import type { Contender } from '../../../src/der/comparison/contender';
import { experimentOf, sameAnswers } from '../../../src/der/comparison/experiment';
import { parseRatings, RatingsError, votesOf } from '../../../src/der/comparison/ratings';
import { side } from './votes';

const id = '0123456789abcdef';
const secret = 'known to the folder alone, thirty-two signs';
const contender = (strategy: string, answer: string): Contender => ({ answer, side: side(strategy) });
const questions = Array.from({ length: 40 }, (_, at) => ({
  question: `Question ${at}?`,
  contenders: new Map([
    ['der', contender('der', `Answer one of ${at}.`)],
    ['single', contender('single', `Answer two of ${at}.`)],
  ]),
}));
const { key, page } = experimentOf(id, secret, ['der', 'single'], questions, false);

const rating = (change: Partial<PairRating> = {}): PairRating => ({
  item: page.items[0]!.id,
  left: 0,
  verdict: 'left',
  at: '2026-01-02T03:04:05.000Z',
  ...change,
});
const file = (change: object = {}) =>
  JSON.stringify({
    format: 'der-ratings',
    version: 1,
    experiment: id,
    rater: 'Ada',
    ratings: [rating()],
    ...change,
  });

describe('the page of an experiment', () => {
  it('names nobody, and its order says nothing of who is who', () => {
    expect(JSON.stringify(page)).not.toMatch(/"der"|single|strategy|quality/);
    const first = key.pairs.filter(({ sides }) => sides[0].strategy === 'der').length;
    expect(first).toBeGreaterThan(8);
    expect(first).toBeLessThan(32);
  });

  it('is the same when it is made again, and keeps its pairs when answers come later', () => {
    const again = experimentOf(id, secret, ['der', 'single'], questions.slice(5), false);
    expect(page.items.slice(5)).toEqual(again.page.items);
  });

  it('asks nobody about two answers of one text, which are a tie', () => {
    const contenders = new Map([
      ['der', contender('der', 'Same.')],
      ['single', contender('single', ' Same.\n')],
    ]);
    const made = experimentOf(id, secret, ['der', 'single'], [{ question: 'Q?', contenders }], false);
    expect(made.page.items).toEqual([]);
    expect(sameAnswers(made.key)).toMatchObject([{ question: 'Q?', verdict: 'tie', rater: '' }]);
  });

  it('lets the first strategy meet the others, or all each other', () => {
    const three = [
      { question: 'Q?', contenders: new Map(['a', 'b', 'c'].map((name) => [name, contender(name, name)])) },
    ];
    expect(experimentOf(id, secret, ['a', 'b', 'c'], three, false).key.pairs).toHaveLength(2);
    expect(experimentOf(id, secret, ['a', 'b', 'c'], three, true).key.pairs).toHaveLength(3);
  });
});

describe('a file of ratings', () => {
  const refusal = (text: string) => {
    try {
      parseRatings(text, 'ada.json', id);
    } catch (error) {
      if (error instanceof RatingsError) return error.message;
      throw error;
    }
    return 'taken';
  };

  it.each([
    ['{"format": "der-ra', 'is no JSON'],
    ['[]', 'is no file of ratings'],
    [file({ format: 'other' }), 'is no file of ratings: format'],
    [file({ version: 2 }), 'is of a later version (2)'],
    [file({ experiment: 'ffffffffffffffff' }), 'is of another experiment (ffffffffffffffff'],
    [file({ rater: '  ' }), 'is no file of ratings: rater'],
    [file({ ratings: [rating({ verdict: 'der' as 'left' })] }), 'ratings.0.verdict'],
    [file({ ratings: [rating({ left: 2 as 1 })] }), 'ratings.0.left'],
  ])('that is wrong is refused in words: %.40s', (text, words) => {
    expect(refusal(text)).toContain(words);
  });

  it('uncovers each side by what was on the left', () => {
    const read = (left: 0 | 1) =>
      votesOf(key, [parseRatings(file({ ratings: [rating({ left })] }), '', id)]).votes[0]!;
    const [pair] = key.pairs;
    expect(read(0).left.strategy).toBe(pair!.sides[0].strategy);
    expect(read(1).left.strategy).toBe(pair!.sides[1].strategy);
    expect(read(1).right.strategy).toBe(pair!.sides[0].strategy);
  });

  it('of one rater twice counts once, the latest word on each pair', () => {
    const later = rating({ verdict: 'tie', at: '2026-01-03T00:00:00.000Z' });
    const files = [file({ ratings: [later] }), file({ rater: ' ada ' })].map((text) =>
      parseRatings(text, '', id),
    );
    for (const order of [files, files.toReversed()]) {
      const { votes, raters, remarks } = votesOf(key, order);
      expect(votes).toMatchObject([{ verdict: 'tie', rater: 'ada' }]);
      expect([...raters]).toEqual([['ada', 1]]);
      expect(remarks.join()).toContain('ada is in 2 files');
    }
  });

  it('leaves out pairs that the key does not have, and says so', () => {
    const stray = parseRatings(file({ ratings: [rating({ item: 'elsewhere' })] }), '', id);
    const { votes, remarks } = votesOf(key, [stray]);
    expect(votes).toEqual([]);
    expect(remarks.join()).toContain('1 ratings are of pairs that the key does not have');
  });
});
