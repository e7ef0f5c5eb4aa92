/** Keys with budgets that many ask with at once, of any ledger: what experts billed is held against what was allowed. */
import type { Expert, ExpertEvent } from '../../src/der/core/experts';
import { defaultKnobs } from '../../src/der/core/mdp';
import { defaultLimits } from '../../src/der/route/masks';
import { tokenBound } from '../../src/der/core/tokens';
import type { Ledger } from '../../src/server/budget/ledger';
import { ownEnsemble } from '../../src/server/ensemble';
import { newKey, type ServerKey } from '../../src/server/keys/key';
import { Serving } from '../../src/server/serving';
import { embeddedStore } from '../../src/server/store/embeddedStore';
import { hashedPolicy, hashedTerminator } from '../unit/routeSupport';

export interface Bill {
  readonly who: string;
  readonly usd: number;
}

const maxAnswerTokens = 400;
const price = { promptPerMtok: 3, answerPerMtok: 15 };

/** What a question names its asker by, so that an expert's bill can be held against their budget. */
const asked = /asked by (\S+)\./;

/** An expert that bills any part of what it may, or fails in the middle. */
function billing(id: string, bills: Bill[], random: () => number): Expert {
  return {
    ...{ id, name: id, provider: 'billing', costB: 1, costEstimated: false, leavesMachine: false },
    ...{ tool: false, readsWorkspace: false, maxAnswerTokens, price },
    async *ask({ messages }): AsyncGenerator<ExpertEvent> {
      const who = asked.exec(messages.map(({ content }) => content).join('\n'))![1]!;
      await new Promise((later) => setTimeout(later, random() * 4));
      const promptTokens = Math.ceil(tokenBound(messages) * (0.2 + 0.8 * random()));
      const answerTokens = Math.ceil(maxAnswerTokens * (0.1 + 0.9 * random()));
      yield { type: 'delta', text: 'It is so.' };
      const usd = (promptTokens * price.promptPerMtok + answerTokens * price.answerPerMtok) / 1e6;
      bills.push({ who, usd });
      if (random() < 0.1) throw new Error('It died, and billed all the same.');
      const usage = { promptTokens, answerTokens };
      yield { type: 'done', finish: 'stop', verified: false, usage, timing: {} };
    },
  };
}

/** Servers that share a ledger. */
export function billedServers(
  ledgers: readonly Ledger[],
  bills: Bill[],
  random: () => number,
): readonly Serving[] {
  return ledgers.map(
    (ledger) =>
      new Serving({
        ensemble: ownEnsemble({
          pool: [billing('a', bills, random), billing('b', bills, random)],
          policy: hashedPolicy(1),
          terminator: hashedTerminator(1),
          models: { version: 'test', trained: false, sha256: {} },
          server: { limits: defaultLimits, maxSteps: 3 },
          check: () => () => Promise.reject(new Error('No answer holds a program.')),
          learn: () => Promise.resolve(),
        }),
        store: embeddedStore({}, () => undefined, ledger),
        door: { keys: undefined, hosts: [], origins: [] },
        most: { running: 100, waiting: 1000 },
        lines: { default: { concurrency: 100 } },
        timeoutMs: 60_000,
        version: '0.0.0',
        warn: (line) => {
          throw new Error(line);
        },
      }),
  );
}

/** A key of a budget in whole cents. */
export function keyWith(name: string, cents: number): ServerKey {
  return newKey(name, { usdPerDay: cents / 100, usdPerMonth: 1 }, new Date()).key;
}

/** Asks with a key until it is told that nothing is left, or as often as is said. */
export async function askAs(key: ServerKey, serving: Serving, times: number): Promise<number> {
  let answered = 0;
  for (let time = 0; time < times; time++) {
    const events = await serving.ask({
      conversation: { question: `Is it so? asked by ${key.name}.`, instructions: '', turns: [], images: [] },
      settings: {
        knobs: { ...defaultKnobs, maxSteps: 3 },
        limits: defaultLimits,
        drafts: false,
        trace: false,
      },
      key,
      signal: new AbortController().signal,
    });
    for await (const event of events) if (event.type === 'finished' && event.final) answered += 1;
  }
  return answered;
}

export function billedTo(bills: readonly Bill[], who: string): number {
  return bills.filter((bill) => bill.who === who).reduce((sum, { usd }) => sum + usd, 0);
}
