/** From a folder of recorded answers to models that can be shipped. */
import { join } from 'node:path';
import type { Manifest } from '../../der/networks/models';
import { TrainingCheckpoints } from '../../learn/checkpoints';
import { Environment, type EnvironmentOptions } from '../../learn/episodes/environment';
import type { EncoderDesign } from './encoderNetwork';
import { exportModels, networks } from './exportModels';
import { defaultFittedQ, fitQ, ValueActor, type FittedQOptions } from './fittedQ';
import { foldOf, roleOf, type HeldOut, type Learnable } from '../../learn/folds';
import { initialParameters, type ParameterValues } from '../../learn/graph/initialisers';
import { checksPlace } from '../findings/checksPlace';
import { recordedChecks } from '../findings/recordedChecks';
import { prepare, type PreparedTraining } from './preparation';
import { trainingSize, type TrainingSize } from './trainingSize';
import { crossFit, fitTerminator, poolSize, type TerminatorFit } from '../../learn/terminator/terminatorFit';
import {
  defaultPolicyTraining,
  meanReturn,
  trainPolicy,
  type Episodes,
  type PolicyTrainingOptions,
  type TrainedPolicy,
} from '../../learn/policy/policyTraining';
import { Random } from '../../learn/random';
import { fitGraded } from '../../learn/terminator/gradedFit';
import { sigmoid } from '../../der/estimate/logOdds';
import { scalingByKind, type Scaling, type ScalingByKind } from '../../learn/terminator/scaling';
import { answerKinds } from '../../der/networks/terminatorFeatures';
import type { PreparedPrompt } from '../../learn/episodes/preparedSource';
import { TooLittleDataError } from '../../learn/episodes/episodeContexts';
import { FoldSimulator } from '../../learn/episodes/foldSimulator';

export interface TrainingOptions {
  /** Folder that holds the sources. */
  readonly data: string;
  /** Names of the sources to learn from, each once and sorted; all that `data` holds where it is undefined. */
  readonly sources?: readonly string[] | undefined;
  /** Folder that the models are written into. */
  readonly out: string;
  readonly seed: number;
  /**
   * Share of the usual amounts, above 0 and at most 1, the default; see `trainingSize`. With less the models say that
   * they are not trained: they serve tests and trials of the command.
   */
  readonly effort?: number | undefined;
  /** Fold of `train` and `dev` together that nothing is learned from; without it, all of `train` is learned from. */
  readonly heldOut?: HeldOut | undefined;
  /** Experts that are treated as if they had no answers. */
  readonly without?: readonly string[] | undefined;
  /** Domains that nothing is learned from; a near-duplicate under another domain may be. */
  readonly withoutDomains?: readonly string[] | undefined;
  /** Of the encoder. Default: n-grams alone, as shipped. */
  readonly design?: EncoderDesign | undefined;
  /** False leaves the policy as it was initialised, and the models say that they are untrained. Default: true. */
  readonly policy?: boolean | undefined;
  /** Trains a second policy by the paper's reward and tries PPO's rival, to compare with. Default: false. */
  readonly ablations?: boolean | undefined;
  /** Goes on with the training of the same options that was stopped. */
  readonly resume?: boolean | undefined;
  readonly log: (entry: Readonly<Record<string, number | string>>) => void;
}

const folds = 5;
/** Whoever stops a training ends its process. */
const untilKilled = new AbortController().signal;
/** Predictions for prompts that nothing was learned from, of one kind, that validate P̂ for it. */
const leastValidated = 1000;
/** One training prompt in so many is kept from the policy, to tell when it stops getting better. */
const heldOutShare = 8;
/** Share of the episodes that are learned from in which earlier answers are handed over. */
const handedOverShare = 0.15;
/** γ of the paper's released code. */
const paperGamma = 2;

/**
 * @throws DataError, TooLittleDataError when the data lacks what training needs; TrainingDivergedError; ResumeError. The models in the
 *   folder are then as they were.
 */
export async function train(options: TrainingOptions): Promise<Manifest> {
  const {
    data,
    sources,
    out,
    seed,
    effort = 1,
    heldOut,
    design = 'grams',
    without = [],
    withoutDomains = [],
    log,
    policy: wantsPolicy = true,
    ablations = false,
  } = options;
  const order = {
    ...{ data, sources, seed, effort, heldOut, design, without, withoutDomains },
    ...{ policy: wantsPolicy, ablations },
  };
  const size = trainingSize(effort);
  const checkpoints = await TrainingCheckpoints.open(join(out, '.training'), order, options.resume ?? false);
  const wanted = learnsFrom(heldOut);
  const random = new Random(seed).fork('training');
  const tellData = (message: string) => log({ phase: 'data', message });
  const say = (message: string) => log({ phase: 'terminator', message });

  const prepared = await prepare({
    data,
    sources,
    seed,
    wanted,
    design,
    corpusTexts: size.corpusTexts,
    without,
    withoutDomains,
    check: (source) => recordedChecks(source, checksPlace, { progress: tellData, signal: untilKilled }),
    checkpoints,
    log: tellData,
  });
  const { tables, handOver } = prepared;
  const how = { seed, size: size.terminator, handOver, checkpoints, log: say };
  const held = await crossFit(tables, wanted, folds, random.fork('cross-fit'), how);
  const scaling = scalingByKind(
    held.routes.flatMap(({ answers }, route) =>
      answers.map(({ quality }, index) => ({
        quality,
        kind: held.judged[route]!.kinds[index]!,
        logOdds: held.judged[route]!.logOdds[index]!,
      })),
    ),
  );
  const kinds = held.judged.flatMap((one) => one.kinds);
  const validated = new Set(
    answerKinds.filter((one) => kinds.filter((kind) => kind === one).length >= leastValidated),
  );
  const graded = fitGraded(
    held.routes.map(({ answers, authors, context }, route) =>
      answers.flatMap((_, index) => {
        const { kinds: judgedAs, logOdds } = held.judged[route]!;
        if (judgedAs[index] !== 'open') return [];
        const { scale, shift } = scaling.open;
        const judged = sigmoid(scale * logOdds[index]! + shift);
        return [{ skill: context.skills[authors[index]!]!.mean, judged }];
      }),
    ),
  );
  const withGraded = (one: TerminatorFit) => ({ ...one, belief: { ...one.belief, graded } });
  const judgement = await fitTerminator('judgement', tables, wanted, random.fork('judgement'), how);
  const fit = withGraded(judgement);
  const episodesBy = (reward: Pick<EnvironmentOptions, 'form' | 'gamma'>) =>
    policyEpisodes(prepared, held.fits.map(withGraded), scaling, wanted, random, reward);
  const telescoped = episodesBy({ form: 'telescoped', gamma: 0 });
  const common = { seed, size, checkpoints, log };
  const policy = wantsPolicy
    ? await learnPolicy(telescoped, random, { name: 'policy', ...common })
    : undefined;
  const paper = episodesBy({ form: 'paper', gamma: paperGamma });
  const paperReward = ablations
    ? await learnPolicy(paper, random, { name: 'policy-paper-reward', ...common })
    : undefined;
  const fittedQ = ablations ? await tryRival(telescoped, random, common) : undefined;
  const byKind = (of: (scaling: Scaling) => number) => {
    const data = Float32Array.from(answerKinds, (kind) => of(scaling[kind]));
    return { type: 'float32', data, dims: [answerKinds.length] } as const;
  };
  const manifest = await exportModels(
    out,
    {
      encoder: prepared.encoder,
      design,
      policy: policy ? actorOf(policy.parameters) : initialParameters(networks.policy(), seed),
      compared: {
        paperReward: paperReward && actorOf(paperReward.parameters),
        imitation: ablations && policy ? actorOf(policy.initial) : undefined,
      },
      terminator: new Map([
        ...fit.weights,
        ['calibration.scale', byKind(({ scale }) => scale)],
        ['calibration.shift', byKind(({ shift }) => shift)],
      ]),
    },
    {
      version: `2.0.0-seed.${seed}${effort < 1 ? `-effort.${effort}` : ''}${policy ? '' : '-untrained-policy'}`,
      trained: policy !== undefined && effort === 1,
      skill: fit.skill,
      belief: fit.belief,
      validated: answerKinds.filter((kind) => validated.has(kind)),
      training: {
        seed,
        ...(effort < 1 && { effort }),
        ...(heldOut && { heldOut }),
        ...(design !== 'grams' && { design }),
        ...(without.length > 0 && { without }),
        ...(withoutDomains.length > 0 && { withoutDomains }),
        sources: tables.map(({ name, prompts, experts }) => ({
          name,
          prompts: prompts.filter(wanted).length,
          experts: experts.length,
        })),
        scaling,
        ...(policy && { policy: policy.report }),
        ...(paperReward && { paperReward: paperReward.report }),
        ...(fittedQ !== undefined && { fittedQ }),
      },
    },
  );
  await checkpoints.remove();
  return manifest;
}

function learnsFrom(heldOut: HeldOut | undefined): (prompt: Learnable) => boolean {
  if (heldOut === undefined) return ({ split }) => split === 'train';
  return (prompt) => roleOf(prompt, heldOut) === 'learn';
}

/** The policy's weights without its critic's. */
function actorOf(parameters: ParameterValues): ParameterValues {
  return new Map([...parameters].filter(([name]) => name.startsWith('policy.')));
}

/** Trains the policy by PPO. */
function learnPolicy(
  { training, heldOut }: PolicyEpisodes,
  random: Random,
  {
    size,
    ...options
  }: Pick<PolicyTrainingOptions, 'name' | 'seed' | 'checkpoints' | 'log'> & { readonly size: TrainingSize },
): Promise<TrainedPolicy> {
  return trainPolicy(training, heldOut, random.fork('policy'), {
    ...defaultPolicyTraining,
    ...size.policy,
    ...options,
  });
}

/** Mean return on held-out prompts of PPO's rival, which learns from the same episodes. */
async function tryRival(
  { training, heldOut }: PolicyEpisodes,
  random: Random,
  { seed, size, log }: Pick<FittedQOptions, 'seed' | 'log'> & { readonly size: TrainingSize },
): Promise<number> {
  const { environment, close } = await training.open('fitted Q');
  const parameters = await fitQ(environment, random.fork('fitted Q'), {
    ...defaultFittedQ,
    ...size.fittedQ,
    ...{ seed, log },
  });
  await close();
  const actor = await ValueActor.open();
  actor.parameters = parameters;
  const held = await meanReturn(heldOut, actor, size.policy.measuredEpisodes);
  await actor.release();
  log({ phase: 'fitted Q', held });
  return held;
}

/** Where a policy learns and where it is measured. */
interface PolicyEpisodes {
  readonly training: Episodes;
  readonly heldOut: Episodes;
}

/** Episodes of simulators in which P̂ comes from Terminators that have not seen the prompt at hand. */
function policyEpisodes(
  { tables, handOver }: PreparedTraining,
  fits: readonly TerminatorFit[],
  scaling: ScalingByKind,
  wanted: (prompt: Learnable) => boolean,
  random: Random,
  reward: Pick<EnvironmentOptions, 'form' | 'gamma'>,
): PolicyEpisodes {
  const isHeldOut = ({ group }: PreparedPrompt) => foldOf(group ^ 0x5bd1e995, heldOutShare) === 0;
  // Of little data, some folds may hold no prompt that is eligible.
  const openSimulators = (eligible: (prompt: PreparedPrompt) => boolean, chance: Random) =>
    Promise.all(
      fits.flatMap((fit, fold) => {
        const inFold = ({ group }: PreparedPrompt) => foldOf(group, folds) === fold;
        const from = {
          poolSize,
          eligible: (prompt: PreparedPrompt) => wanted(prompt) && inFold(prompt) && eligible(prompt),
          calibrating: (prompt: PreparedPrompt) => wanted(prompt) && !inFold(prompt),
        };
        if (!tables.some(({ prompts }) => prompts.some(from.eligible))) return [];
        return FoldSimulator.open(tables, from, fit, scaling, chance.fork(`fold ${fold}`));
      }),
    );
  const episodes = (eligible: (prompt: PreparedPrompt) => boolean, share: number): Episodes => ({
    async open(label) {
      const simulators = await openSimulators(eligible, random.fork(`simulators ${label}`));
      if (simulators.length === 0) throw new TooLittleDataError();
      const options = { ...reward, handOver: { share, range: handOver } };
      return {
        environment: new Environment(simulators, options, random.fork(`episodes ${label}`)),
        close: () => closeAll(simulators),
      };
    },
  });
  return {
    training: episodes((prompt) => !isHeldOut(prompt), handedOverShare),
    // Recorded, independent answers only.
    heldOut: episodes(isHeldOut, 0),
  };
}

async function closeAll(simulators: readonly FoldSimulator[]): Promise<void> {
  await Promise.all(simulators.map((simulator) => simulator.release()));
}
