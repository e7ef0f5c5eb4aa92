/** Recorded answers prepared for learning: every text is encoded and read once. */
import type { CheckRecorded, RecordedAnswer, RecordedTexts, Source } from '../recordedAnswers';
import { ColumnFindings } from './columnFindings';
import type { ModelFacts, SkillKind } from '../../der/core/modelFacts';
import { kindsAsked } from '../../der/evidence/kindsAsked';
import type { Encoder } from '../../der/networks/encoder';
import { answerSignals, type AnswerSignals } from '../../der/evidence/answerSignals';
import { readQuestion, type QuestionSignals } from '../../der/evidence/questionSignals';
import type { Random } from '../random';

/** An expert as profiles and features know it. */
export interface PreparedExpert {
  readonly id: string;
  readonly provider: 'recorded';
  readonly costB: number;
  readonly costEstimated: boolean;
  readonly tool: false;
  readonly facts?: ModelFacts | undefined;
}

/** A recorded prompt with what learning needs of it, computed once. */
export interface PreparedPrompt {
  readonly id: string;
  /** Null where it was not recorded. */
  readonly question: string | null;
  /** For reports only; no network and no profile sees it. */
  readonly domain: string;
  readonly split: string;
  readonly reference: string | null;
  /** What its text shows. */
  readonly signals: QuestionSignals;
  readonly embedding: Float32Array;
  /** Of answer that it may ask for. */
  readonly kinds: readonly SkillKind[];
  /** How much it is like the questions of training; see encoder.ts. */
  readonly familiarity: number;
  /** Prompts that are near-duplicates of each other share a group, across sources too. */
  readonly group: number;
}

/** A recorded answer with what learning needs of it, computed once. */
export interface PreparedAnswer {
  readonly signs: AnswerSignals;
  readonly quality: number;
  /** Of its author among the source's experts; undefined of what nobody said so, of which nothing was found out. */
  readonly column?: number | undefined;
  /** The same answer cut off somewhere, made for some of the answers, so that networks learn what that does. */
  readonly torn?: PreparedAnswer;
}

/** One source, ready to draw routes from. */
export interface PreparedSource {
  readonly name: string;
  readonly experts: readonly PreparedExpert[];
  /** Only prompts that somebody answered. */
  readonly prompts: readonly PreparedPrompt[];
  /** By prompt, then by expert. */
  readonly answers: readonly (readonly (PreparedAnswer | undefined)[])[];
  /** By prompt: what running the programs of its answers shows, which it knows by column. */
  readonly findings: readonly (ColumnFindings | undefined)[];
}

/**
 * Prepares one source.
 * @param groupOf group of a prompt's near-duplicates, by prompt id.
 * @param check runs the programs of the answers; without it nothing is known of what they do
 */
export async function prepareSource(
  source: Source,
  encoder: Pick<Encoder, 'encode'>,
  groupOf: ReadonlyMap<string, number>,
  random: Random,
  check?: CheckRecorded,
): Promise<PreparedSource> {
  const prompts: PreparedPrompt[] = [];
  const answers: (PreparedAnswer | undefined)[][] = [];
  const texts: RecordedTexts[] = [];
  for (const [index, { id, question, domain, split, reference }] of source.prompts.entries()) {
    const given = source.answers[index]!;
    if (given.every((answer) => answer === undefined)) continue;
    const { vector, familiarity } = await encoder.encode(question ?? '');
    const group = groupOf.get(id);
    if (group === undefined) throw new Error(`The prompt ${id} has no group of near-duplicates.`);
    const kinds = kindsAsked(question);
    const signals = readQuestion(question ?? '');
    prompts.push({
      id,
      question,
      domain,
      split,
      reference,
      group,
      signals,
      embedding: vector,
      kinds,
      familiarity,
    });
    answers.push(given.map((answer, column) => answer && { ...read(answer, signals, random), column }));
    texts.push({ id, question, texts: given.flatMap((answer) => answer?.text ?? []) });
  }
  const experts = source.experts.map(({ name, costB, costEstimated, facts }) => ({
    id: name,
    provider: 'recorded' as const,
    costB,
    costEstimated,
    tool: false as const,
    facts,
  }));
  const found = await check?.(texts);
  const findings = answers.map((given, at) => found?.[at] && new ColumnFindings(found[at], given));
  return { name: source.name, experts, prompts, answers, findings };
}

/** Share of the answers of which a torn copy is made. */
const tornShare = 0.15;

function read({ text, quality }: RecordedAnswer, question: QuestionSignals, random: Random): PreparedAnswer {
  const signs = answerSignals(text, question);
  if (random.uniform() >= tornShare) return { signs, quality };
  const start = answerSignals(text.slice(0, Math.floor(text.length * random.uniform(0.2, 0.9))), question);
  // A provider says that an answer hit its limit; a recording shows it only by its text.
  const torn = { ...start, cutOff: start.cutOff || random.uniform() < 0.5 };
  // What was concluded before the cut keeps its quality.
  return { signs, quality, torn: { signs: torn, quality: start.final === signs.final ? quality : 0 } };
}
