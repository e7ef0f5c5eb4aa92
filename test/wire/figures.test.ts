/** A seeded hundredth of the figures that need nothing but this process; see `npm run figures`. */
import { expect, it } from 'vitest';
import { run as longConversation } from '../../bench/figures/longConversation';
import { run as soak } from '../../bench/figures/soak';
import { run as stops } from '../../bench/figures/stops';

// Others who work on the machine are not to fail it.
it('forty stops, in every phase, end their routes in time and reach the server', { retry: 2 }, async () => {
  const { byPhase, p99Ms, ...rest } = await stops(40, 1);
  expect(rest).toMatchObject({ stops: 40, otherwise: 0, unnoticed: 0 });
  for (const times of Object.values(byPhase)) expect(times).toBeGreaterThan(5);
  expect(p99Ms).toBeLessThan(100);
});

it('a day of two hundred questions leaves memory flat', { retry: 2 }, async () => {
  const { growthPercent, stopped, ...rest } = await soak(200, 1);
  expect(rest).toMatchObject({ routes: 200, simulatedHours: 8, problems: 0 });
  expect(stopped).toBeGreaterThan(5);
  expect(growthPercent).toBeLessThan(5);
});

it('the first question after two hundred turns keeps the event loop turning', { retry: 2 }, async () => {
  expect(await longConversation(1, 1)).toMatchObject({ turns: 200, problems: 0, blocks: 0 });
});
