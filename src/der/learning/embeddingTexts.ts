/** Texts that the encoder is trained on. */
import { join } from 'node:path';
import { readCorpus } from '../data/corpus';
import type { Source } from '../data/source';
import type { Random } from './random';

/** Texts of the corpus that are used beside the questions. */
const corpusTexts = 8_000;

/** All questions of the train split, and some of the corpus. */
export async function embeddingTexts(
  folder: string,
  sources: readonly Source[],
  random: Random,
): Promise<string[]> {
  const questions = sources.flatMap(({ prompts }) =>
    prompts.filter(({ split }) => split === 'train').map(({ question }) => question),
  );
  const corpus: string[] = [];
  for await (const { text } of readCorpus(join(folder, 'corpus', 'corpus.jsonl.gz'))) corpus.push(text);
  return [...questions, ...random.shuffle(corpus).slice(0, corpusTexts)];
}
