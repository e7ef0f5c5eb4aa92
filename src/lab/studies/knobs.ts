/** What each knob does to quality, cost and length of routes, the others as they are by default. */
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

const sweeps = {
  alpha: [0, 1e-5, 1e-4, 3e-4, 1e-3, 3e-3, 1e-2, 1e-1],
  beta: [0, 0.5, 1, 2, 5, 10],
  p0: [0, 0.3, 0.5, 0.6, 0.7, 0.75, 0.8, 0.9, 0.97, 1],
  maxSteps: [1, 2, 3, 5, 10],
} as const;

export function knobs(options: StudyOptions, running: TrainingRun): Promise<void> {
  return withSources(options, async (models, sources, pool) => {
    const tables: Table[] = [];
    for (const source of sources) {
      const fixture = await studyFixture(source, models, pool, options, running);
      for (const [knob, values] of Object.entries(sweeps)) {
        const measured = await fixture.measured(values.map((value) => ({ ...usual, [knob]: value })));
        tables.push({
          title: `${fixture.name}: ${knob}, ${fixture.cases.length} prompts`,
          head: [knob, ...figureColumns],
          rows: measured.map((one, at) => [String(values[at]), ...methodCells(one, fixture.bootstrap)]),
        });
      }
    }
    await writeTables(options, 'knobs', tables);
  });
}
