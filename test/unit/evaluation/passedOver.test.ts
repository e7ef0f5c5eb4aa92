/** A source none of whose prompts the whole pool answered does not cost what was measured of the others. */
import { expect, it } from 'vitest';
import { DataError } from '../../../src/lab/data/jsonLines';
import { readSource } from '../../../src/lab/data/source';
import { evaluated } from '../../../src/lab/studies/outOfFoldStudy';
import { tinyRows, writeSource } from '../data/support';

const shipped = new URL('../../../models', import.meta.url).pathname;
const options = { calibrate: 5, seed: 1, policy: false };
const measuring = { methods: ['best_single'], split: 'dev' };

async function folded(rows: ReturnType<typeof tinyRows>) {
  const source = await readSource(await writeSource(rows));
  return { name: source.name, all: source, folds: [source] };
}

it('passes such a source over with a word, where there are others', async () => {
  const rows = tinyRows();
  const whole = await folded(rows);
  const torn = await folded({
    ...rows,
    answers: rows.answers.filter(
      (answer, at) => (at % 2 === 0) === (answer.expert === rows.experts[0]!.expert),
    ),
  });
  const told: string[] = [];
  const running = { progress: (line: string) => told.push(line), signal: new AbortController().signal };
  const found = await evaluated([torn, whole], [shipped], options, running, measuring);
  expect(found.map(({ report }) => report.data)).toEqual([whole.name]);
  expect(told).toContainEqual(
    expect.stringContaining(`${torn.name} is passed over. No prompt of split "dev"`),
  );
  await expect(evaluated([torn], [shipped], options, running, measuring)).rejects.toThrow(DataError);
});
