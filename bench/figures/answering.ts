/** One question as the editor asks it: simulated experts, the product's own route, and its store of conversations. */
import { defaultKnobs } from '../../src/der/core/mdp';
import { defaultLimits } from '../../src/der/route/masks';
import { route } from '../../src/der/route/route';
import type { Conversation } from '../../src/host/conversations/conversation';
import { earlierTurns } from '../../src/host/conversations/earlierTurns';
import { keepFirst } from '../../src/host/conversations/keepFirst';
import { simulatedExperts } from '../../src/providers/simulated/provider';
import { simulatedQuestions } from '../../src/providers/simulated/questions';

const pool = simulatedExperts({ tokensPerSecond: Infinity, firstTokenMs: 0 });

export interface Asked {
  /** Its number, which decides the question and who answers it. */
  readonly number: number;
  readonly now?: () => number;
  /** Stops after so many events. */
  readonly stopAfter?: number | undefined;
}

/** @returns why the route ended. @throws Error where it ended in no way, or twice. */
export async function answerIn(
  conversation: Conversation,
  { number, now, stopAfter }: Asked,
): Promise<string> {
  const { question } = simulatedQuestions[number % simulatedQuestions.length]!;
  const abort = new AbortController();
  const events = route({
    question: `${question} (${number})`,
    fromWorkspace: false,
    turns: earlierTurns(conversation.routes),
    pool,
    policy: {
      decide: async (state) => ({
        experts: pool.map((_, i) => (i + number + state.answers.length) % pool.length),
        stop: -1,
      }),
    },
    terminator: { judge: async (state) => state.answers.map(() => 0.5) },
    models: { version: 'figures', trained: false, sha256: {} },
    knobs: () => ({ ...defaultKnobs, p0: 1, maxSteps: 4 }),
    limits: () => defaultLimits,
    signal: abort.signal,
    ...(now && { now }),
  });
  let [id, heard] = ['', 0];
  const ends: string[] = [];
  for await (const event of events) {
    if (event.type === 'started') id = event.id;
    await keepFirst(conversation, id, event);
    if (event.type === 'finished') ends.push(event.stop);
    if (++heard === stopAfter) abort.abort();
  }
  if (ends.length !== 1) throw new Error(`A route ended ${ends.length} times.`);
  return ends[0]!;
}
