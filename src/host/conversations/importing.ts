/** Takes in what was exported, here or elsewhere: checked, since a file can hold anything. */
import { z } from 'zod';
import { t } from '@vscode/l10n';
import { decodeText } from '../../providers/decodeText';
import { jsonOf } from '../../providers/wire/json';
import { stopReasons } from '../../der/core/mdp';
import { eventsOf } from '../../der/trace/eventsFromTrace';
import type { Trace } from '../../der/trace/trace';
import type { Ratings, RouteLog } from '../../webview/protocol';
import { addUp } from './addUp';
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
  unknownAmount,
  usage,
} from './fields';
import { checked } from './findingFields';

const request = { attempt: index, expert: z.string(), ...decision, knobs: knobs.optional(), usage };

const step = z.looseObject({
  ...request,
  ...answer,
  checked: checked.optional(),
  judged,
  reward,
  timing: z.looseObject({
    policyMs: amount,
    terminatorMs: amount,
    checksMs: unknownAmount,
    ...answerTiming,
  }),
});

const attempt = z.looseObject({
  ...request,
  step: index,
  error,
  partial: z.string(),
  thinking: z.string().optional(),
  timing: z.looseObject({ policyMs: amount, totalMs: amount }),
});

/** A trace, its numbers made sound. */
export const traceSchema = z.looseObject({
  version: z.literal(1),
  ...question,
  retrieved: z.looseObject(retrieved).optional(),
  steps: z.array(step),
  attempts: z.array(attempt),
  final,
  stop: z.enum(stopReasons),
  stopDecision: stopDecision.optional(),
  error: z.string().optional(),
  totals,
});

const exported = z.looseObject({
  format: z.literal('der-conversation-export'),
  version: z.literal(1),
  title: z.string(),
  routes: z.array(
    z.looseObject({ trace: traceSchema, ratings: z.record(z.string(), z.enum(['up', 'down'])).optional() }),
  ),
});

/** What a file brings. */
export interface ImportedConversations {
  /** Absent for a single trace. */
  readonly title?: string;
  readonly routes: readonly RouteLog[];
}

/** Reads an export, or a single trace as `ask --json` writes it. @throws Error that says what is wrong with the file. */
export function parseExport(file: string | Buffer): ImportedConversations {
  // A terminal may have written it as UTF-16, an editor with a byte order mark.
  const text = typeof file === 'string' ? file : (decodeText(file) ?? '');
  const content = parse(text.replace(/^\ufeff/, ''));
  if (isTrace(content)) return { routes: [logOf(check(traceSchema, content) as unknown as Trace)] };
  const { title, routes } = check(exported, content);
  const logs = routes.map(({ trace: one, ratings }) => logOf(one as unknown as Trace, ratings));
  // A route that is there twice counts once.
  return { title, routes: [...new Map(logs.map((log) => [log.id, log])).values()] };
}

function logOf(read: Trace, ratings: Ratings = {}): RouteLog {
  const one = addUp(read);
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
  const content = jsonOf(text);
  if (content !== undefined) return content;
  throw new Error(
    t(
      'The file is not JSON. Choose a file that "Export Conversation" wrote as JSON, or the output of ask --json.',
    ),
  );
}
