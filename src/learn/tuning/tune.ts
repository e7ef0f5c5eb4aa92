/** Tunes the shipped networks to one person's outcomes, and keeps what is better on questions it did not learn from. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readOutcomes } from '../../der/estimate/outcomes';
import { loadModels, type Models } from '../../der/networks/models';
import { openSession } from '../../der/networks/onnxSession';
import { leastOutcomes, type TuningOrder, type TuningVerdict } from '../../der/tuning/order';
import { decodeParameters } from '../graph/decode';
import { productPolicy } from '../policy/policyNetwork';
import { NetworkActor } from '../policy/networkActor';
import { Random } from '../random';
import { expectedScaling } from './calibration';
import { tunedOn } from './candidates';
import { crossMeasured } from './crossMeasured';
import { dealt, personFrom, type TunedPerson } from './persons';
import { withFreshCritic } from './policyTuning';
import { verdictOf } from './verdict';
import { writeTuned } from './writeTuned';

/** Parts that questions are dealt into; each is held out once. */
const parts = 4;

/** How a tuning is watched and stopped. */
export interface Going {
  /** @param share of the whole, in [0, 1] */
  readonly progress: (share: number) => void;
  /** Waits while a route of the person's runs. */
  readonly pass: () => Promise<void>;
}

/**
 * @returns `better` once the tuned networks are in the order's folder; else nothing was written
 * @throws ModelsError, WeightsMismatchError where the shipped networks cannot be used; Error where outcomes cannot be
 *   read; TrainingDivergedError
 */
export async function tune(order: TuningOrder, going: Going): Promise<TuningVerdict> {
  await going.pass();
  const records = await readOutcomes(order.outcomes);
  const models = await loadModels(order.models);
  try {
    const person = await personFrom(records, order.experts, models.encoder);
    const outcomes = person.questions.reduce((sum, question) => sum + question.outcomes.length, 0);
    const able = new Set(
      person.questions.flatMap((question) => question.outcomes.map(({ expert }) => expert)),
    );
    // Near-duplicates are in one part: a question that was asked again and again leaves nothing to hold out.
    const different = new Set(person.questions.map(({ group }) => group)).size;
    if (outcomes < leastOutcomes || able.size < 2 || different < 2 * parts) {
      return { result: 'tooFew', outcomes };
    }
    return await tunePerson(person, order, models, going);
  } finally {
    await models.release();
  }
}

async function tunePerson(
  person: TunedPerson,
  order: TuningOrder,
  { manifest }: Models,
  { progress, pass }: Going,
): Promise<TuningVerdict> {
  const random = new Random(order.seed).fork('tuning');
  const [policyBytes, terminatorBytes] = await Promise.all(
    [manifest.policy, manifest.terminator].map(({ file }) => readFile(join(order.models, file))),
  );
  const terminator = await openSession(terminatorBytes!);
  const actor = await NetworkActor.open();
  try {
    const { skill, belief } = manifest;
    const judging = { terminator, skill, belief };
    const expected = await expectedScaling(person.questions, judging, random.fork('rehearsal'));
    const parameters = withFreshCritic(decodeParameters(productPolicy(), policyBytes!), order.seed);
    const shipped = { skill, belief, terminator, parameters, expected, actor, seed: order.seed, pass };
    const dealtOut = dealt(person.questions, parts, random.fork('parts'));
    const held = await crossMeasured(person, dealtOut, shipped, random, (share) => progress(share * 0.8));
    const verdict = verdictOf(person, held, random.fork('verdict'));
    if (verdict.result !== 'better') return verdict;
    const final = await tunedOn(person, dealtOut, shipped, random.fork('all'));
    progress(0.98);
    const tuned = final.byPart[verdict.part];
    await writeTuned(order, person, manifest, {
      skill: tuned.skill,
      scaling: verdict.part === 'constants' ? undefined : final.scaling,
      policy: verdict.part === 'policy' ? tuned.parameters : undefined,
      verdict,
    });
    return verdict;
  } finally {
    await Promise.all([actor.release(), terminator.release()]);
  }
}
