/** One fold of an evaluation: knobs are selected on its train prompts, and every method is measured on its others. */
import type { CheckRecorded, RecordedExpert, Source } from '../../learn/recordedAnswers';
import type { Encoded } from '../../der/networks/encoder';
import { LearnedTerminator, EvidenceExtractor } from '../../der/networks/inference';
import { Random } from '../../learn/random';
import type { Models, Networks } from '../../der/networks/models';
import { presets, type PresetName } from '../../der/core/presets';
import type { Terminator } from '../../der/core/terminator';
import { answerKinds } from '../../der/networks/terminatorFeatures';
import type { Estimates } from './calibrationPrompts';
import { complete, prepare, type Graded } from './cases';
import { baselines, learned } from './methodRegistry';
import { judgeRandomRoutes, trainRates, type TerminatorPrediction } from './terminatorPredictions';
import { gatherKnowledge } from './methodKnowledge';
import { concatenated, measure, type MeasuredMethod } from './measure';
import type { Case, Context, Method, Setting } from './method';
import { der, DerNetworks } from './methods/der';
import { choosePool } from './pool';
import { settingsBetween } from './knobRefinement';
import { goalsOf, select, tried, type Tried } from './selection';
import type { FoldMeasurement } from './mergeFolds';

/** Prompts of which the evaluated split is measured, and of which `train` may be learned from. */
export interface Fold {
  readonly source: Source;
  readonly estimates: Estimates;
  /** Trained networks; undefined while there are none. */
  readonly networks?: DerNetworks | undefined;
  /** Trained Terminator that knows these calibration outcomes; undefined while there is none. */
  readonly terminator?: ((context: Context) => Terminator) | undefined;
}

/**
 * A source and what is measured on it.
 * @param how what is seen of a question's text, and what runs the programs of its answers
 */
export function foldWith(
  source: Source,
  { encoder, networks, manifest: { skill, belief } }: Models,
  trained: { readonly policy: boolean; readonly terminator: boolean },
  {
    seen = (encoded) => encoded,
    check,
  }: {
    readonly seen?: ((encoded: Encoded) => Encoded) | undefined;
    readonly check?: CheckRecorded | undefined;
  } = {},
): Fold {
  const encode = async (text: string) => seen(await encoder.encode(text));
  return {
    source,
    estimates: { encode, skill, belief, check },
    networks: trained.policy ? derNetworks(networks) : undefined,
    terminator: trained.terminator
      ? ({ profiles }) =>
          new LearnedTerminator(
            networks.terminator,
            new EvidenceExtractor({ encode }, profiles, belief),
            answerKinds,
          )
      : undefined,
  };
}

function derNetworks({ policy, terminator, compared }: Networks): DerNetworks {
  const others = Object.entries(compared).map(([name, other]) => [name, new DerNetworks(other, terminator)]);
  return new DerNetworks(policy, terminator, Object.fromEntries(others) as DerNetworks['compared']);
}

export interface FoldEvaluationOptions {
  readonly split: string;
  /** Names of experts; all that answered anything when undefined. */
  readonly pool?: readonly string[] | undefined;
  readonly calibrate: number | 'all';
  readonly seed: number;
  /** Names of methods; `expert` stands for all single experts. All when undefined. */
  readonly methods?: readonly string[] | undefined;
  /** DER has the knobs of this preset alone; by default they are selected on train. */
  readonly preset?: PresetName | undefined;
  readonly progress: (line: string) => void;
  readonly signal: AbortSignal;
}

export interface FoldEvaluation {
  readonly pool: readonly RecordedExpert[];
  readonly notes: readonly string[];
  readonly prompts: number;
  /** Calibration prompts used. */
  readonly calibrated: number;
  readonly measurements: readonly FoldMeasurement[];
  /** Of the Terminator, where there is one. */
  readonly judgements?: readonly TerminatorPrediction[] | undefined;
  /** Measures DER's settings on at most so many prompts; missing where there is no policy or DER was not asked for. */
  readonly probe?: ((settings: readonly Setting[], most: number) => Promise<MeasuredMethod[]>) | undefined;
}

/** @throws DataError when there is nothing to score. */
export async function evaluateFold(fold: Fold, options: FoldEvaluationOptions): Promise<FoldEvaluation> {
  const { source, estimates, networks } = fold;
  const { split, seed, progress, signal } = options;
  const { pool, columns, notes } = choosePool(source, options.pool, split);
  progress(`${source.name}: ${pool.length} experts; reading questions`);
  const { context, train } = await gatherKnowledge({ ...options, source, estimates, pool, columns });
  const cases = await prepare(source, pool, columns, complete(source, columns, split), context, estimates);
  progress(`${cases.length} prompts of ${split}; ${context.calibration.length} for calibration`);

  const learn = train.flatMap((part) => part.cases.map(({ question }) => question));
  const rehearsals = train.map((part) => ({
    cases: part.cases,
    methods: methodsOf(part.context, learn, part.cases, networks, options.preset),
  }));
  const methods = [...methodsOf(context, learn, cases, networks, options.preset).entries()].filter(
    ([, { name }]) => needed(name, options.methods),
  );
  const tries = learn.length > 0 ? await rehearse(rehearsals, methods, pool, options) : undefined;
  const goals = goalsOf((name) => tries?.get(name)?.[0]?.quality);
  const dearest = Math.max(...pool.map(({ costB }) => costB));
  const selections = methods.map(([, method]) => ({
    method,
    selection: select(settingsOf(method), tries?.get(method.name) ?? [], goals, dearest, cases.length),
  }));
  const trials = selections.flatMap(({ method, selection }) =>
    selection.settings.map((setting) => ({ method, setting })),
  );
  const measured = await measure(trials, cases, pool, {
    signal,
    onCase: every('measuring', cases, progress),
  });
  const measurements = selections.map(({ method, selection }) => ({
    method: method.name,
    hasKnobs: method.settings.length > 0,
    selection,
    measured: new Map(
      trials.flatMap((trial, at) =>
        trial.method === method ? [[trial.setting, measured[at]!] as const] : [],
      ),
    ),
  }));
  const rates = trainRates(source, columns, split);
  return {
    pool,
    notes:
      learn.length > 0
        ? notes
        : [...notes, 'No train prompts to select knobs on: each row has the middle setting.'],
    prompts: cases.length,
    calibrated: context.calibration.length,
    measurements,
    judgements:
      fold.terminator && (await judgeRandomRoutes(fold.terminator(context), cases, context, rates, seed)),
    probe:
      networks && wanted('der', options.methods)
        ? (settings, most) => {
            const method = der('der', context, networks, []);
            const probed = sample(cases, most, seed);
            return measure(
              settings.map((setting) => ({ method, setting })),
              probed,
              pool,
              { signal, onCase: every('looking for signatures', probed, progress) },
            );
          }
        : undefined,
  };
}

/** Every method that can run, in the order of the report. */
function methodsOf(
  context: Context,
  learn: readonly Case[],
  graded: readonly Graded[],
  networks: DerNetworks | undefined,
  preset: PresetName | undefined,
): Method[] {
  const settings = preset && [{ ...presets[preset] }];
  return [
    ...baselines(context, learn, graded),
    ...(networks ? learned(context, graded, networks, settings) : []),
  ];
}

/** Single experts and the references of targets are measured whatever was asked for: other rows need them. */
function needed(name: string, methods: readonly string[] | undefined): boolean {
  return (
    name === 'best_single' || name === 'vote_weighted' || name.startsWith('expert:') || wanted(name, methods)
  );
}

/** Whether a method was asked for. */
export function wanted(name: string, methods: readonly string[] | undefined): boolean {
  if (methods === undefined || methods.includes(name)) return true;
  return name.startsWith('expert:') && methods.includes('expert');
}

/** What is tried out on train: cases that are prepared alike, and the methods as they know them. */
interface Rehearsal {
  readonly cases: readonly Graded[];
  readonly methods: readonly Method[];
}

/** Every setting of the methods, given with their places, on all train prompts; by the method's name. */
async function rehearse(
  rehearsals: readonly Rehearsal[],
  methods: readonly (readonly [at: number, method: Method])[],
  pool: readonly RecordedExpert[],
  { progress, signal }: FoldEvaluationOptions,
): Promise<Map<string, Tried[]>> {
  const costs = pool.map(({ costB }) => costB);
  const [cheapest, dearest] = [Math.min(...costs), Math.max(...costs)];
  const tries = new Map<string, Tried[]>(methods.map(([, { name }]) => [name, []]));
  for (let round = 0; round <= refinements; round++) {
    const trials = methods.flatMap(([at, method]) => {
      const before = tries.get(method.name)!;
      const between = method.coarse ? [] : settingsBetween(before, cheapest, dearest);
      const settings = round === 0 ? settingsOf(method) : between;
      return settings.map((setting) => ({ at, name: method.name, setting }));
    });
    const parts: MeasuredMethod[][] = [];
    for (const { cases, methods: known } of trials.length > 0 ? rehearsals : []) {
      const here = trials.map(({ at, setting }) => ({ method: known[at]!, setting }));
      const onCase = every('trying on train', cases, progress);
      parts.push(await measure(here, cases, pool, { signal, onCase }));
    }
    for (const [trial, { name, setting }] of trials.entries()) {
      tries.get(name)!.push(tried(setting, concatenated(parts.map((part) => part[trial]!))));
    }
  }
  return tries;
}

/** How often prices between those that were tried are looked at. */
const refinements = 2;

/** Tells of progress every few hundred cases. */
function every(what: string, cases: readonly Graded[], progress: (line: string) => void) {
  return (done: number) => {
    if (done % 250 === 0) progress(`${what}: ${done} of ${cases.length} prompts`);
  };
}

/** The one setting of a method without knobs. Settings are compared by identity. */
const noKnobs: readonly Setting[] = [{}];

function settingsOf({ settings }: Method): readonly Setting[] {
  return settings.length > 0 ? settings : noKnobs;
}

function sample(cases: readonly Graded[], most: number, seed: number): Graded[] {
  return new Random(seed)
    .fork('signatures')
    .shuffle([...cases])
    .slice(0, most);
}
