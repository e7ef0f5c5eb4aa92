/** That a model is loaded first is told before it answers, or not at all: news in an answer's text would tear it. */
import { setTimeout as delay } from 'node:timers/promises';
import { expect, it } from 'vitest';
import type { Expert, ExpertEvent } from '../../src/der/core/experts';
import { allEvents, startRoute } from './routeSupport';

function expert(lookMs: number, firstMs: number): Expert {
  return {
    id: 'local',
    name: 'local',
    provider: 'scripted',
    tool: false,
    costB: 1,
    costEstimated: false,
    leavesMachine: false,
    readsWorkspace: false,
    loading: {
      look: async () => {
        await delay(lookMs);
        return { loaded: false, fitsBeside: true, usualMs: 9_000 };
      },
      load: async () => {},
    },
    async *ask(): AsyncGenerator<ExpertEvent> {
      await delay(firstMs);
      for (const text of ['one ', 'two ', 'three']) {
        yield { type: 'delta', text };
        await delay(30);
      }
      yield { type: 'done', finish: 'stop', verified: false, usage: {}, timing: {} };
    },
  };
}

const heard = async (lookMs: number, firstMs: number) =>
  (await allEvents(startRoute([expert(lookMs, firstMs)], { knobs: { maxSteps: 1 } })))
    .map(({ type }) => type)
    .filter((type) => type === 'loading' || type === 'delta');

it('comes before the text where it is known by then', async () => {
  expect(await heard(0, 60)).toEqual(['loading', 'delta', 'delta', 'delta']);
});

it('does not come where the text was quicker', async () => {
  expect(await heard(45, 0)).toEqual(['delta', 'delta', 'delta']);
});
