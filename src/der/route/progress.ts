/** What a route has gathered so far: answers, judgements, failures, and everything that was spent. */
import type { AnsweredEvent, FailedEvent, FinishedEvent } from '../trace/events';
import type { ExpertErrorKind } from '../core/expertErrors';
import { endBonus, rewardSum, type Answer, type Reward, type StopReason } from '../core/mdp';
import type { Checked } from '../evidence/findings';
import type { StepUsage, Totals } from '../trace/trace';
import { best } from './rule';

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

/** Whether a request that failed may be billed: work was done, or part of an answer had come. */
export function mayBeBilled(kind: ExpertErrorKind, hasText: boolean): boolean {
  return hasText || !unbilled.has(kind);
}

/** What made one prompt different from another one of the same route and expert. */
export interface Sent {
  /** Indices of the earlier answers in it. */
  readonly shown: readonly number[];
  /** Indices of the earlier turns in it. */
  readonly turns: readonly number[];
  /** It holds the passages that were retrieved. */
  readonly passages?: boolean | undefined;
}

/** What a route has come to so far; the loop alone writes to it. */
export class RouteProgress {
  readonly answers: Answer[] = [];
  /** P̂ of every answer, by the last judgement. */
  judged: readonly number[] = [];
  /** Experts that were asked and gave no answer. */
  readonly failures = new Map<string, 'declined' | 'failed'>();
  /** What checks found in the answers, all of them together. */
  checked: Checked | undefined;
  attempts = 0;
  /** Billions of parameters. */
  spentB = 0;
  /** The most that was spent in US dollars: what was billed, or what a call could cost where no bill came. */
  spentUsdBound = 0;

  /** What every expert was sent, by `keyOf`. */
  private readonly sent = new Map<string, ReadonlySet<string>>();
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

  /** Whether the expert was already sent what it would be sent with these answers and turns in its prompt. */
  wasSent(expert: string, sent: Sent): boolean {
    return this.sent.get(expert)?.has(this.keyOf(sent)) === true;
  }

  /**
   * Writes down what came of a request.
   * @param mostUsd the most it can have cost; undefined where that is not known.
   */
  book(outcome: AnsweredEvent | FailedEvent, sent: Sent, mostUsd: number | undefined): void {
    const { expert } = outcome;
    const { shown } = sent;
    this.attempts += 1;
    this.sent.set(expert, new Set(this.sent.get(expert)).add(this.keyOf(sent)));
    this.usages.push(outcome.usage);
    this.spentB += outcome.usage.costB;
    const billable = outcome.type === 'answered' || mayBeBilled(outcome.error.kind, hasText(outcome));
    const requests = outcome.usage.requests ?? (billable ? 1 : 0);
    const bill = knownUsd(outcome.usage.usd);
    this.spentUsdBound += bill ?? 0;
    // The bill is that of one request; of the others nothing is known, so that they count at most.
    const unknown = bill === undefined ? requests : Math.max(0, requests - 1);
    if (unknown > 0 && mostUsd !== 0) {
      this.spentUsdBound += unknown * (mostUsd ?? 0);
      this.usdIncomplete = true;
    }
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
    // What is kept of an earlier route may judge more answers than there are.
    const step = best(this.judged.slice(0, this.answers.length));
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

  /** Equal answers make equal prompts, whoever gave them. */
  private keyOf({ shown, turns, passages = false }: Sent): string {
    return JSON.stringify([passages, turns, shown.map((index) => this.answers[index]?.text)]);
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

/** What a bill can say; one of an imported route may say anything. */
function knownUsd(usd: number | undefined): number | undefined {
  return usd !== undefined && usd >= 0 && usd < Infinity ? usd : undefined;
}

function hasText({ partial, thinking }: FailedEvent): boolean {
  return partial !== '' || thinking !== undefined;
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
