/** What a line of a conversation's file may hold; anything else is no line of it. */
import { z } from 'zod';
import { stopReasons } from '../../der/core/mdp';
import {
  amount,
  answer,
  answerTiming,
  decision,
  error,
  final,
  index,
  judged,
  knobs,
  question,
  retrieved,
  reward,
  stopDecision,
  totals,
  usage,
} from './fields';
import { checked } from './findingFields';

const place = { step: index, attempt: index };
const request = { ...place, expert: z.string() };

const event = z.discriminatedUnion('type', [
  z.looseObject({ type: z.literal('started'), ...question }),
  z.looseObject({ type: z.literal('retrieved'), ...retrieved }),
  z.looseObject({ type: z.literal('chosen'), ...request, ...decision, knobs, policyMs: amount }),
  z.looseObject({
    type: z.literal('delta'),
    ...place,
    channel: z.enum(['answer', 'thinking']),
    text: z.string(),
  }),
  z.looseObject({ type: z.literal('relabelled'), ...place }),
  z.looseObject({
    type: z.literal('failed'),
    ...request,
    error,
    partial: z.string(),
    thinking: z.string().optional(),
    usage,
    totalMs: amount,
  }),
  z.looseObject({
    type: z.literal('answered'),
    ...request,
    ...answer,
    usage,
    timing: z.looseObject(answerTiming),
  }),
  z.looseObject({
    type: z.literal('checked'),
    step: index,
    late: z.literal(true).optional(),
    checked,
    checksMs: amount,
  }),
  z.looseObject({
    type: z.literal('judged'),
    step: index,
    judged,
    estimated: z.literal(true).optional(),
    best: index,
    reward,
    terminatorMs: amount,
  }),
  z.looseObject({
    type: z.literal('finished'),
    stop: z.enum(stopReasons),
    final,
    bonus: z.number().catch(0),
    decision: stopDecision.optional(),
    error: z.string().optional(),
    totals,
  }),
]);

const route = z.string().min(1);

export const lineSchema = z.union([
  z.object({ route, event }),
  z.object({ route, rated: z.object({ step: index, rating: z.enum(['up', 'down']).nullable() }) }),
  z.object({ title: z.string() }),
  z.object({ branchOf: z.object({ id: z.string(), title: z.string() }) }),
]);
