/** What is learned between two questions counts on the second, and within a route skills stay as they were. */
import { expect, it } from 'vitest';
import { noCalibration, Profiles, type Calibration } from '../../src/der/estimate/profile';
import { EvidenceExtractor } from '../../src/der/networks/inference';
import { untrainedBelief, untrainedSkill } from '../../src/learn/untrained';
import { answer, poolOf, seededModels, state } from './learnedSupport';

it('counts when the same is asked of the same pool again, and not before', async () => {
  const { encoder } = await seededModels(3);
  const pool = poolOf(3);
  const profiles = new Profiles(noCalibration, untrainedSkill);
  const extractor = new EvidenceExtractor(encoder, profiles, untrainedBelief);
  const question = 'Why is the sky blue?';
  const first = { question, answers: [] };
  const skillOf = async (given: Parameters<typeof state>[0]) =>
    (await extractor.extract(state(given), pool)).skills[0];
  const before = await skillOf(first);
  const failures = Array.from({ length: 40 }, () => ({ prompt: 0, quality: 0 }));
  const learned: Calibration = {
    prompts: [(await encoder.encode(question)).vector],
    outcomes: new Map([[pool[0]!.id, failures]]),
  };
  profiles.learn(learned);
  expect(await skillOf({ question, answers: [answer(pool[0]!.id, 'It scatters.')] })).toEqual(before);
  expect(await skillOf(first)).not.toEqual(before);
});
