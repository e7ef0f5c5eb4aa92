/** One evaluation: every method on the same prompts with the same knowledge. */
import type { RecordedExpert, Source } from '../data/source';
import { Random } from '../learning/random';
import type { Terminator } from '../terminator';
import type { ModelsInfo } from '../trace';
import type { Estimates } from './calibrate';
import { complete, prepare, type Graded } from './cases';
import { baselines, learned, learnedMethods } from './catalogue';
import { gatherKnowledge } from './knowledge';
import { measure } from './measure';
import type { Case, Context, Method, Setting } from './method';
import { der, type DerNetworks } from './methods/der';
import { choosePool } from './pool';
import type { Report, Target } from './report';
import { endsOf, goalsOf, methodRow, operatingPoints, type Measurement } from './rows';
import { select, tried, type Tried } from './selection';
import { signaturesOf } from './signatures';
import { Bootstrap } from './statistics';
import { scoreTerminator, trainRates } from './terminatorScores';

/** Prompts on which signatures are looked for: twenty settings on each, and coarse effects. */
const mostProbed = 1000;

export interface EvaluationOptions {
  readonly source: Source;
  readonly split: string;
  /** Names of experts; all that answered anything when undefined. */
  readonly pool?: readonly string[] | undefined;
  readonly calibrate: number | 'all';
  readonly seed: number;
  /** Names of methods; `expert` stands for all single experts. All when undefined. */
  readonly methods?: readonly string[] | undefined;
  readonly estimates: Estimates;
  readonly models: ModelsInfo;
  /** Trained networks; undefined while there are none. */
  readonly networks?: DerNetworks | undefined;
  /** Trained Terminator that knows these calibration outcomes; undefined while there is none. */
  readonly terminator?: ((context: Context) => Terminator) | undefined;
  readonly progress: (line: string) => void;
  readonly signal: AbortSignal;
}

export interface Evaluation {
  readonly report: Report;
  readonly pool: readonly RecordedExpert[];
  /** What the report's rows were taken from, for pictures. */
  readonly measurements: readonly Measurement[];
}

/** @throws DataError when there is nothing to score. */
export async function evaluate(options: EvaluationOptions): Promise<Evaluation> {
  const { source, split, seed, estimates, progress, signal } = options;
  const { pool, columns, notes } = choosePool(source, options.pool, split);
  progress(`${source.name}: ${pool.length} experts; reading questions`);
  const { context, train } = await gatherKnowledge({ ...options, pool, columns });
  const cases = await prepare(source, pool, columns, complete(source, columns, split), context, estimates);
  progress(`${cases.length} prompts of ${split}; ${context.calibration.length} for calibration`);

  const learn = train.flatMap((part) => part.cases.map(({ question }) => question));
  const rehearsals = train.map((part) => ({
    cases: part.cases,
    methods: methodsOf(part.context, learn, part.cases, options.networks),
  }));
  const methods = [...methodsOf(context, learn, cases, options.networks).entries()].filter(([, { name }]) =>
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
  const measurements: Measurement[] = [];
  for (const [, method] of methods) {
    progress(`measuring ${method.name}`);
    const tries = trials.get(method.name) ?? [];
    measurements.push(await measureSelected(method, tries, [...goals.values()], cases, pool, signal));
  }

  progress('drawing resamples');
  const report = reportOf(options, pool, context, measurements, goals, new Bootstrap(cases.length, seed));
  const terminator = options.terminator
    ? await scoreTerminator(
        options.terminator(context),
        cases,
        context,
        trainRates(source, columns, split),
        seed,
      )
    : { skipped: 'The Terminator is not trained.' };
  const probed = new Random(seed)
    .fork('signatures')
    .shuffle([...cases])
    .slice(0, mostProbed);
  const signatures =
    options.networks && wanted('der', options.methods)
      ? await signaturesOf(
          der('der', context, options.networks, []),
          probed,
          pool,
          new Bootstrap(probed.length, seed),
        )
      : { skipped: options.networks ? 'DER was not asked for.' : 'The policy is not trained.' };
  const unselected =
    learn.length === 0 ? ['No train prompts to select knobs on: each row has the middle setting.'] : [];
  return {
    report: { ...report, terminator, signatures, notes: [...source.notes, ...notes, ...unselected] },
    pool,
    measurements,
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

function wanted(name: string, methods: readonly string[] | undefined): boolean {
  if (methods === undefined || methods.includes(name)) return true;
  return name.startsWith('expert:') && methods.includes('expert');
}

/** One setting on all train cases, each with what may be known of it. */
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

/** A method on the split, with the settings that were selected on train. */
async function measureSelected(
  method: Method,
  train: readonly Tried[],
  goals: readonly number[],
  cases: readonly Graded[],
  pool: readonly RecordedExpert[],
  signal: AbortSignal,
): Promise<Measurement> {
  const selected = select(settingsOf(method), train, goals);
  const runs = [];
  for (const setting of selected.all) {
    signal.throwIfAborted();
    const measured = await measure(method, setting, cases, pool);
    runs.push({ setting, measured, onHull: selected.hull.has(setting) });
  }
  const row = runs.find(({ setting }) => setting === selected.row)!;
  return { method: method.name, hasKnobs: method.settings.length > 0, runs, row, train };
}

function reportOf(
  { source, split, seed, models, methods, networks }: EvaluationOptions,
  pool: readonly RecordedExpert[],
  context: Context,
  measurements: readonly Measurement[],
  goals: ReadonlyMap<Target, number>,
  bootstrap: Bootstrap,
): Omit<Report, 'terminator' | 'signatures' | 'notes'> {
  const named = (name: string) => measurements.find(({ method }) => method === name)!;
  const bestSingle = named('best_single').row.measured;
  const ends = endsOf(
    pool,
    pool.map(({ name }) => named(`expert:${name}`)),
  );
  const shown = measurements.filter(({ method }) => wanted(method, methods));
  const ran = new Set(measurements.map(({ method }) => method));
  const missing = learnedMethods.filter((name) => wanted(name, methods) && !ran.has(name));
  return {
    version: 1,
    data: source.name,
    split,
    n: bestSingle.quality.length,
    pool: pool.map(({ name }) => name),
    seed,
    calibrated: context.calibration.length,
    models,
    methods: [
      ...shown.map((each) => methodRow(each, bestSingle, ends, bootstrap)),
      ...missing.map((name) => ({ name, skipped: reasonWithout(name, networks !== undefined) })),
    ],
    operating_points: operatingPoints(shown, goals, bootstrap),
  };
}

function reasonWithout(method: string, trained: boolean): string {
  if (!trained) return 'The policy is not trained.';
  return `No policy for ${method} is among the models; "npm run train -- --ablations" trains it.`;
}
