/** The provider kind `simulated`: students that answer in this process, at the pace of a model. */
import { setTimeout as delay } from 'node:timers/promises';
import { CancelledError } from '../../der/core/expertErrors';
import type { ChatMessage, Expert, ExpertEvent, ExpertRequest, Price } from '../../der/core/experts';
import { answerOf } from './answering';
import { simulatedKind } from './kind';
import { pieces } from './pieces';
import { students, type Student } from './students';

export interface SimulatedOptions {
  /** Same seed, same answers. */
  readonly seed?: number;
  /** Pace of every student; Infinity for no waiting at all. */
  readonly tokensPerSecond?: number;
  /** Milliseconds before the first token. */
  readonly firstTokenMs?: number;
  /** Upper limit of one answer, in tokens. */
  readonly maxAnswerTokens?: number;
  /** Pretended price; simulated experts cost nothing. */
  readonly price?: Price;
}

/** Every student as an expert. */
export function simulatedExperts(options: SimulatedOptions = {}): Expert[] {
  return students.map((student) => simulatedExpert(student, options));
}

export function simulatedExpert(student: Student, options: SimulatedOptions = {}): Expert {
  const {
    seed = 1,
    tokensPerSecond = 40,
    firstTokenMs = 150,
    maxAnswerTokens = 512,
    price = { promptPerMtok: 0, answerPerMtok: 0 },
  } = options;

  async function* ask(request: ExpertRequest, signal: AbortSignal): AsyncGenerator<ExpertEvent> {
    const { text, thinking = '' } = answerOf(student, request.messages, seed);
    const tokens = [
      ...pieces(thinking).map((piece) => ({ type: 'thinking' as const, text: piece })),
      ...pieces(text).map((piece) => ({ type: 'delta' as const, text: piece })),
    ];
    const sent = tokens.slice(0, maxAnswerTokens);

    await pause(firstTokenMs, signal);
    const start = performance.now();
    for (const [i, token] of sent.entries()) {
      // Against the clock, so that a consumer's own delays do not add up.
      await pause(start + (i * 1000) / tokensPerSecond - performance.now(), signal);
      yield token;
    }

    const promptTokens = countTokens(request.messages);
    yield {
      type: 'done',
      finish: sent.length < tokens.length ? 'length' : 'stop',
      verified: false,
      usage: {
        promptTokens,
        answerTokens: sent.length,
        usd: (promptTokens * price.promptPerMtok + sent.length * price.answerPerMtok) / 1e6,
      },
      timing: { queuedMs: 0, loadMs: 0 },
    };
  }

  return {
    id: student.id,
    name: `${student.id.replace('simulated/', '')} (simulated)`,
    ...simulatedKind.traits,
    costB: student.paramsB,
    costEstimated: false,
    leavesMachine: false,
    readsWorkspace: false,
    contextTokens: student.contextTokens,
    maxAnswerTokens,
    price,
    ask,
  };
}

/** Waits, and says so as the engine expects when it is stopped meanwhile. */
async function pause(ms: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) throw new CancelledError();
  if (ms <= 0) return;
  try {
    await delay(ms, undefined, { signal });
  } catch {
    throw new CancelledError();
  }
}

function countTokens(messages: readonly ChatMessage[]): number {
  return messages.reduce((sum, { content }) => sum + pieces(content).length, 0);
}
