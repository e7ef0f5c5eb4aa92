/** Learns all that P̂ is made of: the constants of profiles and belief, the Terminator's weights, its calibration. */
import type { BeliefModel } from '../../der/estimate/belief';
import type { SkillModel } from '../../der/estimate/profile';
import { openSession } from '../../der/networks/onnxSession';
import type { AnswerKind } from '../../der/evidence/findings';
import { kindsIn } from '../../der/networks/terminatorFeatures';
import type { TrainingCheckpoints } from '../checkpoints';
import { fitBelief, fitSkill, take } from './estimateConstants';
import { foldOf } from '../folds';
import { Graph } from '../graph/builder';
import { encodeModel } from '../graph/encode';
import type { ParameterValues } from '../graph/initialisers';
import type { HandOverRange } from '../episodes/handOver';
import type { Random } from '../random';
import { randomRoute, type RandomRoute, type RandomRouteOptions } from '../episodes/randomRoutes';
import { drawContexts, type EpisodeContextOptions } from '../episodes/episodeContexts';
import type { PreparedSource, PreparedPrompt } from '../episodes/preparedSource';
import { terminatorInputs, terminatorNetwork } from './terminatorNetwork';
import {
  batchOf,
  defaultTerminatorTraining,
  exampleOf,
  inputsOf,
  trainTerminator,
} from './terminatorTraining';

/** All that judging needs of a fit on recorded answers. */
export interface TerminatorFit {
  readonly skill: SkillModel;
  readonly belief: BeliefModel;
  /** Weights of the Terminator's network, before calibration. */
  readonly weights: ParameterValues;
}

/** How much is drawn to learn from. */
export interface TerminatorFitSize {
  /** Pools with their calibration on which the constants of the profiles are compared. */
  readonly comparedDraws: number;
  /** Routes on which the constants of the belief are fitted. */
  readonly beliefRoutes: number;
  /** Routes that the Terminator's network is trained on. */
  readonly trainingRoutes: number;
  /** Routes of every fold that are judged without having been learned from. */
  readonly heldRoutes: number;
}

/** The size of the fit that the shipped Terminator is from. */
export const usualTerminatorFit: TerminatorFitSize = {
  comparedDraws: 80,
  beliefRoutes: 2_500,
  trainingRoutes: 20_000,
  heldRoutes: 2_000,
};

/** What a Terminator is fitted with. */
export interface TerminatorFitOptions {
  readonly seed: number;
  readonly size: TerminatorFitSize;
  readonly handOver: HandOverRange;
  readonly checkpoints: TrainingCheckpoints;
  readonly log: (message: string) => void;
}

type Wanted = (prompt: PreparedPrompt) => boolean;

/** Sizes of pools that are drawn. */
export const poolSize = [2, 16] as const;
const mostAnswers = 6;
const batchSize = 512;

/** Learns from the wanted prompts alone; kept under a name, see `Checkpoints`. */
export async function fitTerminator(
  name: string,
  tables: readonly PreparedSource[],
  wanted: Wanted,
  random: Random,
  options: TerminatorFitOptions,
): Promise<TerminatorFit> {
  const { tensors, metadata } = await options.checkpoints.stage(name, async () => {
    const { skill, belief, weights } = await learn(tables, wanted, random, options);
    return { tensors: weights, metadata: { skill: JSON.stringify(skill), belief: JSON.stringify(belief) } };
  });
  return {
    skill: JSON.parse(metadata['skill']!) as SkillModel,
    belief: JSON.parse(metadata['belief']!) as BeliefModel,
    weights: tensors,
  };
}

async function learn(
  tables: readonly PreparedSource[],
  wanted: Wanted,
  random: Random,
  { seed, size, handOver, log }: TerminatorFitOptions,
): Promise<TerminatorFit> {
  const from = { poolSize, eligible: wanted, calibrating: wanted };
  const skill = fitSkill(tables, from, size.comparedDraws, random.fork('skill'));
  const pure = take(
    routes(tables, { ...from, skill }, { most: mostAnswers }, random.fork('belief')),
    size.beliefRoutes,
  );
  const { low, high } = handOver;
  const adoption = { right: (low.right + high.right) / 2, wrong: (low.wrong + high.wrong) / 2 };
  const belief = { ...fitBelief(pure), adoption };
  log(`constants fitted: difficulty ${belief.difficulty.toFixed(2)}, width ${skill.width.toFixed(3)}`);
  const kinds: RandomRouteOptions = {
    most: mostAnswers,
    handOver: { share: 0.3, range: handOver },
    damaged: 0.04,
  };
  const drawn = take(routes(tables, { ...from, skill }, kinds, random.fork('routes')), size.trainingRoutes);
  const examples = drawn.map((route) => exampleOf(route, belief));
  const weights = await trainTerminator(examples, random.fork('order'), {
    ...defaultTerminatorTraining,
    seed,
    onEpoch: (epoch, loss) => log(`epoch ${epoch + 1}: cross-entropy ${loss.toFixed(4)}`),
  });
  return { skill, belief, weights };
}

/** An endless supply of random routes. */
export function* routes(
  tables: readonly PreparedSource[],
  from: EpisodeContextOptions,
  kinds: RandomRouteOptions,
  random: Random,
): Generator<RandomRoute> {
  for (const context of drawContexts(tables, from, random)) yield randomRoute(context, kinds, random);
}

/** Of one route, by answer. */
interface Judged {
  /** Uncalibrated. */
  readonly logOdds: Float32Array;
  /** What each answer was judged as. */
  readonly kinds: readonly AnswerKind[];
}

/** Judges every answer of the routes with the whole route in view. */
async function judge(
  { belief, weights }: Pick<TerminatorFit, 'belief' | 'weights'>,
  judged: readonly RandomRoute[],
): Promise<Judged[]> {
  const graph = new Graph();
  graph.output('logOdds', terminatorNetwork(terminatorInputs(graph)));
  const session = await openSession(encodeModel(graph, weights));
  const results: Judged[] = [];
  for (let at = 0; at < judged.length; at += batchSize) {
    const examples = judged.slice(at, at + batchSize).map((route) => exampleOf(route, belief));
    const { logOdds } = await session.run(inputsOf(batchOf(examples)));
    const longest = logOdds!.dims[1]!;
    examples.forEach((example, row) => {
      const start = row * longest;
      const own = logOdds!.data.slice(start, start + example.quality.length) as Float32Array;
      results.push({ logOdds: Float32Array.from(own), kinds: kindsIn(example) });
    });
  }
  await session.release();
  return results;
}

/** What was predicted for prompts that nothing was learned from. */
export interface OutOfFold {
  readonly routes: readonly RandomRoute[];
  /** By route. */
  readonly judged: readonly Judged[];
  /** Learned without the fold of that number. */
  readonly fits: readonly TerminatorFit[];
}

/**
 * Learns once for each fold without it, near-duplicates together, and judges random routes on its prompts. Their
 * calibration prompts come from the other folds too.
 */
export async function crossFit(
  tables: readonly PreparedSource[],
  wanted: Wanted,
  folds: number,
  random: Random,
  options: TerminatorFitOptions,
): Promise<OutOfFold> {
  const fits: TerminatorFit[] = [];
  const allRoutes: RandomRoute[] = [];
  const judged: Judged[] = [];
  for (let fold = 0; fold < folds; fold++) {
    const within = (prompt: PreparedPrompt) => wanted(prompt) && foldOf(prompt.group, folds) === fold;
    const without = (prompt: PreparedPrompt) => wanted(prompt) && foldOf(prompt.group, folds) !== fold;
    options.log(`without fold ${fold + 1} of ${folds}`);
    const name = `judgement-without-fold-${fold + 1}`;
    const learned = await fitTerminator(name, tables, without, random.fork(`fold ${fold}`), options);
    const from = { poolSize, eligible: within, calibrating: without, skill: learned.skill };
    const supply = routes(tables, from, { most: 5 }, random.fork(`held ${fold}`));
    const held = take(supply, options.size.heldRoutes);
    allRoutes.push(...held);
    judged.push(...(await judge(learned, held)));
    fits.push(learned);
  }
  return { routes: allRoutes, judged, fits };
}
