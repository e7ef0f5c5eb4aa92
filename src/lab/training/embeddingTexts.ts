/** Texts that the encoder is trained on. */
import { join } from 'node:path';
import { readCorpus } from '../data/corpus';
import { nearDuplicateGroups } from '../../learn/folds';
import type { Random } from '../../learn/random';

/** Texts of the corpus that are usually used beside the questions. */
export const corpusTexts = 8_000;

/**
 * The questions that may be learned from, and some of the corpus.
 * @param unseen questions that nothing may be learned from: their near-duplicates in the corpus are left out.
 * @param most Texts of the corpus that are used.
 */
export async function embeddingTexts(
  folder: string,
  questions: readonly string[],
  unseen: readonly string[],
  most: number,
  random: Random,
): Promise<string[]> {
  const corpus: string[] = [];
  for await (const { text } of readCorpus(join(folder, 'corpus', 'corpus.jsonl.gz'))) corpus.push(text);
  const drawn = random.shuffle(corpus).slice(0, most);
  const groups = nearDuplicateGroups([...unseen, ...drawn]);
  const known = new Set(groups.slice(0, unseen.length));
  return [...questions, ...drawn.filter((_, index) => !known.has(groups[unseen.length + index]!))];
}
