/** What figures are made from: a route without a word of what was asked or answered. */
import { z } from 'zod';
import { isModel } from '../../der/core/experts';
import { skillKinds } from '../../der/core/modelFacts';
import { kindsAsked } from '../../der/evidence/kindsAsked';
import { alternatives } from '../../der/trace/costBaselines';
import type { ServedTrace } from './servedTrace';

export const factsSchema = z.object({
  id: z.string(),
  at: z.iso.datetime(),
  /** Name of the key; absent where there are none. */
  who: z.string().optional(),
  stop: z.string(),
  /** What the question may ask for. */
  kinds: z.array(z.enum(skillKinds)),
  /** Who answered, in turn. */
  answered: z.array(z.string()),
  /** Who gave the answer that was returned. */
  chosen: z.string().optional(),
  /** P̂ of the answer that was returned. */
  quality: z.number().optional(),
  failed: z.array(z.object({ expert: z.string(), kind: z.string() })),
  /** Billions of parameters: of this route, of always the largest, of everybody once. */
  costB: z.number(),
  largestB: z.number().optional(),
  everybodyB: z.number().optional(),
  usd: z.number().optional(),
  ms: z.number(),
  /** By a person; absent where nobody said anything. */
  rating: z.enum(['up', 'down']).optional(),
});

export type RouteFacts = z.infer<typeof factsSchema>;

export function factsOf(trace: ServedTrace): RouteFacts {
  const { id, startedAt, askedBy, stop, steps, attempts, pool, totals, final } = trace;
  const answered = steps.map(({ expert }) => expert);
  const first = [...steps, ...attempts].find(({ attempt }) => attempt === 0);
  const ways = alternatives({
    pool,
    masked: first?.masked ?? {},
    answered: new Set(answered),
    failed: new Set(attempts.map(({ expert }) => expert)),
  });
  const models = new Set(pool.filter(isModel).map((expert) => expert.id));
  const quality = final ? steps.at(-1)?.judged[final.step] : undefined;
  return {
    id,
    at: startedAt,
    ...(askedBy !== undefined && { who: askedBy }),
    stop,
    kinds: [...kindsAsked(trace.question)],
    answered,
    ...(final && { chosen: steps[final.step]!.expert }),
    ...(quality !== undefined && { quality }),
    failed: attempts
      .filter(({ expert, error }) => models.has(expert) || error.kind !== 'declined')
      .map(({ expert, error }) => ({ expert, kind: error.kind })),
    costB: totals.costB,
    ...(ways && { largestB: ways.largest.costB, everybodyB: ways.everybody.costB }),
    ...(totals.usd !== undefined && { usd: totals.usd }),
    ms: totals.totalMs,
  };
}
