/** The route's look at what its answers contain: between an answer and its judgement, bounded in time. */
import { withoutCutLines } from '../core/tokens';
import { withinTime } from '../core/withinTime';
import type { Asked } from '../evidence/asked';
import type { Checked, Finding } from '../evidence/findings';
import { followUpOf } from '../evidence/followUp';
import type { Turn } from '../prompt/turns';
import { hasProgram, readAlone } from '../evidence/readAlone';
import type { CheckedEvent } from '../trace/events';
import type { RouteProgress } from './progress';

/** Finds facts about answers; whatever runs programs is lent to the route in this form. */
export interface Check {
  /**
   * Checks all answers of one question together; whoever asks keeps what was found out before.
   * @param signal aborts with the route, and when it takes too long
   * @param earlier questions of the conversation before this one, the latest last
   */
  (
    question: string,
    answers: readonly string[],
    signal: AbortSignal,
    earlier?: readonly string[],
  ): Promise<Checked>;
  /** Told what experts write while they do, so that what is needed can begin to load. */
  readonly watch?: (piece: string) => void;
  /**
   * What came too late for the last check, by answer; undefined where nothing is missing. It is shown to the person and
   * kept, and nothing was judged by it.
   */
  readonly late?: (signal: AbortSignal) => Promise<readonly (readonly Finding[])[] | undefined>;
  /** It looks at more than programs, and is asked where no answer holds one. */
  readonly always?: true;
}

interface Checking {
  readonly question: string;
  readonly check?: Check | undefined;
  readonly turns?: readonly Pick<Turn, 'question'>[];
  readonly signal: AbortSignal;
}

/** Of a question, read once for all of a route's answers. */
const askedFor = new WeakMap<Checking, Asked>();

/** Most time between an answer and its judgement, in milliseconds. */
const mostMs = 1500;
/** Most time that a route waits at its end for what came too late. */
const mostLateMs = 2000;

/**
 * What is found out about every answer so far; undefined where nobody checks, and where no answer holds a program and
 * nothing else is found. Never fails: a check that throws or overruns tells no more than the kinds of the answers.
 */
export async function checkAnswers(
  checking: Checking,
  progress: RouteProgress,
  now: () => number,
): Promise<CheckedEvent | undefined> {
  const { question, check, signal } = checking;
  if (!check) return undefined;
  const texts = progress.answers.map(({ text }) => text);
  // Half an example is none.
  const earlier = (checking.turns ?? []).map((turn) => withoutCutLines(turn.question));
  const asked = askedFor.get(checking) ?? followUpOf(question, earlier).asked;
  askedFor.set(checking, asked);
  const holdsProgram = hasProgram(asked, texts);
  if (!holdsProgram && !check.always) return undefined;
  const before = now();
  const found = await withinTime(signal, mostMs, (either) => check(question, texts, either, earlier));
  const isWhole = found?.answers.length === texts.length && found.alike.length === texts.length;
  const checked = isWhole ? found : readAlone(question, texts, earlier);
  if (!holdsProgram && checked.answers.every(({ findings }) => findings.length === 0)) return undefined;
  progress.checked = checked;
  return { type: 'checked', step: texts.length - 1, checked, checksMs: now() - before };
}

/** What the last check of a route did not find out in time, beside what it did; undefined where that is all. */
export async function lateFindings(
  { question, check, signal }: Checking,
  progress: RouteProgress,
  now: () => number,
): Promise<CheckedEvent | undefined> {
  const late = check?.late;
  if (!late || progress.answers.length === 0) return undefined;
  const before = now();
  const more = await withinTime(signal, mostLateMs, late);
  if (!more?.some((findings) => findings.length > 0)) return undefined;
  const texts = progress.answers.map(({ text }) => text);
  const { checked: known } = progress;
  const checked = known?.answers.length === texts.length ? known : readAlone(question, texts);
  const answers = checked.answers.map((answer, at) => ({
    ...answer,
    findings: [...answer.findings, ...(more[at] ?? [])],
  }));
  const whole = { ...checked, answers };
  progress.checked = whole;
  return { type: 'checked', step: answers.length - 1, late: true, checked: whole, checksMs: now() - before };
}
