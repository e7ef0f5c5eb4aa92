/** Which experts an evaluation is about. */
import { DataError } from '../data/jsonLines';
import type { RecordedExpert, Source } from '../../learn/recordedAnswers';
import { complete } from './cases';

export interface ChosenPool {
  readonly pool: readonly RecordedExpert[];
  /** The pool's columns in the source's answers. */
  readonly columns: readonly number[];
  /** Whom it left out, for people to read. */
  readonly notes: readonly string[];
}

/**
 * The experts of these names, or all that answered anything.
 * @throws DataError when a name is unknown or twice, an expert has no answers, or no prompt of the split was
 * answered by all of them
 */
export function choosePool(source: Source, names: readonly string[] | undefined, split: string): ChosenPool {
  const answered = (column: number) => source.answers.some((row) => row[column]);
  const silent = source.experts.filter((_, column) => !answered(column)).map(({ name }) => name);
  const chosen = names ?? source.experts.map(({ name }) => name).filter((name) => !silent.includes(name));
  if (chosen.length === 0) throw new DataError(`${source.folder}: no expert has any answer.`);
  const columns = chosen.map((name, at) => {
    const column = source.experts.findIndex((expert) => expert.name === name);
    if (column < 0) {
      const all = source.experts.map((expert) => `"${expert.name}"`).join(', ');
      throw new DataError(`No expert is called "${name}" in ${source.folder}. It has ${all}.`);
    }
    if (chosen.indexOf(name) !== at) throw new DataError(`The pool names "${name}" twice. Name it once.`);
    if (silent.includes(name)) {
      throw new DataError(`"${name}" has no answers in ${source.folder}. Leave it out of the pool.`);
    }
    return column;
  });
  checkSplit(source, columns, split);
  return {
    pool: columns.map((column) => source.experts[column]!),
    columns,
    notes:
      names === undefined && silent.length > 0 ? [`Without any answer, left out: ${silent.join(', ')}.`] : [],
  };
}

/** No prompt was answered by the whole pool. */
export class NothingSharedError extends DataError {}

function checkSplit(source: Source, columns: readonly number[], split: string): void {
  const rows = source.prompts.flatMap((prompt, index) =>
    prompt.split === split ? [source.answers[index]!] : [],
  );
  if (rows.length === 0) {
    const splits = [...new Set(source.prompts.map((prompt) => prompt.split))].join(', ');
    throw new DataError(`${source.folder} has no prompts in split "${split}". Its splits: ${splits}.`);
  }
  if (complete(source, columns, split).length > 0) return;
  const counts = columns.map((column) => ({
    name: source.experts[column]!.name,
    answers: rows.filter((row) => row[column]).length,
  }));
  const least = counts.reduce((a, b) => (b.answers < a.answers ? b : a));
  throw new NothingSharedError(
    `No prompt of split "${split}" was answered by all ${columns.length} experts of the pool. ` +
      `"${least.name}" answered fewest (${least.answers} of ${rows.length}). Choose a smaller pool with --pool.`,
  );
}
