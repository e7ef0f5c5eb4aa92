/** A seeded hundredth of the figures on mutated streams. */
import { expect, it } from 'vitest';
import { run } from '../../bench/figures/streams';

// Others who work on the machine are not to fail it.
it(
  'mutated streams crash nothing, hang nothing, and say nothing raw',
  { timeout: 120_000, retry: 1 },
  async () => {
    const { examples, ...figures } = await run(500, 11);
    expect(examples.filter((example) => !example.startsWith('blocks'))).toEqual([]);
    expect(figures).toMatchObject({ streams: 500, crashes: 0, hangs: 0, rawMessages: 0 });
    // The promise is 100 ms; other tests run on the same machine.
    expect(figures.longestMs).toBeLessThan(500);
    expect(figures.answered).toBeGreaterThan(50);
    expect(figures.failed).toBeGreaterThan(50);
  },
);
