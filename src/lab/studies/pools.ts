/** DER among 2 to 256 experts. Copies of recorded experts stand in where there are not as many. */
import type { RecordedAnswer, RecordedExpert, Source } from '../../learn/recordedAnswers';
import { Random } from '../../learn/random';
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

const sizes = [2, 4, 8, 16, 32, 64, 128, 256] as const;
/** Share of the prompts on which a copy answers as another expert of about its size does. */
const otherShare = 0.3;

export function pools(options: StudyOptions, running: TrainingRun): Promise<void> {
  return withSources(options, async (models, sources, names) => {
    const tables: Table[] = [];
    for (const source of sources) {
      const rows = [];
      for (const size of sizes) {
        const resampled = resample(only(source, names), size, new Random(options.seed).fork(`pool ${size}`));
        const fixture = await studyFixture(resampled, models, undefined, options, running);
        const started = performance.now();
        const [measured] = await fixture.measured([usual]);
        const decisions = measured!.calls.reduce((sum, calls) => sum + calls, 0);
        const ms = (performance.now() - started) / decisions;
        rows.push([String(size), ...methodCells(measured!, fixture.bootstrap), ms]);
      }
      tables.push({
        title: `${source.name}: size of the pool (resampled answers)`,
        head: ['experts', ...figureColumns, 'ms per step'],
        rows,
      });
    }
    await writeTables(options, 'pools', tables);
  });
}

/** The experts of these names that answered anything, on the prompts that all of them answered. */
function only(source: Source, names: readonly string[] | undefined): Source {
  const columns = source.experts.flatMap(({ name }, column) =>
    (names?.includes(name) ?? true) && source.answers.some((answers) => answers[column]) ? [column] : [],
  );
  const rows = source.prompts.flatMap((_, row) =>
    columns.every((column) => source.answers[row]![column]) ? [row] : [],
  );
  return {
    ...source,
    experts: columns.map((column) => source.experts[column]!),
    prompts: rows.map((row) => source.prompts[row]!),
    answers: rows.map((row) => columns.map((column) => source.answers[row]![column])),
  };
}

/** `size` experts drawn from the source: each once before any twice; copies differ from their originals. */
function resample(source: Source, size: number, random: Random): Source {
  const bySize = source.experts.map((_, at) => at).sort((a, b) => costOf(source, a) - costOf(source, b));
  const order: number[] = [];
  while (order.length < size) order.push(...random.shuffle([...bySize]));
  const drawn = order.slice(0, size);
  const copies = drawn.map((original, at) => {
    const isCopy = drawn.indexOf(original) < at;
    const place = bySize.indexOf(original);
    const near = bySize.slice(Math.max(0, place - 2), place + 3);
    const expert: RecordedExpert = {
      ...source.experts[original]!,
      name: isCopy ? `${source.experts[original]!.name}, copy ${at}` : source.experts[original]!.name,
    };
    const chance = random.fork(`copy ${at}`);
    const answer = (row: number): RecordedAnswer | undefined => {
      const other = isCopy && chance.uniform() < otherShare;
      return source.answers[row]![other ? near[chance.integer(near.length)]! : original];
    };
    return { expert, answers: source.prompts.map((_, row) => answer(row)) };
  });
  return {
    ...source,
    experts: copies.map(({ expert }) => expert),
    answers: source.prompts.map((_, row) => copies.map(({ answers }) => answers[row])),
  };
}

function costOf({ experts }: Source, at: number): number {
  return experts[at]!.costB;
}
