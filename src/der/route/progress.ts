/** What a route has gathered so far: answers, judgements, failures, and everything that was spent. */
import type { AnsweredEvent, FailedEvent, FinishedEvent } from '../trace/events';
import type { ExpertErrorKind } from '../core/expertErrors';
import { endBonus, rewardSum, type Answer, type Reward, type StopReason } from '../core/mdp';
import type { StepUsage, Totals } from '../trace/trace';

/** Failures before any work was done, unless part of an answer had come; nobody bills them. */
const unbilled: ReadonlySet<ExpertErrorKind> = new Set([
  'declined',
  'not_running',
  'not_pulled',
  'busy',
  'unauthorised',
  'rate_limited',
  'context_too_long',
  'bad_request',
]);

export class Ledger {
  readonly answers: Answer[] = [];
  /** P̂ of every answer, by the last judgement. */
  judged: readonly number[] = [];
  /** Experts that were asked and gave no answer. */
  readonly failures = new Map<string, 'declined' | 'failed'>();
  attempts = 0;
  /** Billions of parameters. */
  spentB = 0;
  /** The most that was spent in US dollars: what was billed, or what a call could cost where no bill came. */
  spentUsdBound = 0;

  private readonly usages: StepUsage[] = [];
  private usdIncomplete = false;
  private reward = 0;
  private startedAt: number;

  constructor(
    private readonly gamma: number,
    private readonly now: () => number,
  ) {
    this.startedAt = now();
  }

  /** An expert has failed in earnest, not merely declined. */
  get failed(): boolean {
    return [...this.failures.values()].includes('failed');
  }

  /**
   * Writes down what came of a request.
   * @param shown indices of the earlier answers in its prompt.
   * @param mostUsd the most it can have cost; undefined where that is not known.
   */
  book(outcome: AnsweredEvent | FailedEvent, shown: readonly number[], mostUsd: number | undefined): void {
    const { expert } = outcome;
    this.attempts += 1;
    this.usages.push(outcome.usage);
    this.spentB += outcome.usage.costB;
    const billable = outcome.type === 'answered' || !unbilled.has(outcome.error.kind) || hasText(outcome);
    const most = billable ? mostUsd : 0;
    this.spentUsdBound += outcome.usage.usd ?? most ?? 0;
    if (outcome.usage.usd === undefined && most !== 0) this.usdIncomplete = true;
    if (outcome.type === 'failed') {
      this.failures.set(expert, outcome.error.kind === 'declined' ? 'declined' : 'failed');
      return;
    }
    const { answer: text, verified, finish, fromWorkspace } = outcome;
    this.answers.push({ expert, text, shown, verified, finish, fromWorkspace });
  }

  /** Time in milliseconds that was spent before, on what is kept of an earlier route. */
  elapsed(ms: number): void {
    this.startedAt -= ms;
  }

  /** Takes in the judgement of every answer so far, and the newest step's reward. */
  rejudge(judged: readonly number[], reward: Reward): void {
    this.judged = judged;
    this.reward += rewardSum(reward);
  }

  /** The end of the route. Where no answer could be judged, the first one is the result. */
  finish(stop: StopReason, why: Pick<FinishedEvent, 'decision' | 'error'> = {}): FinishedEvent {
    const step = best(this.judged);
    const bonus = this.answers.length > 0 ? endBonus(stop, this.gamma) : 0;
    return {
      type: 'finished',
      stop,
      final: this.answers.length > 0 ? { step, answer: this.answers[step]!.text } : null,
      bonus,
      ...why,
      totals: this.totals(bonus),
    };
  }

  private totals(bonus: number): Totals {
    return {
      steps: this.answers.length,
      attempts: this.attempts,
      costB: this.spentB,
      ...known('usd', sum(this.usages.map((usage) => usage.usd))),
      usdIncomplete: this.usdIncomplete,
      ...known('promptTokens', sum(this.usages.map((usage) => usage.promptTokens))),
      ...known('answerTokens', sum(this.usages.map((usage) => usage.answerTokens))),
      reward: this.reward + bonus,
      totalMs: this.now() - this.startedAt,
    };
  }
}

function hasText({ partial, thinking }: FailedEvent): boolean {
  return partial !== '' || thinking !== undefined;
}

/** Index of the highest value; the earliest of equals, which is the cheapest to have stopped at. */
export function best(judged: readonly number[]): number {
  return judged.reduce((top, value, index) => (value > judged[top]! ? index : top), 0);
}

/** Sum of the known values; undefined when none is known. */
function sum(values: readonly (number | undefined)[]): number | undefined {
  const all = values.filter((value) => value !== undefined);
  return all.length > 0 ? all.reduce((total, value) => total + value, 0) : undefined;
}

/** `{ [name]: value }`, or nothing when the value is not known: unknown is absent, never zero. */
function known<K extends string>(name: K, value: number | undefined): { readonly [key in K]?: number } {
  return value === undefined ? {} : ({ [name]: value } as { readonly [key in K]: number });
}
