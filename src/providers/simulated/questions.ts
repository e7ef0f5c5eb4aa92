/**
 * The questions that the simulated experts know, each with its right answer and two plausible wrong ones.
 * They serve demonstrations and tests alone and never enter training.
 */
import data from './questions.json';

export type Domain = keyof typeof data;

/** An answer and the explanation that leads to it, sound or not. */
export interface Solution {
  readonly answer: string;
  readonly because: string;
}

export interface SimulatedQuestion {
  /** Unique: the domain and a name within it. */
  readonly id: string;
  readonly domain: Domain;
  readonly question: string;
  readonly right: Solution;
  readonly wrong: readonly Solution[];
}

export const domains = Object.keys(data) as Domain[];

export const simulatedQuestions: readonly SimulatedQuestion[] = domains.flatMap((domain) =>
  data[domain].map(({ id, question, answer, because, wrong }) => ({
    id: `${domain}/${id}`,
    domain,
    question,
    right: { answer, because },
    wrong,
  })),
);

/** Least shares of a question's word pairs, and of the words no other question has, that a text asking it holds. */
const enough = { pairs: 0.6, distinctive: 0.75 };

/**
 * The question that a text asks, if it is one of ours. Wording, case and punctuation may differ a little and
 * other text may stand around it, but every number must be there: another number is another question.
 */
export function findQuestion(text: string): SimulatedQuestion | undefined {
  const words = wordsOf(text);
  const present = new Set([...words, ...pairsOf(words)]);
  let best: { question: SimulatedQuestion; overlap: number } | undefined;
  for (const { question, numbers, distinctive, pairs } of index) {
    if (share(numbers, present) < 1 || share(distinctive, present) < enough.distinctive) continue;
    const overlap = share(pairs, present);
    if (overlap >= enough.pairs && overlap > (best?.overlap ?? 0)) best = { question, overlap };
  }
  return best?.question;
}

const worded = simulatedQuestions.map((question) => ({ question, words: wordsOf(question.question) }));

const index = worded.map(({ question, words }) => ({
  question,
  numbers: words.filter((word) => /^\d/.test(word)),
  distinctive: words.filter((word) =>
    worded.every((other) => other.words === words || !other.words.includes(word)),
  ),
  pairs: pairsOf(words),
}));

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/\p{L}+|\d+(\.\d+)?/gu) ?? [];
}

function pairsOf(words: readonly string[]): string[] {
  return words.slice(1).map((word, i) => `${words[i]} ${word}`);
}

function share(items: readonly string[], present: ReadonlySet<string>): number {
  return items.length === 0 ? 1 : items.filter((item) => present.has(item)).length / items.length;
}
