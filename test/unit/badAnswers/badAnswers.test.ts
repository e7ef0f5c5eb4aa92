/** What is no answer is judged so by the networks that are shipped, over all kinds of questions. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { check } from '../../../src/checks/check';
import { loadModels, type Models } from '../../../src/der/networks/models';
import { judgedByThemselves } from '../../../src/der/networks/unknownAuthors';
import { questions } from './questions';
import { badAnswers } from './ways';

let models: Models;
beforeAll(async () => {
  models = await loadModels('models');
});
afterAll(() => models.release());

async function judged(question: string, text: string): Promise<number> {
  const signal = new AbortController().signal;
  const checked = await check(question, [text], { sandbox: undefined, signal });
  const { answers } = await judgedByThemselves(models.terminator, question, [text], checked);
  return answers[0]!.judged!;
}

it('is below .35 in 95 of 100, and below a good answer in 98', async () => {
  const [high, above]: [string[], string[]] = [[], []];
  let count = 0;
  for (const asked of questions) {
    const good = await judged(asked.question, asked.good);
    for (const [name, text] of badAnswers(asked)) {
      const own = await judged(asked.question, text);
      const said = `${name}, ${own.toFixed(2)} (good: ${good.toFixed(2)}): ${asked.question.slice(0, 60)}`;
      count += 1;
      if (own >= 0.35) high.push(said);
      if (own >= good) above.push(said);
    }
  }
  expect(count).toBeGreaterThanOrEqual(200);
  expect(high.length / count, high.join('\n')).toBeLessThanOrEqual(0.05);
  expect(above.length / count, above.join('\n')).toBeLessThanOrEqual(0.02);
});
