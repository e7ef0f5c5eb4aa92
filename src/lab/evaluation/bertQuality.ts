/** Quality from references: BERTScore for data whose answers are open-ended. */
import { DataError } from '../data/jsonLines';
import type { RecordedAnswer, Source } from '../data/source';
import { Graph } from '../../learn/graph/builder';
import { encodeModel } from '../../learn/graph/encode';
import { Random } from '../../learn/random';
import {
  bertScoreNetwork,
  BertScorer,
  inverseDocumentFrequency,
  type Baseline,
  type TokenEncoder,
  type TokenVectors,
  type TokenWeight,
} from '../metrics/bertScore';
import { openSession, type Session } from '../../der/networks/onnxSession';

/** Pairs of an answer and another prompt's reference that the baseline is the mean of. */
const baselinePairs = 500;

export interface BertQualityOptions {
  readonly encoder: TokenEncoder;
  /** Says in the notes whose token vectors they are. */
  readonly encoderName: string;
  /** Names of the experts to score; everybody when undefined. */
  readonly experts?: readonly string[] | undefined;
  readonly seed: number;
  readonly progress: (line: string) => void;
  readonly signal: AbortSignal;
}

/**
 * The source with every answer's quality set to BERTScore F1 against its prompt's reference: tokens weighted by
 * IDF over the references, rescaled so that unrelated texts score 0, cut to [0, 1]. Answers to prompts without a
 * reference are left out.
 * @throws DataError when no prompt has a reference
 */
export async function withBertScore(source: Source, options: BertQualityOptions): Promise<Source> {
  const { encoder, encoderName, experts, progress, signal } = options;
  const columns = source.experts.map(({ name }) => experts?.includes(name) ?? true);
  const answered = source.answers.map((row) => row.some((answer, column) => answer && columns[column]));
  const references: (TokenVectors | undefined)[] = [];
  for (const [index, { reference }] of source.prompts.entries()) {
    const wanted = answered[index] && reference !== null && reference.trim() !== '';
    references.push(wanted ? await encoder.embedTokens(reference) : undefined);
  }
  const known = references.filter((reference) => reference !== undefined);
  if (known.length === 0) {
    throw new DataError(`${source.folder}: no prompt has a reference to compute BERTScore against.`);
  }
  const graph = new Graph();
  bertScoreNetwork(graph);
  const session = await openSession(encodeModel(graph, new Map()));
  try {
    const weight = inverseDocumentFrequency(known.map(({ tokens }) => tokens));
    const baseline = await estimateBaseline(source, references, session, weight, options);
    const scorer = new BertScorer(session, weight, baseline);
    const answers: (RecordedAnswer | undefined)[][] = [];
    for (const [index, row] of source.answers.entries()) {
      signal.throwIfAborted();
      if (index % 500 === 0) progress(`BERTScore: prompt ${index + 1} of ${source.answers.length}`);
      const reference = references[index];
      const scored = row.map(async (answer, column) => {
        if (!answer || !columns[column] || reference === undefined) return undefined;
        const { f1 } = await scorer.score(await encoder.embedTokens(answer.text), reference);
        return { ...answer, quality: Math.min(1, Math.max(0, f1)) };
      });
      answers.push(await Promise.all(scored));
    }
    const without = answered.filter(Boolean).length - known.length;
    return {
      ...source,
      answers,
      notes: [
        ...source.notes,
        `Quality is BERTScore F1 by ${encoderName}, with IDF over ${known.length} references, rescaled by a baseline of ${baseline.f1.toFixed(3)}. ` +
          'It cannot be compared with values of other encoders, published ones among them, nor of other data.',
        ...(without > 0 ? [`${without} prompts without a reference were left out.`] : []),
      ],
    };
  } finally {
    await session.release();
  }
}

/** Mean scores of answers against the references of other prompts. */
async function estimateBaseline(
  source: Source,
  references: readonly (TokenVectors | undefined)[],
  session: Session,
  weight: TokenWeight,
  { encoder, seed }: BertQualityOptions,
): Promise<Baseline> {
  const random = new Random(seed).fork('baseline');
  const scorer = new BertScorer(session, weight);
  const prompts = references.flatMap((reference, index) => (reference ? [index] : []));
  const sums = { precision: 0, recall: 0, f1: 0 };
  if (prompts.length < 2) return sums;
  for (let pair = 0; pair < baselinePairs; pair++) {
    const at = random.integer(prompts.length);
    const other = (at + 1 + random.integer(prompts.length - 1)) % prompts.length;
    const given = source.answers[prompts[at]!]!.filter((answer) => answer !== undefined);
    const answer = given[random.integer(given.length)]!;
    const score = await scorer.score(await encoder.embedTokens(answer.text), references[prompts[other]!]!);
    sums.precision += score.precision / baselinePairs;
    sums.recall += score.recall / baselinePairs;
    sums.f1 += score.f1 / baselinePairs;
  }
  return sums;
}
