/** Experts that answer questions to measure with, on a clock of their own. */
import { setImmediate as turn } from 'node:timers/promises';
import { ExpertError } from '../../../src/der/core/expertErrors';
import type { Expert, ExpertEvent } from '../../../src/der/core/experts';
import { estimateTokens } from '../../../src/der/core/tokens';
import type { OutcomeRecord } from '../../../src/der/estimate/outcomes';
import type { MeasureEvent, MeasureTools } from '../../../src/measure/measure';
import { askedText, type MeasureQuestion } from '../../../src/measure/question';
import { expert } from '../learnedSupport';

/** Time that passes as experts spend it, one after the other. */
export class Clock {
  ms = 0;
}

export interface Behaviour {
  /** The answer to a question; throws to fail. */
  answer(question: MeasureQuestion, call: number): string;
  readonly clock?: Clock;
  readonly tokensPerSecond?: number;
  readonly promptTokensPerSecond?: number;
  readonly loadMs?: number;
}

export interface Asked {
  readonly expert: string;
  readonly question: string;
}

/** Who was asked what, and how many at the same time. */
export class Watch {
  readonly asked: Asked[] = [];
  readonly under = new Map<string, number>();
  readonly mostAtOnce = new Map<string, number>();
  /** Local experts that were under way at the same time. */
  localAtOnce = 0;
}

/** An expert that behaves so. */
export function asking(
  id: string,
  questions: readonly MeasureQuestion[],
  behaviour: Behaviour,
  watch: Watch,
  more: Partial<Expert> = {},
): Expert {
  const byText = new Map(questions.map((question) => [askedText(question), question]));
  let calls = 0;
  const own = expert(id, 8, more);
  async function* ask({ question }: { question: string }, signal: AbortSignal): AsyncGenerator<ExpertEvent> {
    const asked = byText.get(question)!;
    watch.asked.push({ expert: id, question: asked.question });
    const under = (watch.under.get(id) ?? 0) + 1;
    watch.under.set(id, under);
    watch.mostAtOnce.set(id, Math.max(under, watch.mostAtOnce.get(id) ?? 0));
    if (!own.leavesMachine) watch.localAtOnce += 1;
    try {
      await turn();
      signal.throwIfAborted();
      const text = behaviour.answer(asked, calls++);
      const { clock, tokensPerSecond = 30, promptTokensPerSecond = 300, loadMs = 0 } = behaviour;
      if (clock) {
        clock.ms += (calls === 1 ? loadMs : 0) + (estimateTokens(question) * 1000) / promptTokensPerSecond;
        clock.ms += (estimateTokens(text) * 1000) / tokensPerSecond;
      }
      yield { type: 'delta', text };
      yield {
        type: 'done',
        finish: 'stop',
        verified: false,
        usage: { promptTokens: estimateTokens(question), answerTokens: estimateTokens(text) },
        timing: {},
      };
    } finally {
      watch.under.set(id, watch.under.get(id)! - 1);
      if (!own.leavesMachine) watch.localAtOnce -= 1;
    }
  }
  return { ...own, ask };
}

/** Tools that remember: short answers are right where they say `right`, everything else as a number says. */
export function tools(more: Partial<MeasureTools> = {}) {
  const kept: OutcomeRecord[] = [];
  const events: MeasureEvent[] = [];
  const made: MeasureTools = {
    grade: (_, answer) =>
      Promise.resolve({ quality: Number(/quality (\d(?:\.\d+)?)/.exec(answer)?.[1] ?? 0) }),
    keep: (records) => {
      kept.push(...records);
      return Promise.resolve();
    },
    report: (event) => events.push(event),
    now: () => 0,
    wait: () => Promise.resolve(),
    ...more,
  };
  return { kept, events, made };
}

export function failure(kind: ExpertError['kind'] = 'server_error'): never {
  throw new ExpertError(kind, 'It failed.');
}
