/** Who the simulated experts are: fictitious models, each with its strengths and its way with others' answers. */
import { domains, type Domain } from './questions';

export interface Student {
  /** Starts with `simulated/`, so that nobody takes it for a real model. */
  readonly id: string;
  /** Fictitious size in billions of parameters, which is its cost. */
  readonly paramsB: number;
  readonly contextTokens: number;
  /** Chance of answering rightly without help, by domain. */
  readonly skill: Readonly<Record<Domain, number>>;
  readonly transfer: TransferHabits;
  /** Whether it reasons in a channel of its own before it answers. */
  readonly thinks: boolean;
  /** Ways to open an answer; one is drawn per question. */
  readonly openings: readonly string[];
}

/** What being shown an earlier answer does to a student, as chances. */
export interface TransferHabits {
  /** Takes over a right answer where its own would have been wrong. */
  readonly adoptsRight: number;
  /** Is talked out of its own right answer by a wrong one. */
  readonly yieldsToWrong: number;
  /** Finds the right answer on seeing a wrong one, where it would have been wrong alone. */
  readonly rethinks: number;
}

export const students: readonly Student[] = [
  {
    id: 'simulated/anna-3b',
    paramsB: 3,
    contextTokens: 8192,
    skill: skills(0.35, { language: 0.75, 'history-geography': 0.65 }),
    transfer: { adoptsRight: 0.85, yieldsToWrong: 0.45, rethinks: 0.05 },
    thinks: false,
    openings: ['Sure!', 'Good question.', 'Here is how I see it.'],
  },
  {
    id: 'simulated/bruno-8b',
    paramsB: 8,
    contextTokens: 16384,
    skill: skills(0.45, { programming: 0.85, code: 0.75, shell: 0.8, sql: 0.65 }),
    transfer: { adoptsRight: 0.75, yieldsToWrong: 0.3, rethinks: 0.1 },
    thinks: false,
    openings: ['In short:', 'Let us look at it.', 'This is a matter of definition.'],
  },
  {
    id: 'simulated/chiara-14b',
    paramsB: 14,
    contextTokens: 32768,
    skill: skills(0.55, { arithmetic: 0.9, logic: 0.85, science: 0.7 }),
    transfer: { adoptsRight: 0.7, yieldsToWrong: 0.2, rethinks: 0.2 },
    thinks: true,
    openings: ['Let me work it out step by step.', 'Step by step:', 'First the facts.'],
  },
  {
    id: 'simulated/dmitri-32b',
    paramsB: 32,
    contextTokens: 32768,
    skill: skills(0.65, { science: 0.9, sql: 0.85, 'history-geography': 0.85 }),
    transfer: { adoptsRight: 0.65, yieldsToWrong: 0.15, rethinks: 0.2 },
    thinks: false,
    openings: ['The reasoning is this.', 'Consider the following.', 'It follows from what is known.'],
  },
  {
    id: 'simulated/elena-70b',
    paramsB: 70,
    contextTokens: 131072,
    skill: skills(0.82, { code: 0.9, arithmetic: 0.88, logic: 0.88 }),
    transfer: { adoptsRight: 0.8, yieldsToWrong: 0.08, rethinks: 0.35 },
    thinks: true,
    openings: [
      'Let me be careful here.',
      'Checking each part in turn:',
      'Here is the answer with its reason.',
    ],
  },
];

/** The same chance in every domain but those named. */
function skills(usual: number, strengths: Partial<Record<Domain, number>>): Record<Domain, number> {
  const everywhere = Object.fromEntries(domains.map((domain) => [domain, usual])) as Record<Domain, number>;
  return { ...everywhere, ...strengths };
}
