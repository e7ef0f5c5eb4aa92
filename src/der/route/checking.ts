/** The route's look at what its answers contain: between an answer and its judgement, bounded in time. */
import { unlessAborted } from '../core/unlessAborted';
import type { Checked } from '../evidence/findings';
import { hasProgram, readAlone } from '../evidence/readAlone';
import type { CheckedEvent } from '../trace/events';
import type { Ledger } from './progress';

/**
 * Checks all answers of one question together; whoever asks keeps what was found out before.
 * @param signal aborts with the route, and when it takes too long
 */
export type Check = (question: string, answers: readonly string[], signal: AbortSignal) => Promise<Checked>;

interface Checking {
  readonly question: string;
  readonly check?: Check | undefined;
  readonly signal: AbortSignal;
}

/** Most time between an answer and its judgement, in milliseconds. */
const mostMs = 1500;

/**
 * What is found out about every answer so far; undefined where nobody checks, and where no answer holds a program.
 * Never fails: a check that throws or overruns tells no more than the kinds of the answers.
 */
export async function checkAnswers(
  { question, check, signal }: Checking,
  ledger: Ledger,
  now: () => number,
): Promise<CheckedEvent | undefined> {
  const texts = ledger.answers.map(({ text }) => text);
  if (!check || !hasProgram(question, texts)) return undefined;
  const before = now();
  const found = await within(signal, (either) => check(question, texts, either));
  const isWhole = found?.answers.length === texts.length && found.alike.length === texts.length;
  const checked = isWhole ? found : readAlone(question, texts);
  ledger.checked = checked;
  return { type: 'checked', step: texts.length - 1, checked, checksMs: now() - before };
}

/** What a check says in time; undefined where it fails. */
async function within(
  signal: AbortSignal,
  check: (either: AbortSignal) => Promise<Checked>,
): Promise<Checked | undefined> {
  if (signal.aborted) return undefined;
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(), mostMs);
  const either = AbortSignal.any([signal, late.signal]);
  try {
    return await unlessAborted(check(either), either);
  } catch {
    return undefined;
  } finally {
    clearTimeout(timer);
  }
}
