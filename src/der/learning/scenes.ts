/** Draws what learning happens on: a prompt, a pool of experts who answered it, and what calibration told of them. */
import { Profiles, type Calibration, type Skill, type SkillModel } from '../profile';
import type { Random } from './random';
import type { Table, TableAnswer, TableExpert, TablePrompt } from './table';

export interface Scene {
  readonly table: Table;
  readonly prompt: TablePrompt;
  readonly pool: readonly TableExpert[];
  /** Answers of the pool's experts to the prompt. */
  readonly answers: readonly TableAnswer[];
  /** From calibration prompts that are not near-duplicates of the prompt. */
  readonly skills: readonly Skill[];
}

export interface SceneOptions {
  readonly skill: SkillModel;
  /** Smallest and largest pool. */
  readonly poolSize: readonly [number, number];
  /** Prompts that may be drawn, for scenes and for calibration alike. */
  readonly eligible: (prompt: TablePrompt) => boolean;
}

/** Most calibration prompts of a scene. */
const mostCalibration = 200;
/** Share of scenes in which nothing is known of the experts but size and price. */
const uncalibrated = 0.1;
/** Scenes that share one pool and one set of calibration outcomes; drawing these is what takes time. */
const scenesPerCalibration = 16;

/** An endless supply of scenes. Sources are drawn alike, however many prompts they have. */
export function* drawScenes(tables: readonly Table[], options: SceneOptions, random: Random): Generator<Scene> {
  const open = tables.map(({ prompts }) => prompts.map((_, index) => index).filter((i) => options.eligible(prompts[i]!)));
  for (;;) {
    const source = random.integer(tables.length);
    const table = tables[source]!;
    const [least, most] = options.poolSize;
    const size = Math.min(table.experts.length, least + random.integer(most - least + 1));
    const members = random.shuffle(table.experts.map((_, index) => index)).slice(0, size);
    const pool = members.map((member) => table.experts[member]!);
    const shuffled = random.shuffle([...open[source]!]);
    const count = calibrationSize(random);
    const asked = shuffled.slice(scenesPerCalibration, scenesPerCalibration + count);
    const groups = new Set(asked.map((index) => table.prompts[index]!.group));
    const profiles = new Profiles(calibrationOf(table, asked, members), options.skill);
    for (const index of shuffled.slice(0, scenesPerCalibration)) {
      const prompt = table.prompts[index]!;
      const answers = members.flatMap((member) => table.answers[index]![member] ?? []);
      if (groups.has(prompt.group) || answers.length < members.length) continue;
      yield { table, prompt, pool, answers, skills: profiles.skills(prompt.embedding, pool) };
    }
  }
}

/** None, or from 5 to `mostCalibration` with each order of magnitude alike. */
function calibrationSize(random: Random): number {
  if (random.uniform() < uncalibrated) return 0;
  return Math.round(Math.exp(random.uniform(Math.log(5), Math.log(mostCalibration))));
}

/** Outcomes of the named experts on the named prompts. */
export function calibrationOf(
  table: Table,
  prompts: readonly number[],
  members: readonly number[],
): Calibration {
  const outcomes = members.map((member) => {
    const given = prompts.flatMap((index, prompt) => {
      const answer = table.answers[index]![member];
      return answer ? [{ prompt, quality: answer.quality }] : [];
    });
    return [table.experts[member]!.id, given] as const;
  });
  return {
    prompts: prompts.map((index) => table.prompts[index]!.embedding),
    outcomes: new Map(outcomes),
  };
}
