/** What each preset brings: quality, cost and length of routes, and the paired difference of quality to Balanced. */
import { presetNames, presets as knobsOf } from '../../der/core/presets';
import type { StudyOptions } from '../commands/studyOptions';
import type { Running } from '../commands/foldModels';
import {
  difference,
  figureColumns,
  figures,
  groundOf,
  withSources,
  writeTables,
  type Table,
} from './studyFixture';

export function presets(options: StudyOptions, running: Running): Promise<void> {
  return withSources(options, async (models, sources, pool) => {
    const tables: Table[] = [];
    for (const source of sources) {
      const ground = await groundOf(source, models, pool, options, running);
      const measured = await ground.measured(presetNames.map((preset) => ({ ...knobsOf[preset] })));
      const { quality: usual } = measured[presetNames.indexOf('balanced')]!;
      tables.push({
        title: `${ground.name}: presets, ${ground.cases.length} prompts`,
        head: ['preset', ...figureColumns, 'to balanced', '95 %'],
        rows: measured.map((one, at) => [
          presetNames[at]!,
          ...figures(one, ground.bootstrap),
          ...difference(one.quality, usual, ground.bootstrap),
        ]),
      });
    }
    await writeTables(options.out, 'presets', tables);
  });
}
