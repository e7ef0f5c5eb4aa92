import { expect, it } from 'vitest';
import { run } from '../../../bench/figures/outcomeKills';

it('ten kills while outcomes are kept, measured and deleted lose, double and bring back none', async () => {
  const { shown, ...kills } = await run(10, 1);
  expect(kills).toEqual({ kills: 10, lost: 0, doubled: 0, returned: 0, unreadable: 0 });
  expect(shown).toBeGreaterThan(10);
}, 60_000);
