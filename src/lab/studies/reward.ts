/** The telescoped reward against the paper's: two policies of the same training, and how long their routes are. */
import { DataError } from '../data/jsonLines';
import { mean } from '../../der/statistics/statistics';
import type { StudyOptions } from '../commands/studyOptions';
import type { TrainingRun } from '../commands/foldModels';
import {
  figureColumns,
  methodCells,
  studyFixture,
  usual,
  withSources,
  writeTables,
  type Table,
} from './studyFixture';

/** Route lengths that are told apart; the last stands for all from there on. */
const lengths = [1, 2, 3, 4, 5] as const;

export function reward(options: StudyOptions, running: TrainingRun): Promise<void> {
  return withSources(options, async (models, sources, pool) => {
    const tables: Table[] = [];
    for (const source of sources) {
      const fixture = await studyFixture(source, models, pool, options, running);
      const { paperReward } = fixture.networks.compared;
      if (!paperReward) {
        throw new DataError(
          'These models have no policy of the paper\'s reward; "npm run train -- --ablations" trains it.',
        );
      }
      const settings = [usual, { ...usual, p0: 1 }, { ...usual, p0: 1, beta: 0 }];
      const names = ['default knobs', 'p0 1', 'p0 1, beta 0'];
      const rows = [];
      for (const [name, networks] of [
        ['telescoped', fixture.networks],
        ["the paper's", paperReward],
      ] as const) {
        const measured = await fixture.measured(settings, {}, networks);
        for (const [at, one] of measured.entries()) {
          const share = (length: number) =>
            mean(one.calls.map((calls) => Number(Math.min(calls, lengths.at(-1)!) === length)));
          rows.push([`${name}, ${names[at]}`, ...methodCells(one, fixture.bootstrap), ...lengths.map(share)]);
        }
      }
      tables.push({
        title: `${fixture.name}: reward, ${fixture.cases.length} prompts`,
        head: [
          'reward',
          ...figureColumns,
          ...lengths.map((length) => `${length} step${length > 1 ? 's' : ''}`),
        ],
        rows,
      });
    }
    await writeTables(options, 'reward', tables);
  });
}
