/** Plain text to train an encoder on. */
import { z } from 'zod';
import { jsonLines } from './jsonLines';

const schema = z.object({
  source: z.string().default(''),
  licence: z.string().default(''),
  kind: z.enum(['prompt', 'answer']),
  text: z.string(),
});

export type CorpusText = z.infer<typeof schema>;

/** Streams the rows of `corpus.jsonl.gz`. @throws DataError */
export async function* readCorpus(path: string): AsyncGenerator<CorpusText> {
  for await (const { row } of jsonLines(path, schema)) yield row;
}
