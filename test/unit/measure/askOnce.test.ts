/** What one question of a measuring cost: thinking is billed as well, whether or not the server says so. */
import { expect, it } from 'vitest';
import { askOnce } from '../../../src/measure/askOnce';
import { ScriptedExpert } from '../routeSupport';

const price = { promptPerMtok: 0, answerPerMtok: 1_000_000 };
const never = new AbortController().signal;
const thinking = 'x'.repeat(160_000);

it('counts thinking where the server says less than what came', async () => {
  const expert = new ScriptedExpert({
    ...{ id: 'thinks', price },
    behaviour: { does: 'answers', text: '4', thinking: thinking.slice(0, 32_000) },
  });
  const { answer, usd } = await askOnce(expert, '2 + 2?', never);
  expect(answer).toBe('4');
  expect(usd).toBe(Math.ceil(32_001 / 16));
});

it('counts thinking where an expert was stopped that said nothing of what it took', async () => {
  const expert = new ScriptedExpert({
    ...{ id: 'thinks on', price },
    behaviour: { does: 'answers', text: '4', thinking },
  });
  const { usd } = await askOnce(expert, '2 + 2?', never);
  expect(usd).toBe(160_000 / 4);
});
