/**
 * PPO against the imitation that it began with, by the return that it works for: both on the same prompts, with the
 * same pools, outcomes of calibration and knobs, drawn as in training. β is 0, so that every call's cost counts alike.
 */
import { DataError } from '../data/jsonLines';
import type { Source } from '../../learn/recordedAnswers';
import { mean } from '../../der/statistics/statistics';
import { bootstrapOf } from '../evaluation/bootstrap';
import type { MeasuredMethod } from '../evaluation/measure';
import type { Setting } from '../evaluation/method';
import { drawKnobs, rewardScale } from '../../learn/episodes/environment';
import { Random } from '../../learn/random';
import type { StudyOptions } from '../commands/studyOptions';
import type { TrainingRun } from '../commands/foldModels';
import {
  difference,
  studyFixture,
  withSources,
  writeTables,
  type StudyFixture,
  type Table,
} from './studyFixture';

const pools = 12;
const settingsPerPool = 12;
/** Experts of a drawn pool. */
const [least, most] = [2, 12];

export function imitation(options: StudyOptions, running: TrainingRun): Promise<void> {
  return withSources(options, async (models, sources, pool) => {
    const tables: Table[] = [];
    for (const source of sources) {
      const random = new Random(options.seed).fork(`beginning ${source.name}`);
      const returns = new Returns();
      for (let draw = 0; draw < (pool ? 1 : pools); draw++) {
        const fixture = await studyFixture(
          source,
          models,
          pool ?? drawPool(source, random),
          options,
          running,
        );
        const { imitation } = fixture.networks.compared;
        if (!imitation) {
          throw new DataError(
            'These models lack the policy that PPO began with; "npm run train -- --ablations" keeps it.',
          );
        }
        const settings = Array.from({ length: settingsPerPool }, () => drawSetting(random));
        const [reached, began] = [
          await fixture.measured(settings),
          await fixture.measured(settings, {}, imitation),
        ];
        returns.add(fixture, settings, reached, began);
      }
      tables.push(returns.table(source.name, options.seed));
    }
    await writeTables(options, 'imitation', tables);
  });
}

/** Mean returns of both policies, prompt by prompt. */
class Returns {
  private readonly byPrompt = new Map<string, { ppo: number; imitation: number; episodes: number }>();

  add(
    { cases, pool }: StudyFixture,
    settings: readonly Setting[],
    reached: readonly MeasuredMethod[],
    began: readonly MeasuredMethod[],
  ): void {
    for (const [row, { question }] of cases.entries()) {
      const id = question.prompt.id;
      const sum = this.byPrompt.get(id) ?? { ppo: 0, imitation: 0, episodes: 0 };
      for (const [at, { alpha = 0 }] of settings.entries()) {
        const scale = rewardScale(pool, { alpha, beta: 0 });
        sum.ppo += scale * (reached[at]!.quality[row]! - alpha * reached[at]!.cost[row]!);
        sum.imitation += scale * (began[at]!.quality[row]! - alpha * began[at]!.cost[row]!);
        sum.episodes += 1;
      }
      this.byPrompt.set(id, sum);
    }
  }

  table(source: string, seed: number): Table {
    const rows = [...this.byPrompt.values()];
    const ppo = rows.map((row) => row.ppo / row.episodes);
    const imitation = rows.map((row) => row.imitation / row.episodes);
    const episodes = rows.reduce((sum, row) => sum + row.episodes, 0);
    return {
      title: `${source}: return of PPO and of what it began with, ${rows.length} prompts, ${episodes} episodes`,
      head: ['PPO', 'imitation', 'difference', '95 %'],
      rows: [[mean(ppo), mean(imitation), ...difference(ppo, imitation, bootstrapOf(rows.length, seed))]],
    };
  }
}

function drawPool(source: Source, random: Random): string[] {
  const answered = source.experts.filter((_, column) => source.answers.some((row) => row[column]));
  const size = Math.min(answered.length, least + random.integer(most - least + 1));
  return random.shuffle(answered.map(({ name }) => name)).slice(0, size);
}

function drawSetting(random: Random): Setting {
  const { alpha, p0, maxSteps } = drawKnobs(random);
  return { alpha, beta: 0, p0, maxSteps };
}
