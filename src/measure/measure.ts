/**
 * Measures experts: asks them questions, grades what they answer, and keeps each outcome before the next question.
 * Experts on this machine are asked one after the other, so that no model is loaded twice; the others beside them, each
 * several questions at once. Where it is cut off at any moment, what was kept tells what is still to be asked.
 */
import { CancelledError, ExpertError } from '../der/core/expertErrors';
import type { Expert } from '../der/core/experts';
import type { SkillKind } from '../der/core/modelFacts';
import type { OutcomeRecord } from '../der/estimate/outcomes';
import { askOnce } from './askOnce';
import type { Grade } from './grade';
import { Patience } from './patience';
import type { PauseGate } from './pauseGate';
import { atOnce, manyAtOnce, type ExpertTask } from './plan';
import { askedText, type MeasureQuestion } from './question';
import { MeasureQueue } from './queue';
import { Suspects } from './suspects';

export type MeasureEvent = { readonly expert: string } &
  /** `done`: its answers that are kept, earlier ones included; `left`: questions it may still be asked, this one included. */
  (
    | { readonly type: 'asking'; readonly done: number; readonly left: number }
    | {
        readonly type: 'kept';
        readonly kind: SkillKind;
        readonly quality: number;
        readonly seconds: number;
        readonly usd?: number;
        readonly left: number;
      }
    | { readonly type: 'failed'; readonly message: string }
    /** The server asked to wait. */
    | { readonly type: 'waiting'; readonly seconds: number }
    /** An answer cannot be graded; `all`: nor another one of its kind, and none is asked for any more. */
    | { readonly type: 'ungraded'; readonly kind: SkillKind; readonly reason: string; readonly all: boolean }
    /** It fails too often to be asked on; what it answered is kept. */
    | { readonly type: 'passedOver'; readonly message: string }
    | { readonly type: 'done' }
  );

export interface MeasureTools {
  grade(question: MeasureQuestion, answer: string, signal: AbortSignal): Promise<Grade>;
  /** @throws Error that says what to do; nobody is asked on then: what is answered and not kept is paid for in vain */
  keep(records: readonly OutcomeRecord[]): Promise<void>;
  report(event: MeasureEvent): void;
  /** Milliseconds on a clock that never goes back. */
  now(): number;
  wait(ms: number, signal: AbortSignal): Promise<void>;
}

export interface MeasureOptions {
  readonly precision: number;
  /** Written beside each outcome. */
  readonly run: string;
  /** References are a person's own, and may be wrong. */
  readonly ownReferences: boolean;
  readonly gate: PauseGate;
  readonly signal: AbortSignal;
}

export interface MeasuredExpert {
  /** Questions whose reference is probably wrong; their outcomes are taken back. */
  readonly suspects: readonly string[];
}

/**
 * @throws CancelledError when the signal aborts; the error of `keep` when an outcome cannot be kept
 */
export async function measure(
  tasks: readonly ExpertTask[],
  tools: MeasureTools,
  options: MeasureOptions,
): Promise<MeasuredExpert> {
  const failing = new AbortController();
  const signal = AbortSignal.any([options.signal, failing.signal]);
  const measuring = new Measuring(tools, { ...options, signal });
  const local = tasks.filter(({ expert }) => !manyAtOnce(expert));
  const lanes = [
    inTurn(local, (task) => measuring.expert(task, 1)),
    ...tasks.filter(({ expert }) => manyAtOnce(expert)).map((task) => measuring.expert(task, atOnce)),
  ];
  const ended = await Promise.allSettled(
    lanes.map((lane) =>
      lane.catch((error: unknown) => {
        failing.abort();
        throw error;
      }),
    ),
  );
  const reasons = ended.flatMap((one) => (one.status === 'rejected' ? [one.reason as Error] : []));
  const cause = reasons.find((reason) => !(reason instanceof CancelledError)) ?? reasons[0];
  if (cause) throw cause;
  return { suspects: await measuring.takeBackSuspects() };
}

async function inTurn<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  for (const item of items) await work(item);
}

class Measuring {
  private readonly suspects = new Suspects();
  private readonly kept: OutcomeRecord[] = [];

  constructor(
    private readonly tools: MeasureTools,
    private readonly options: MeasureOptions,
  ) {}

  async expert(task: ExpertTask, many: number): Promise<void> {
    const { expert } = task;
    const queue = new MeasureQueue(task, this.options.precision);
    const patience = new Patience();
    const one = new OneExpert(task, queue, patience, this.tools, this.options, (question, answer, record) => {
      if (question.kind !== 'short' || !this.options.ownReferences) return;
      this.suspects.add(question, answer);
      this.kept.push(record);
    });
    const workers = await Promise.allSettled(Array.from({ length: many }, () => one.work()));
    const failed = workers.find((worker) => worker.status === 'rejected');
    if (failed) throw failed.reason;
    this.tools.report({ type: 'done', expert: expert.id });
  }

  async takeBackSuspects(): Promise<readonly string[]> {
    const questions = new Set(this.suspects.questions.map(({ question }) => question));
    const wrong = this.kept.filter(({ question }) => questions.has(question));
    await this.tools.keep(wrong.map((record) => ({ ...record, quality: null })));
    return [...questions];
  }
}

/** One expert's questions, asked by one worker or several that share its queue. */
class OneExpert {
  private done: number;
  private readonly expert: Expert;

  constructor(
    { expert, kinds }: ExpertTask,
    private readonly queue: MeasureQueue,
    private readonly patience: Patience,
    private readonly tools: MeasureTools,
    private readonly options: MeasureOptions,
    private readonly onKept: (question: MeasureQuestion, answer: string, record: OutcomeRecord) => void,
  ) {
    this.expert = expert;
    this.done = kinds.reduce((sum, { known }) => sum + known.length, 0);
  }

  async work(): Promise<void> {
    const { gate, signal } = this.options;
    for (;;) {
      await gate.pass(signal);
      const question = this.patience.isOver ? undefined : this.queue.next();
      if (!question) return;
      this.report({ type: 'asking', done: this.done, left: this.queue.left });
      try {
        await this.ask(question);
        this.patience.succeeded();
      } catch (error) {
        if (error instanceof CancelledError || !(error instanceof ExpertError)) throw error;
        await this.bear(error, question);
      }
    }
  }

  private async ask(question: MeasureQuestion): Promise<void> {
    const { grade, keep, now } = this.tools;
    const { signal, run } = this.options;
    const started = now();
    const { answer, usd, version } = await askOnce(this.expert, askedText(question), signal);
    const seconds = Math.max(0, now() - started) / 1000;
    const graded = await grade(question, answer, signal);
    if ('cannot' in graded) {
      this.queue.ungraded(question, graded.all);
      this.report({ type: 'ungraded', kind: question.kind, reason: graded.cannot, all: graded.all });
      return;
    }
    const { quality } = graded;
    const record: OutcomeRecord = {
      expert: this.expert.id,
      question: question.question,
      quality,
      characters: answer.length,
      from: 'calibrate',
      at: new Date().toISOString(),
      kind: question.kind,
      run,
      ...(version !== undefined && { version }),
    };
    await keep([record]);
    this.done += 1;
    this.queue.answered(question, quality);
    this.onKept(question, answer, record);
    const { left } = this.queue;
    this.report({
      type: 'kept',
      kind: question.kind,
      quality,
      seconds,
      left,
      ...(usd !== undefined && { usd }),
    });
  }

  /** A failure is no outcome: it says nothing of the answers that an expert gives. */
  private async bear(error: ExpertError, question: MeasureQuestion): Promise<void> {
    const ms = this.patience.waitFor(error);
    if (ms !== undefined) {
      this.queue.putBack(question);
      this.report({ type: 'waiting', seconds: ms / 1000 });
      await this.tools.wait(ms, this.options.signal);
      return;
    }
    this.queue.failed(question);
    this.report({ type: 'failed', message: error.message });
    if (this.patience.failed(error)) this.report({ type: 'passedOver', message: error.message });
  }

  private report(event: DistributiveOmit<MeasureEvent, 'expert'>): void {
    this.tools.report({ ...event, expert: this.expert.id });
  }
}

type DistributiveOmit<T, K extends keyof T> = T extends unknown ? Omit<T, K> : never;
