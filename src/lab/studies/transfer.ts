/** What a simulated hand-over does to DER, domain by domain. It tells a range; it proves nothing about real experts. */
import { handOverRates } from '../evaluation/methodRegistry';
import type { MeasuredMethod } from '../evaluation/measure';
import { mean } from '../../der/statistics/statistics';
import { bootstrapOf } from '../evaluation/bootstrap';
import type { StudyOptions } from '../commands/studyOptions';
import type { TrainingRun } from '../commands/foldModels';
import {
  difference,
  studyFixture,
  usual,
  withSources,
  writeTables,
  type StudyFixture,
  type Table,
} from './studyFixture';

export function transfer(options: StudyOptions, running: TrainingRun): Promise<void> {
  return withSources(options, async (models, sources, pool) => {
    const tables: Table[] = [];
    for (const source of sources) {
      const fixture = await studyFixture(source, models, pool, options, running);
      tables.push(await byDomain(fixture, options.seed));
    }
    await writeTables(options, 'transfer', tables);
  });
}

async function byDomain(fixture: StudyFixture, seed: number): Promise<Table> {
  const { cases } = fixture;
  // Every route asks on, so that there is something to hand over; a threshold that nothing reaches.
  const setting = { ...usual, beta: 10, p0: 1, alpha: 1e-5 };
  const truth = new Map(cases.map(({ question, quality }) => [question, quality]));
  const levels = Object.entries(handOverRates);
  const [alone] = await fixture.measured([setting]);
  const handed: MeasuredMethod[] = [];
  for (const [, rates] of levels) {
    const handOver = {
      rates,
      quality: (question: (typeof cases)[number]['question']) => truth.get(question)!,
    };
    handed.push((await fixture.measured([setting], { handOver }))[0]!);
  }
  const domains = ['all', ...new Set(cases.map(({ question }) => question.prompt.domain).sort())];
  return {
    title: `${fixture.name}: change of quality by a simulated hand-over`,
    head: ['domain', 'prompts', 'independent', ...levels.flatMap(([level]) => [level, '95 %'])],
    rows: domains.map((domain) => {
      const rows = cases.flatMap(({ question }, row) =>
        domain === 'all' || question.prompt.domain === domain ? [row] : [],
      );
      const of = (values: Float64Array) => rows.map((row) => values[row]!);
      const bootstrap = bootstrapOf(rows.length, seed);
      const base = of(alone!.quality);
      return [
        domain,
        rows.length,
        mean(base),
        ...handed.flatMap(({ quality }) => difference(of(quality), base, bootstrap)),
      ];
    }),
  };
}
