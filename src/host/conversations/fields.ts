/**
 * What the events and traces of a file are made of. Texts and their order must be right; a number that is none, which
 * JSON writes as null, is taken as unknown: it must not cost the person the answer beside it.
 */
import { imageTypes, mostImageBytes } from '../../der/prompt/images';
import { z } from 'zod';
import { expertErrorKinds } from '../../der/core/expertErrors';
import type { ExpertSummary } from '../../der/core/experts';
import { kinds } from '../../providers/kinds';

export const amount = z.number().nonnegative().catch(0);
export const unknownAmount = z.number().nonnegative().optional().catch(undefined);
export const index = z.int().nonnegative();
const number = z.number().catch(0);
const quality = z.number().min(0).max(1).catch(0);

const byName = z.record(z.string(), number);
const texts = z.record(z.string(), z.string());
export const judged = z.array(quality);

export const knobs = z.looseObject({
  alpha: amount,
  beta: amount,
  p0: quality,
  maxSteps: index.catch(1),
  transfer: z.enum(['always', 'never']),
});

export const usage = z.looseObject({
  promptTokens: unknownAmount,
  answerTokens: unknownAmount,
  usd: unknownAmount,
  requests: index.optional().catch(undefined),
  costB: amount,
});

export const decision = {
  by: z.literal('person').optional(),
  probabilities: byName,
  masked: texts,
  shown: z.array(index),
  turns: z.array(index).optional(),
  passages: z.literal(true).optional(),
};

/** How a route ended at a decision of its own. */
export const stopDecision = z.looseObject({ probabilities: byName, masked: texts, policyMs: amount });

/** What tools found in the person's files. */
export const retrieved = {
  experts: z.array(z.string()),
  passages: z.array(
    z.looseObject({
      label: z.string(),
      language: z.string().optional(),
      given: z.enum(['openFile', 'instructions']).optional().catch(undefined),
      text: z.string(),
    }),
  ),
  retrievalMs: amount,
};

export const answer = {
  answer: z.string(),
  version: z.string().max(200).optional().catch(undefined),
  thinking: z.string().optional(),
  verified: z.boolean(),
  finish: z.enum(['stop', 'length']),
  fromWorkspace: z.boolean(),
};

export const answerTiming = {
  queuedMs: unknownAmount,
  loadMs: unknownAmount,
  firstTokenMs: amount,
  totalMs: amount,
};

export const reward = z.looseObject({ quality: number, cost: number, increment: number, bonus: number });

export const error = z.looseObject({
  kind: z.enum(expertErrorKinds).catch('unknown'),
  message: z.string(),
  retryAfterMs: unknownAmount,
});

/** Earlier versions wrote an expert's kind alone: whether it is a tool, or simulated, follows from that. */
function withTraits<Summary extends Pick<ExpertSummary, 'provider' | 'tool' | 'simulated'>>(
  summary: Summary,
): Summary {
  const { tool, simulated } =
    kinds.find(({ traits }) => traits.provider === summary.provider)?.traits ?? summary;
  return { ...summary, ...(tool && { tool }), ...(simulated && { simulated }) };
}

const image = z
  .strictObject({ mediaType: z.enum(imageTypes), data: z.base64().max(2 * mostImageBytes) })
  .optional();

/** What was asked, and who could be. */
export const question = {
  id: z.string().min(1),
  startedAt: z.string(),
  question: z.string(),
  fromWorkspace: z.boolean().optional(),
  attachments: z
    .array(z.looseObject({ kind: z.string(), label: z.string(), text: z.string(), tokens: amount, image }))
    .optional(),
  turns: z
    .array(z.looseObject({ question: z.string(), answer: z.string(), fromWorkspace: z.boolean() }))
    .optional(),
  continues: z.looseObject({ id: z.string(), steps: index }).optional(),
  knobs,
  models: z.looseObject({ version: z.string(), trained: z.boolean(), sha256: texts }),
  pool: z.array(
    z
      .looseObject({
        id: z.string(),
        name: z.string(),
        provider: z.string(),
        costB: amount,
        costEstimated: z.boolean(),
        counts: z
          .object({ unit: z.enum(['money', 'time']), sizeB: amount, sizeEstimated: z.boolean() })
          .optional(),
        leavesMachine: z.boolean(),
        tool: z.boolean().optional(),
        simulated: z.boolean().optional(),
      })
      .transform(withTraits),
  ),
};

export const final = z.looseObject({ step: index, answer: z.string() }).nullable();

/** Counted anew of what there is where a route is taken in. */
const count = index.catch(0);

export const totals = z.looseObject({
  steps: count,
  attempts: count,
  costB: amount,
  usd: unknownAmount,
  usdIncomplete: z.boolean(),
  promptTokens: unknownAmount,
  answerTokens: unknownAmount,
  reward: number,
  totalMs: amount,
});
