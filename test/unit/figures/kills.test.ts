import { beforeAll, expect, it } from 'vitest';
import { run } from '../../../bench/figures/kills';
import { ensureBuilt } from '../../../scripts/setup.mjs';

beforeAll(() => ensureBuilt(['cli/ask', 'cli/calibrate']));

it('ten kills at random moments lose, double and spoil nothing that was shown as complete', async () => {
  const { shown, ...kills } = await run(10, 1);
  expect(kills).toMatchObject({ kills: 10, lost: 0, doubled: 0, unreadable: 0 });
  expect(shown).toBeGreaterThan(10);
});
