import { expect, it } from 'vitest';
import { run } from '../../../bench/figures/hostile';

it('hostile answers get out nowhere', async () => {
  const { answers, escapes } = await run(100, 1);
  expect(answers).toBe(100);
  expect(escapes).toEqual({ fence: 0, terminal: 0, panel: 0, chat: 0, cap: 0, keys: 0, apply: 0 });
});
