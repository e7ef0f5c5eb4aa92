/** One fold of an evaluation: knobs are selected on its train prompts, and every method is measured on its others. */
import type { RecordedExpert, Source } from '../data/source';
import { LearnedTerminator, Observer } from '../learned';
import { Random } from '../learning/random';
import type { Models } from '../models';
import type { Terminator } from '../terminator';
import type { Estimates } from './calibrate';
import { complete, prepare, type Graded } from './cases';
import { baselines, learned } from './catalogue';
import { judgeRandomRoutes, trainRates, type Judgement } from './judgements';
import { gatherKnowledge } from './knowledge';
import { measure, type Measured } from './measure';
import type { Case, Context, Method, Setting } from './method';
import { der, DerNetworks } from './methods/der';
import { choosePool } from './pool';
import { goalsOf, select, tried, type Tried } from './selection';
import type { FoldMeasurement } from './united';

/** Prompts of which the evaluated split is measured, and of which `train` may be learned from. */
export interface Fold {
  readonly source: Source;
  readonly estimates: Estimates;
  /** Trained networks; undefined while there are none. */
  readonly networks?: DerNetworks | undefined;
  /** Trained Terminator that knows these calibration outcomes; undefined while there is none. */
  readonly terminator?: ((context: Context) => Terminator) | undefined;
}

/** A source and what is measured on it. */
export function foldWith(
  source: Source,
  { encoder, networks, manifest: { skill, belief } }: Models,
  trained: { readonly policy: boolean; readonly terminator: boolean },
): Fold {
  return {
    source,
    estimates: { encode: (text) => encoder.encode(text), skill, belief },
    networks: trained.policy ? new DerNetworks(networks.policy, networks.terminator) : undefined,
    terminator: trained.terminator
      ? ({ profiles }) => new LearnedTerminator(networks.terminator, new Observer(encoder, profiles, belief))
      : undefined,
  };
}

export interface ExamineOptions {
  readonly split: string;
  /** Names of experts; all that answered anything when undefined. */
  readonly pool?: readonly string[] | undefined;
  readonly calibrate: number | 'all';
  readonly seed: number;
  /** Names of methods; `expert` stands for all single experts. All when undefined. */
  readonly methods?: readonly string[] | undefined;
  readonly progress: (line: string) => void;
  readonly signal: AbortSignal;
}

export interface Examination {
  readonly pool: readonly RecordedExpert[];
  readonly notes: readonly string[];
  readonly prompts: number;
  /** Calibration prompts used. */
  readonly calibrated: number;
  readonly measurements: readonly FoldMeasurement[];
  /** Of the Terminator, where there is one. */
  readonly judgements?: readonly Judgement[] | undefined;
  /** Measures DER on at most so many of the prompts; missing where there is no policy or DER was not asked for. */
  readonly probe?: ((setting: Setting, most: number) => Promise<Measured>) | undefined;
}

/** @throws DataError when there is nothing to score. */
export async function examine(fold: Fold, options: ExamineOptions): Promise<Examination> {
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
    methods: methodsOf(part.context, learn, part.cases, networks),
  }));
  const methods = [...methodsOf(context, learn, cases, networks).entries()].filter(([, { name }]) =>
    needed(name, options.methods),
  );
  const trials = new Map<string, readonly Tried[]>();
  for (const [at, method] of learn.length > 0 ? methods : []) {
    progress(`trying ${method.name} on train`);
    const parts = rehearsals.map(({ cases: graded, methods: known }) => ({ method: known[at]!, graded }));
    const tries = [];
    for (const setting of settingsOf(method)) tries.push(await rehearse(parts, setting, pool, signal));
    trials.set(method.name, tries);
  }
  const goals = goalsOf((name) => trials.get(name)?.[0]?.quality);
  const measurements: FoldMeasurement[] = [];
  for (const [, method] of methods) {
    progress(`measuring ${method.name}`);
    const selection = select(settingsOf(method), trials.get(method.name) ?? [], goals);
    const measured = new Map<Setting, Measured>();
    for (const setting of selection.settings) {
      signal.throwIfAborted();
      measured.set(setting, await measure(method, setting, cases, pool));
    }
    measurements.push({ method: method.name, hasKnobs: method.settings.length > 0, selection, measured });
  }
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
        ? (setting, most) =>
            measure(der('der', context, networks, []), setting, sample(cases, most, seed), pool)
        : undefined,
  };
}

/** Every method that can run, in the order of the report. */
function methodsOf(
  context: Context,
  learn: readonly Case[],
  graded: readonly Graded[],
  networks: DerNetworks | undefined,
): Method[] {
  return [...baselines(context, learn, graded), ...(networks ? learned(context, graded, networks) : [])];
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

/** One setting on all train prompts, each with what was known without it. */
async function rehearse(
  parts: readonly { readonly method: Method; readonly graded: readonly Graded[] }[],
  setting: Setting,
  pool: readonly RecordedExpert[],
  signal: AbortSignal,
): Promise<Tried> {
  let [quality, cost, cases] = [0, 0, 0];
  for (const { method, graded } of parts) {
    signal.throwIfAborted();
    const point = tried(setting, await measure(method, setting, graded, pool));
    quality += point.quality * graded.length;
    cost += point.cost * graded.length;
    cases += graded.length;
  }
  return { setting, quality: quality / cases, cost: cost / cases };
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
