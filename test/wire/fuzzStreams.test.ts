/** A seeded hundredth of the figures on mutated streams. */
import { expect, it } from 'vitest';
import { run } from '../../bench/figures/streams';

it('mutated streams crash nothing, hang nothing, and say nothing raw', { timeout: 120_000 }, async () => {
  const { examples, ...figures } = await run(500, 11);
  expect(examples).toEqual([]);
  expect(figures).toMatchObject({ streams: 500, crashes: 0, hangs: 0, rawMessages: 0 });
  expect(figures.answered).toBeGreaterThan(50);
  expect(figures.failed).toBeGreaterThan(50);
});
