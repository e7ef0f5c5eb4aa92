/** Draws what learning happens on: a prompt, a pool of experts who answered it, and what calibration told of them. */
import { Profiles, type Calibration, type Skill, type SkillModel } from '../../der/estimate/profile';
import type { Random } from '../random';
import type { ColumnFindings } from './columnFindings';
import type { PreparedSource, PreparedAnswer, PreparedExpert, PreparedPrompt } from './preparedSource';

/** A question and a pool that an episode is played with. */
export interface EpisodeContext {
  readonly source: PreparedSource;
  readonly prompt: PreparedPrompt;
  readonly pool: readonly PreparedExpert[];
  /** Answers of the pool's experts to the prompt. */
  readonly answers: readonly PreparedAnswer[];
  /** From calibration prompts that are not near-duplicates of the prompt. */
  readonly skills: readonly Skill[];
  /** The prompt's, or 0 for some: networks must also do well where the question tells them nothing. */
  readonly familiarity: number;
  /** What running programs shows; undefined where nothing is run, and for some: networks must also do well without. */
  readonly findings: ColumnFindings | undefined;
}

/** What questions and pools are drawn by. */
export interface EpisodeContextOptions {
  readonly skill: SkillModel;
  /** Smallest and largest pool. */
  readonly poolSize: readonly [number, number];
  /** Prompts that may be drawn. */
  readonly eligible: (prompt: PreparedPrompt) => boolean;
  /** Prompts that may serve for calibration. */
  readonly calibrating: (prompt: PreparedPrompt) => boolean;
}

/** Most calibration prompts of a context. */
const mostCalibration = 200;
/** Share of contexts in which nothing is known of the experts but size and price. */
const uncalibrated = 0.25;
/** Share of contexts whose question is taken as unlike any other. */
const unfamiliarShare = 0.25;
/** Share of contexts in which no program is run. */
const unchecked = 1 / 3;
/**
 * Share of contexts whose programs are compared, and tried on no example: the recorded questions state some, and most that
 * people ask do not. Left out, what agreement alone is worth would be guessed from what examples are.
 */
const unstated = 1 / 4;
/** Prompts looked at with one pool and one set of calibration outcomes; drawing these is what takes time. */
const promptsPerDraw = 16;

/** A pool with calibration outcomes, and prompts to look at in their light. */
export interface Draw {
  readonly table: PreparedSource;
  /** Experts of the pool, by index into the table's. */
  readonly members: readonly number[];
  readonly calibration: Calibration;
  /** Prompts that every member answered and that are no near-duplicate of a calibration prompt, by index. */
  readonly prompts: readonly number[];
}

/** There are too few prompts or answers to draw from; the message says what to add. */
export class TooLittleDataError extends Error {
  override readonly name = 'TooLittleDataError';

  constructor() {
    super(
      'There is too little to learn from: of some part of the data, no prompt was answered by all experts of a pool. ' +
        'Add prompts that may be learned from, or answers of every expert to the same prompts.',
    );
  }
}

/** Draws without a usable prompt, one after another, at which it is given up. */
const mostFruitless = 10_000;

/**
 * An endless supply of draws. A source is drawn by the square root of its prompts: the large ones teach more without
 * drowning the small ones. Of one model that was recorded with several methods one is drawn: such copies make the same
 * mistakes, as the models of a person's pool do not. @throws TooLittleDataError
 */
export function* draws(
  tables: readonly PreparedSource[],
  options: Omit<EpisodeContextOptions, 'skill'>,
  random: Random,
): Generator<Draw> {
  const indices = (table: PreparedSource, wanted: (prompt: PreparedPrompt) => boolean) =>
    table.prompts.flatMap((prompt, index) => (wanted(prompt) ? [index] : []));
  const eligible = tables.map((table) => indices(table, options.eligible));
  const calibrating = tables.map((table) => indices(table, options.calibrating));
  const weights = eligible.map((prompts) => Math.sqrt(prompts.length));
  const [least, most] = options.poolSize;
  if (eligible.every((prompts) => prompts.length === 0)) throw new TooLittleDataError();
  for (let fruitless = 0; fruitless < mostFruitless; fruitless++) {
    const source = drawn(weights, random);
    const table = tables[source]!;
    const size = Math.min(table.experts.length, least + random.integer(most - least + 1));
    const members = differentModels(random.shuffle([...table.experts.keys()]), table).slice(0, size);
    const asked = sample(calibrating[source]!, calibrationSize(random), random);
    const groups = new Set(asked.map((index) => table.prompts[index]!.group));
    const usable = (index: number) =>
      !groups.has(table.prompts[index]!.group) && members.every((member) => table.answers[index]![member]);
    const prompts = sample(eligible[source]!, promptsPerDraw, random).filter(usable);
    if (prompts.length === 0) continue;
    fruitless = 0;
    yield { table, members, calibration: calibrationOf(table, asked, members), prompts };
  }
  throw new TooLittleDataError();
}

/** Of each model the first one. Recorded experts are named by their model, or by model+method. */
function differentModels(members: readonly number[], { experts }: PreparedSource): number[] {
  const modelOf = (member: number) => experts[member]!.id.split('+')[0]!;
  const first = new Map<string, number>();
  for (const member of members) {
    if (!first.has(modelOf(member))) first.set(modelOf(member), member);
  }
  return [...first.values()];
}

/** An endless supply of contexts. @throws TooLittleDataError */
export function* drawContexts(
  tables: readonly PreparedSource[],
  options: EpisodeContextOptions,
  random: Random,
): Generator<EpisodeContext> {
  for (const { table, members, calibration, prompts } of draws(tables, options, random)) {
    const pool = members.map((member) => table.experts[member]!);
    const profiles = new Profiles(calibration, options.skill);
    for (const index of prompts) {
      const prompt = table.prompts[index]!;
      const answers = members.map((member) => table.answers[index]![member]!);
      const skills = profiles.skills(prompt.embedding, pool, prompt.kinds);
      const familiarity = random.uniform() < unfamiliarShare ? 0 : prompt.familiarity;
      const findings = seen(table.findings[index], random);
      yield { source: table, prompt, pool, answers, skills, familiarity, findings };
    }
  }
}

/** What of a prompt's findings a context has. */
function seen(known: ColumnFindings | undefined, random: Random): ColumnFindings | undefined {
  const draw = random.uniform();
  if (draw < unchecked) return undefined;
  return draw < unchecked + unstated ? known?.unstated() : known;
}

/** An index, by weight. */
function drawn(weights: readonly number[], random: Random): number {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  let rest = random.uniform() * total;
  for (const [index, weight] of weights.entries()) {
    rest -= weight;
    if (rest < 0) return index;
  }
  return weights.length - 1;
}

/** Some of the items, each at most once, in random order. */
function sample<T>(items: readonly T[], count: number, random: Random): T[] {
  const rest = [...items];
  const chosen = Math.min(count, rest.length);
  for (let at = 0; at < chosen; at++) {
    const other = at + random.integer(rest.length - at);
    [rest[at], rest[other]] = [rest[other]!, rest[at]!];
  }
  return rest.slice(0, chosen);
}

/** None, or from 5 to `mostCalibration` with each order of magnitude alike. */
function calibrationSize(random: Random): number {
  if (random.uniform() < uncalibrated) return 0;
  return Math.round(Math.exp(random.uniform(Math.log(5), Math.log(mostCalibration))));
}

/** Outcomes of the named experts on the named prompts. */
function calibrationOf(
  table: PreparedSource,
  prompts: readonly number[],
  members: readonly number[],
): Calibration {
  const outcomes = members.map((member) => {
    const given = prompts.flatMap((index, prompt) => {
      const answer = table.answers[index]![member];
      return answer ? [{ prompt, quality: answer.quality, logLength: answer.signs.logLength }] : [];
    });
    return [table.experts[member]!.id, given] as const;
  });
  return {
    prompts: prompts.map((index) => table.prompts[index]!.embedding),
    outcomes: new Map(outcomes),
  };
}
