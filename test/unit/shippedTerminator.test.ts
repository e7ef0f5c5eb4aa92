import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Answer } from '../../src/der/core/mdp';
import { loadModels, type Models } from '../../src/der/networks/models';
import { answer, expert, poolOf, state } from './learnedSupport';

const tasks = [
  {
    question: 'How many legs do three spiders and two ants have together?',
    text: 'Three spiders have 3 * 8 = 24 legs and two ants have 2 * 6 = 12. The answer is 36.',
    other: 'Spiders have 8 legs and ants 8 as well, so it is 5 * 8. The answer is 40.',
  },
  {
    question: 'A shirt costs 40 dollars and is reduced by 15 percent. What does it cost now?',
    text: '15 percent of 40 is 6, and 40 - 6 = 34 dollars are left to pay. The answer is 34.',
    other: '15 percent of 40 is 4, and 40 - 4 = 36 dollars are left to pay. The answer is 36.',
  },
  {
    question: 'Which gas do plants take in for photosynthesis? (A) oxygen (B) nitrogen (C) carbon dioxide',
    text: 'Plants take in carbon dioxide and give off oxygen, so that it is C. The answer is (C).',
    other: 'Plants breathe oxygen as animals do, at night at least, so A. The answer is (A).',
  },
];

const pool = poolOf(6);
let models: Models;
beforeAll(async () => {
  models = await loadModels('models');
});
afterAll(() => models.release());

/** P̂ of every expert's answer to every task, alone and beside another expert's answer that agrees or does not. */
async function judgedAll(write: (text: string) => Partial<Answer> & { text: string }): Promise<number[][]> {
  const byExpert: number[][] = [];
  for (const [index, { id }] of pool.entries()) {
    const mate = pool[(index + 1) % pool.length]!.id;
    const own: number[] = [];
    for (const { question, text, other } of tasks) {
      const { text: written, ...more } = write(text);
      for (const beside of [[], [answer(mate, text)], [answer(mate, other)]]) {
        const answers = [answer(id, written, more), ...beside];
        own.push((await models.terminator.judge(state({ question, answers }), pool))[0]!);
      }
    }
    byExpert.push(own);
  }
  return byExpert;
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

describe('the Terminator that is shipped', () => {
  it.each([
    ['nothing', () => ({ text: '' })],
    ['a refusal', () => ({ text: "I'm sorry, but I cannot help with this question." })],
    ['an answer cut off by its text', (text: string) => ({ text: `${text.slice(0, -18)} so the` })],
    [
      'an answer cut off at its limit',
      (text: string) => ({ text: text.slice(0, -18), finish: 'length' as const }),
    ],
  ])('thinks less of %s than of what the same expert answers on average', async (_, write) => {
    const usual = await judgedAll((text) => ({ text }));
    const broken = await judgedAll(write);
    broken.forEach((own, index) => {
      const instead = usual[index]!;
      expect(mean(own)).toBeLessThan(mean(instead));
      // A cut may leave what was concluded before it.
      own.forEach((value, at) => expect(value).toBeLessThan(instead[at]! + 0.01));
    });
  });

  it.each([1.3, 2])('is not impressed by filler that makes an answer %s times as long', async (times) => {
    const filler = 'Let us look at this with care and go through it step by step, as one should. ';
    const longer = (text: string) => {
      const wanted = Math.floor(text.length * (times - 1));
      return { text: filler.repeat(2).slice(0, wanted).trimEnd() + ` ${text}` };
    };
    const usual = (await judgedAll((text) => ({ text }))).flat();
    const filled = (await judgedAll(longer)).flat();
    filled.forEach((value, index) => expect(value).toBeLessThanOrEqual(usual[index]! + 0.02));
  });

  it.each(['Why do programs have functions?', 'Write a limerick about a lighthouse.'])(
    'never thinks less of the first answer to "%s" because its author is abler, where nobody was measured',
    async (question) => {
      const team = [1, 3, 8, 30, 70].map((paramsB) => expert(`m${paramsB}`, paramsB));
      const text = 'They name a piece of work once, so that it can be read, tested and used in many places.';
      const judged: number[] = [];
      for (const { id } of team) {
        const answers = [answer(id, text)];
        judged.push((await models.terminator.judge(state({ question, answers }), team))[0]!);
      }
      judged.slice(1).forEach((value, index) => expect(value).toBeGreaterThanOrEqual(judged[index]! - 1e-6));
    },
  );
});
