/** What goes with a question beside what the person attached: passages of their files, as the pool's tools find them. */
import type { Attachment } from '../prompt/attachments';
import { maySee, writesAnswers, type Expert, type Passage } from '../core/experts';
import { withinTime } from '../core/withinTime';
import type { RetrievedEvent } from '../trace/events';
import type { Limits } from './masks';

/** Most time before the first decision, in milliseconds: a large folder is read when it is first asked about. */
const mostMs = 4000;

/** Passages of all tools together. */
const mostPassages = 6;

interface Retrieving {
  readonly question: string;
  readonly attachments: readonly Attachment[];
  /** What goes with the question by itself. */
  readonly context?: readonly Passage[] | undefined;
  readonly pool: readonly Expert[];
  readonly limits: Limits;
  readonly signal: AbortSignal;
}

/**
 * What goes with the question by itself, and the passages that it is about; undefined where there are none, or nobody
 * could be shown them. Never fails: a search that throws or overruns has found nothing.
 */
export async function retrieved(
  { question, attachments, context = [], pool, limits, signal }: Retrieving,
  now: () => number,
): Promise<RetrievedEvent | undefined> {
  const excluded = new Set(limits.excluded);
  const tools = pool.filter(({ id, retrieve }) => retrieve !== undefined && !excluded.has(id));
  const readers = pool.some((expert) => writesAnswers(expert) && maySee(expert, limits.allowWorkspaceText));
  if ((tools.length === 0 && context.length === 0) || !readers) return undefined;
  const before = now();
  const found = await Promise.all(
    tools.map((tool) => withinTime(signal, mostMs, (either) => tool.retrieve!(question, either))),
  );
  // What the person attached is there already.
  const isAttached = ({ text }: Passage) => attachments.some((one) => one.text.includes(text));
  const given = context.filter((one) => !isAttached(one));
  const isNew = (one: Passage) => !isAttached(one) && !given.some(({ text }) => text.includes(one.text));
  const passages = [
    ...given,
    ...found
      .flatMap((passages) => passages ?? [])
      .filter(isNew)
      .slice(0, mostPassages),
  ];
  if (passages.length === 0) return undefined;
  return { type: 'retrieved', experts: tools.map(({ id }) => id), passages, retrievalMs: now() - before };
}
