/** What methods know before they are measured, and the train prompts that their knobs are selected on. */
import type { RecordedExpert, Source } from '../data/source';
import { Random } from '../../learn/random';
import { contextOf, drawCalibration, type Estimates } from './calibrationPrompts';
import { complete, prepare, type Graded } from './cases';
import type { CalibrationPrompt, Context } from './method';

/** Train prompts that knobs are selected on; more would take longer without selecting better. */
const mostTrainCases = 600;
const folds = 5;

export interface Knowledge {
  /** From all calibration prompts. */
  readonly context: Context;
  /**
   * Train cases by what is known of them: a calibration prompt's own outcome must not count in what is known
   * about it, so calibration prompts are cut into folds and each fold is prepared from the others.
   */
  readonly train: readonly { readonly context: Context; readonly cases: readonly Graded[] }[];
}

export interface KnowledgeOptions {
  readonly source: Source;
  readonly pool: readonly RecordedExpert[];
  readonly columns: readonly number[];
  /** The split that is evaluated; nothing of it is used. */
  readonly split: string;
  readonly calibrate: number | 'all';
  readonly seed: number;
  readonly estimates: Estimates;
  /** Whether to prepare train cases as well. Default: true. */
  readonly rehearsed?: boolean;
}

export async function gatherKnowledge(options: KnowledgeOptions): Promise<Knowledge> {
  const { source, pool, columns, split, calibrate, seed, estimates, rehearsed = true } = options;
  const drawn = drawCalibration(source, columns, split, calibrate, seed);
  const calibration = new Map<number, CalibrationPrompt>();
  for (const index of drawn) {
    const { question, domain } = source.prompts[index]!;
    const answers = columns.map((column) => source.answers[index]![column]);
    calibration.set(index, {
      embedding: (await estimates.encode(question)).vector,
      domain,
      quality: answers.map((answer) => answer?.quality),
      logLength: answers.map((answer) => answer && Math.log1p(answer.text.length)),
    });
  }
  const from = (indices: readonly number[]) =>
    contextOf(
      pool,
      indices.map((index) => calibration.get(index)!),
      estimates,
      seed,
    );

  const context = from(drawn);
  const foldOf = new Map(drawn.map((index, at) => [index, at % folds]));
  const indices = split === 'train' || !rehearsed ? [] : complete(source, columns, 'train');
  const sample = new Random(seed).fork('train').shuffle(indices).slice(0, mostTrainCases);
  const train = [];
  for (const fold of [undefined, ...Array(folds).keys()]) {
    const members = sample.filter((index) => foldOf.get(index) === fold);
    if (members.length === 0) continue;
    const known = fold === undefined ? context : from(drawn.filter((index) => foldOf.get(index) !== fold));
    const cases = await prepare(source, pool, columns, members, known, estimates);
    train.push({ context: known, cases });
  }
  return { context, train };
}
