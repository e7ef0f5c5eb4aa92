/** Our extraction of final answers against the data's own, which serves for nothing but this. */
import { DataError } from '../data/jsonLines';
import type { Source } from '../../learn/recordedAnswers';
import { readSource, sourceFolders } from '../data/source';
import { exactMatch } from '../../der/evidence/exactMatch';
import type { StudyOptions } from '../commands/studyOptions';
import type { TrainingRun } from '../commands/foldModels';
import { writeTables } from './studyFixture';

/** Share of answers for which both should be equal. */
const wanted = 0.98;

export async function extraction(options: StudyOptions, { signal }: TrainingRun): Promise<void> {
  const { data, sources } = options;
  const rows: (string | number)[][] = [];
  for (const folder of await sourceFolders(data)) {
    signal.throwIfAborted();
    const source = await readSource(folder);
    if (!(sources?.includes(source.name) ?? true)) continue;
    const { equal, having } = compared(source);
    const share = equal / having;
    rows.push([source.name, having, equal, share, share >= wanted ? 'yes' : 'no']);
  }
  if (rows.length === 0) throw new DataError(`None of the sources that were asked for is in ${data}.`);
  const head = ['source', 'answers with a final one', 'equal', 'share', `at least ${wanted}`];
  await writeTables(options, 'extraction', [{ title: 'Final answers: ours against the data’s', head, rows }]);
}

function compared({ answers }: Source): { equal: number; having: number } {
  const finals = answers.flatMap((row) =>
    row.flatMap((answer) => (answer?.final ? [{ text: answer.text, final: answer.final }] : [])),
  );
  return {
    having: finals.length,
    equal: finals.filter(({ text, final }) => exactMatch(text, final) === 1).length,
  };
}
