/** What each preset brings: quality, cost and length of routes, and the paired difference of quality to Balanced. */
import { presetNames, presets as knobsOf } from '../../der/core/presets';
import type { StudyOptions } from '../commands/studyOptions';
import type { TrainingRun } from '../commands/foldModels';
import {
  difference,
  figureColumns,
  methodCells,
  studyFixture,
  withSources,
  writeTables,
  type Table,
} from './studyFixture';

export function presets(options: StudyOptions, running: TrainingRun): Promise<void> {
  return withSources(options, async (models, sources, pool) => {
    const tables: Table[] = [];
    for (const source of sources) {
      const fixture = await studyFixture(source, models, pool, options, running);
      const measured = await fixture.measured(presetNames.map((preset) => ({ ...knobsOf[preset] })));
      const { quality: usual } = measured[presetNames.indexOf('balanced')]!;
      tables.push({
        title: `${fixture.name}: presets, ${fixture.cases.length} prompts`,
        head: ['preset', ...figureColumns, 'to balanced', '95 %'],
        rows: measured.map((one, at) => [
          presetNames[at]!,
          ...methodCells(one, fixture.bootstrap),
          ...difference(one.quality, usual, fixture.bootstrap),
        ]),
      });
    }
    await writeTables(options, 'presets', tables);
  });
}
