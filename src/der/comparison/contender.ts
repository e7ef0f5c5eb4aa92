/** An answer that is compared, with what it took and who gave it. */
import { z } from 'zod';
import { isModel } from '../core/experts';
import type { Trace } from '../trace/trace';

/** The schema of what is kept of an answer that was compared; its text is not among it. */
export const sideSchema = z.object({
  strategy: z.string().min(1),
  /** Whose answer it is in the end. */
  expert: z.string().min(1),
  /** It is a model's, which was shown nothing but the question: what is thought of it says how able its expert is. */
  alone: z.boolean(),
  /** P̂; absent where nobody judged it. */
  quality: z.number().min(0).max(1).optional(),
  characters: z.number().int().min(0),
  /** Answers of its route. */
  steps: z.number().int().min(1),
  /** Absent where the price is not known. */
  usd: z.number().min(0).optional(),
  costB: z.number().min(0),
  ms: z.number().min(0),
});

/** One of two answers, without its text. */
export type Side = z.infer<typeof sideSchema>;

/** An answer that stands for its strategy in a pair. */
export interface Contender {
  readonly side: Side;
  readonly answer: string;
}

/** What a route came to; undefined where nobody answered. */
export function contenderOf(strategy: string, trace: Trace): Contender | undefined {
  const { final, totals } = trace;
  const step = final && trace.steps[final.step];
  if (!final || !step) return undefined;
  const quality = trace.steps.at(-1)?.judged[final.step];
  const author = trace.pool.find(({ id }) => id === step.expert);
  const shownMore =
    step.shown.length > 0 ||
    (step.turns ?? []).length > 0 ||
    step.passages !== undefined ||
    (trace.attachments ?? []).length > 0;
  return {
    answer: final.answer,
    side: {
      strategy,
      expert: step.expert,
      alone: author !== undefined && isModel(author) && !shownMore,
      ...(quality !== undefined && { quality }),
      characters: final.answer.length,
      steps: trace.steps.length,
      ...(totals.usd !== undefined && !totals.usdIncomplete && { usd: totals.usd }),
      costB: totals.costB,
      ms: totals.totalMs,
    },
  };
}
