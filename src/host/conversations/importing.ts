/** Takes in what was exported, here or elsewhere: checked, since a file can hold anything. */
import { z } from 'zod';
import { t } from '@vscode/l10n';
import { stopReasons } from '../../der/core/mdp';
import { eventsOf } from '../../der/trace/traceFromEvents';
import type { Trace } from '../../der/trace/trace';
import type { Ratings, RouteLog } from '../../webview/protocol';

const finite = z.number();
const amount = finite.nonnegative();
const index = z.int().nonnegative();
const optional = amount.optional();
const byName = z.record(z.string(), finite);
const texts = z.record(z.string(), z.string());

const knobs = z.looseObject({
  alpha: amount,
  beta: amount,
  p0: amount,
  maxSteps: index,
  transfer: z.enum(['always', 'never']),
});

const usage = z.looseObject({ promptTokens: optional, answerTokens: optional, usd: optional, costB: amount });

const request = {
  attempt: index,
  expert: z.string(),
  by: z.literal('person').optional(),
  probabilities: byName,
  masked: texts,
  shown: z.array(index),
  turns: z.array(index).optional(),
  knobs: knobs.optional(),
  thinking: z.string().optional(),
  usage,
};

const step = z.looseObject({
  ...request,
  answer: z.string(),
  verified: z.boolean(),
  finish: z.enum(['stop', 'length']),
  fromWorkspace: z.boolean(),
  judged: z.array(finite),
  reward: z.looseObject({ quality: finite, cost: finite, increment: finite, bonus: finite }),
  timing: z.looseObject({ policyMs: amount, terminatorMs: amount, firstTokenMs: amount, totalMs: amount }),
});

const attempt = z.looseObject({
  ...request,
  step: index,
  error: z.looseObject({ kind: z.string(), message: z.string(), retryAfterMs: optional }),
  partial: z.string(),
  timing: z.looseObject({ policyMs: amount, totalMs: amount }),
});

const trace = z.looseObject({
  version: z.literal(1),
  id: z.string().min(1),
  startedAt: z.string(),
  question: z.string(),
  fromWorkspace: z.boolean().optional(),
  attachments: z
    .array(z.looseObject({ kind: z.string(), label: z.string(), text: z.string(), tokens: amount }))
    .optional(),
  turns: z
    .array(z.looseObject({ question: z.string(), answer: z.string(), fromWorkspace: z.boolean() }))
    .optional(),
  continues: z.looseObject({ id: z.string(), steps: index }).optional(),
  knobs,
  models: z.looseObject({ version: z.string(), trained: z.boolean(), sha256: texts }),
  pool: z.array(
    z.looseObject({
      id: z.string(),
      name: z.string(),
      provider: z.string(),
      costB: amount,
      costEstimated: z.boolean(),
      counts: z
        .object({ unit: z.enum(['money', 'time']), sizeB: amount, sizeEstimated: z.boolean() })
        .optional(),
      leavesMachine: z.boolean(),
    }),
  ),
  steps: z.array(step),
  attempts: z.array(attempt),
  final: z.looseObject({ step: index, answer: z.string() }).nullable(),
  stop: z.enum(stopReasons),
  stopDecision: z.looseObject({ probabilities: byName, masked: texts, policyMs: amount }).optional(),
  error: z.string().optional(),
  totals: z.looseObject({
    steps: index,
    attempts: index,
    costB: amount,
    usd: optional,
    usdIncomplete: z.boolean(),
    promptTokens: optional,
    answerTokens: optional,
    reward: finite,
    totalMs: amount,
  }),
});

const exported = z.looseObject({
  format: z.literal('der-conversation-export'),
  version: z.literal(1),
  title: z.string(),
  routes: z.array(z.looseObject({ trace, ratings: z.record(z.string(), z.enum(['up', 'down'])).optional() })),
});

/** What a file brings. */
export interface Imported {
  /** Absent for a single trace. */
  readonly title?: string;
  readonly routes: readonly RouteLog[];
}

/** Reads an export, or a single trace as `ask --json` writes it. @throws Error that says what is wrong with the text. */
export function parseExport(text: string): Imported {
  const content = parse(text);
  if (isTrace(content)) return { routes: [logOf(check(trace, content) as unknown as Trace)] };
  const { title, routes } = check(exported, content);
  const logs = routes.map(({ trace: one, ratings }) => logOf(one as unknown as Trace, ratings));
  // A route that is there twice counts once.
  return { title, routes: [...new Map(logs.map((log) => [log.id, log])).values()] };
}

function logOf(one: Trace, ratings: Ratings = {}): RouteLog {
  const events = eventsOf(one).filter(({ type }) => type !== 'delta');
  const rated = Object.entries(ratings).filter(([step]) => one.steps[Number(step)] !== undefined);
  return { id: one.id, events, ...(rated.length > 0 && { ratings: Object.fromEntries(rated) }) };
}

function isTrace(content: unknown): boolean {
  return typeof content === 'object' && content !== null && 'steps' in content;
}

function check<T>(schema: z.ZodType<T>, content: unknown): T {
  const parsed = schema.safeParse(content);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new Error(
    t(
      'This is not a conversation that DER exported, nor a trace: {0}: {1}. Choose a file that "Export Conversation" wrote as JSON, or the output of ask --json.',
      issue!.path.join('.') || t('the file'),
      issue!.message,
    ),
  );
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Error(
      t(
        'The file is not JSON. Choose a file that "Export Conversation" wrote as JSON, or the output of ask --json.',
      ),
    );
  }
}
