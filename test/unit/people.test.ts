/** Simulated people on made-up answers: measuring and clicks close a gap, and clicks that tell nothing cost nothing. */
import { expect, it } from 'vitest';
import { standingOf } from '../../src/der/estimate/outcomes';
import { relianceOn } from '../../src/der/estimate/reliance';
import { loadModels } from '../../src/der/networks/models';
import { readSource } from '../../src/lab/data/source';
import { areaOf } from '../../src/lab/people/area';
import { fitUses, toldBy } from '../../src/lab/people/fitUse';
import { goodnessIn, measuredOn, questionsOf, useOf } from '../../src/lab/people/simulatedUse';
import { actsOn, clicksAtRandom, likesTheLongest, rightIn } from '../../src/lab/people/person';
import { simulatedTeamOf } from '../../src/lab/people/simulatedTeam';
import { recordedTeams } from '../../src/lab/studies/people';
import { Random } from '../../src/learn/random';
import { answerRow, promptRow, writeSource } from './data/support';

const models = new URL('../../models', import.meta.url).pathname;

/** Six experts, each right on a sixth more of the questions than the one before it. */
async function madeUp() {
  const random = new Random(3);
  const experts = Array.from({ length: 6 }, (_, at) => ({
    expert: `e${at}`,
    params_b: 3 + at,
    usd_per_mtok: null,
  }));
  const prompts = Array.from({ length: 120 }, (_, at) =>
    promptRow(`${at} + ${random.integer(90)}`, { split: at < 80 ? 'train' : 'dev' }),
  );
  const answers = prompts.flatMap(({ prompt_id: id }) =>
    experts.map(({ expert }, at) => answerRow(String(id), expert, Number(random.uniform() < (at + 0.5) / 6))),
  );
  return readSource(await writeSource({ experts, prompts, answers }));
}

it('what is measured closes a gap, and fitting finds which uses speak for an answer', async () => {
  const loaded = await loadModels(models);
  const running = { progress: () => undefined, signal: new AbortController().signal };
  try {
    const { recorded, decision } = await recordedTeams([await madeUp()], loaded, { seed: 1 }, running);
    const team = simulatedTeamOf('permuted', recorded, new Random(4));
    const asked = questionsOf(team, 60, new Random(5));
    const [none, all] = [
      await areaOf(team, measuredOn([]), decision),
      await areaOf(team, measuredOn(asked), decision),
    ];
    expect(all() - none()).toBeGreaterThan(0.02);

    const records = await useOf(asked, rightIn(1), decision, new Random(6));
    expect(await useOf(asked, rightIn(1), decision, new Random(6))).toEqual(records);
    const fitted = fitUses(toldBy(records, goodnessIn(asked)));
    const of = (use: string) => fitted.find((one) => one.use === use)!;
    expect(of('applied').quality).toBe(1);
    expect(of('askedAgain').quality).toBe(0);
    expect(Math.max(...fitted.map(({ weight }) => weight))).toBe(1);
    expect(relianceOn(standingOf(records))).toBeLessThanOrEqual(1);
  } finally {
    await loaded.release();
  }
});

it('people do what they think of an answer', () => {
  const answers = [
    { quality: 0, characters: 900 },
    { quality: 1, characters: 10 },
  ];
  const random = new Random(1);
  const uses = (person: Parameters<typeof actsOn>[2], given: number) =>
    Array.from({ length: 200 }, () => actsOn(answers, given, person, 1, random)).flat();
  expect(uses(rightIn(1), 0).filter(({ answer, use }) => answer === 0 && use === 'applied')).toEqual([]);
  expect(uses(likesTheLongest, 0).some(({ answer, use }) => answer === 0 && use === 'applied')).toBe(true);
  expect(uses(likesTheLongest, 1).some(({ use }) => use === 'passedOver')).toBe(true);
  expect(new Set(uses(clicksAtRandom, 0).map(({ answer }) => answer)).size).toBe(2);
});
