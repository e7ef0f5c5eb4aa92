/** A question to measure experts with: what is asked, and what its answer is graded by. */
import { z } from 'zod';
import { hiddenStatement } from '../checks/hiddenTests';

const text = z.string().trim().min(1);

/** Its answer is equal to the reference, or wrong. */
const shortSchema = z.object({
  kind: z.literal('short').default('short'),
  question: text,
  reference: z.union([text, z.number()]).transform(String),
});

/** Its answer holds a program that passes all tests, or is wrong. */
const testedSchema = z
  .object({
    kind: z.literal('program').default('program'),
    question: text,
    language: z.enum(['typescript', 'javascript', 'python']),
    /** Of what the tests call. */
    name: z.string().regex(/^[A-Za-z_$][\w$]*$/),
    /** Expressions, each with the literal that it gives, or `throws RangeError`. */
    tests: z
      .array(z.tuple([text, text]))
      .min(1)
      .max(40),
  })
  .superRefine(({ name, tests }, context) => {
    for (const [expression, gives] of tests) {
      if (hiddenStatement(name, [expression, gives])) continue;
      context.addIssue(`"${gives.slice(0, 80)}" is neither a literal nor "throws" with the name of an error`);
    }
  });

/** Its answer's program does what that of an answer does which the person kept, in so many of the inputs tried. */
const keptSchema = z.object({
  kind: z.literal('program').default('program'),
  question: text,
  answer: text,
});

/**
 * Its answer names so many of the facts that a good one would. That is a proxy: it tells who knows what an explanation
 * is about, not who explains it well. A fact is a list of ways to say it; each way is words that must all be there,
 * joined by ` & `.
 */
const openSchema = z.object({
  kind: z.literal('open').default('open'),
  question: text,
  facts: z.array(z.array(text).min(1).max(40)).min(2).max(20),
  /** A block of this language that parses is one more fact. */
  code: z.enum(['typescript', 'javascript', 'python']).optional(),
});

export type ShortQuestion = z.output<typeof shortSchema>;
export type TestedQuestion = z.output<typeof testedSchema>;
export type KeptQuestion = z.output<typeof keptSchema>;
export type OpenQuestion = z.output<typeof openSchema>;
export type MeasureQuestion = ShortQuestion | TestedQuestion | KeptQuestion | OpenQuestion;

/** What tells the forms of a question apart, and what is wrong with a value that has none. */
const forms = [
  ['reference', shortSchema],
  ['tests', testedSchema],
  ['facts', openSchema],
  ['answer', keptSchema],
] as const;

const oneOf =
  'a "question" with a "reference" (short), with "language", "name" and "tests" or a kept "answer" (program), or with "facts" (open)';

/** The question that a value is. @throws Error that says what is wrong with it, as the rest of a sentence */
export function questionOf(value: unknown): MeasureQuestion {
  if (value === null || typeof value !== 'object') throw new Error(`must be a JSON object: ${oneOf}`);
  const form = forms.find(([key]) => Object.hasOwn(value, key));
  if (!form) throw new Error(`must have ${oneOf}`);
  const parsed = form[1].safeParse(value);
  if (parsed.success) return parsed.data;
  const { path, message } = parsed.error.issues[0]!;
  throw new Error(`is wrong at "${path.join('.') || form[0]}": ${message}`);
}

/** What an expert is sent. How its answer is to end or to be held short is no part of the question itself. */
export function askedText(question: MeasureQuestion): string {
  switch (question.kind) {
    case 'short':
      // The last line says which part of a longer text is meant.
      return `${question.question}\n\nEnd with a line of its own: "The answer is X.", X being the answer alone.`;
    case 'program':
      return `${question.question}\n\nAnswer with one block of code, without an explanation and without tests.`;
    case 'open':
      return `${question.question}\n\nAnswer in at most 120 words.`;
  }
}
