/** An expert whose bills are as hostile as its answers, under a cap for two calls. */
import type { Expert, ExpertEvent } from '../../src/der/core/experts';
import { defaultLimits } from '../../src/der/route/masks';
import { defaultKnobs } from '../../src/der/core/mdp';
import { route } from '../../src/der/route/route';

/** None of them says what a call cost, so that each counts as the most it can have cost. */
const bills: readonly unknown[] = [undefined, 0, -1, -1e9, NaN, Infinity, -Infinity, '0', null];

/** Dollars that two calls cost at most, and not three. */
const most = { tokens: 100, perMtok: 10 };

/** Whether more than two calls were made of it. */
export async function spentUnderCap(answer: string, turn: number): Promise<boolean> {
  let calls = 0;
  const bill = bills[turn % bills.length] as number | undefined;
  const expert = (id: string): Expert => ({
    id,
    name: id,
    provider: 'openai',
    costB: 1,
    costEstimated: false,
    leavesMachine: true,
    tool: false,
    readsWorkspace: false,
    maxAnswerTokens: most.tokens,
    price: { promptPerMtok: 0, answerPerMtok: most.perMtok },
    async *ask(): AsyncGenerator<ExpertEvent> {
      calls += 1;
      yield { type: 'delta', text: answer.slice(0, most.tokens) || 'x' };
      const usage = { promptTokens: bill, answerTokens: bill, usd: bill };
      yield { type: 'done', finish: 'stop', verified: false, usage, timing: {} };
    },
  });
  const cap = (2.5 * most.tokens * most.perMtok) / 1e6;
  const events = route({
    question: 'Why?',
    fromWorkspace: false,
    pool: ['a', 'b'].map(expert),
    policy: {
      decide: (state, pool) =>
        Promise.resolve({ experts: pool.map((_, i) => (i + state.answers.length) % 2), stop: -1 }),
    },
    terminator: { judge: (state) => Promise.resolve(state.answers.map(() => 0.5)) },
    models: { version: 'figures', trained: false, sha256: {} },
    knobs: () => ({ ...defaultKnobs, p0: 1, maxSteps: 10 }),
    limits: () => ({ ...defaultLimits, spendCapUsd: cap }),
    signal: new AbortController().signal,
  });
  let last = '';
  for await (const event of events) last = event.type;
  return calls > 2 || last !== 'finished';
}
