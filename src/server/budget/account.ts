/** The account of one route's calls: what each can cost is reserved before it is asked, and what it did cost is settled. */
import { randomUUID } from 'node:crypto';
import { billed, mostItCanCost, type LeastTokens } from '../../der/core/cost';
import { asExpertError, ExpertError } from '../../der/core/expertErrors';
import type { Expert, ExpertEvent, ExpertRequest, ExpertUsage } from '../../der/core/experts';
import { fewestTokens, tokenBound } from '../../der/core/tokens';
import { mayBeBilled } from '../../der/route/progress';
import { tighterCap, type Limits } from '../../der/route/masks';
import type { ServerKey } from '../keys/key';
import { RequestProblem } from '../requestProblem';
import type { Budget, Ledger } from './ledger';
import { nanoOf, usdOf } from './money';

export class Account {
  private readonly who: string;
  private readonly budget: Budget | undefined;
  /** What the budget leaves, as far as this route knows. */
  private left = Infinity;
  /** What this route took of it. */
  private taken = 0;

  constructor(
    private readonly ledger: Ledger,
    key: ServerKey | undefined,
    private readonly warn: (line: string) => void,
  ) {
    this.who = key?.name ?? '';
    const [perDay, perMonth] = [key?.usdPerDay, key?.usdPerMonth].map((usd) => usd && nanoOf(usd));
    const hasBudget = key?.usdPerDay !== undefined || key?.usdPerMonth !== undefined;
    this.budget = hasBudget ? { perDay, perMonth } : undefined;
  }

  /** @throws RequestProblem where the budget is used up, or nobody can tell */
  async open(): Promise<void> {
    if (!this.budget) return;
    this.left = await this.ledger.left(this.who, this.budget, new Date()).catch((error: Error) => {
      this.warn(`A budget could not be read: ${error.message}`);
      throw new RequestProblem(503, 'store_away', storeAway, undefined, 5);
    });
  }

  /**
   * A route's limits within the budget: who could cost more than it leaves is not chosen, nor who has no price. Where
   * nothing is left, whoever costs nothing may still be asked.
   */
  limits(limits: Limits): Limits {
    if (!this.budget) return limits;
    const cap = usdOf(this.taken + Math.max(0, this.left));
    return { ...limits, spendCapUsd: tighterCap(limits.spendCapUsd, cap), allowUnknownPrice: false };
  }

  /** The expert, whose calls are paid from here. */
  through(expert: Expert): Expert {
    const isFree = mostItCanCost(expert, 1) === 0;
    if (isFree) return expert;
    return {
      ...expert,
      ...(expert.retrieve && { retrieve: expert.retrieve.bind(expert) }),
      ask: (request, signal) => this.paid(expert, request, signal),
    };
  }

  private async *paid(
    expert: Expert,
    request: ExpertRequest,
    signal: AbortSignal,
  ): AsyncGenerator<ExpertEvent> {
    const mostUsd = mostItCanCost(expert, tokenBound(request.messages));
    const [id, most] = [randomUUID(), mostUsd === undefined ? undefined : nanoOf(mostUsd)];
    if (this.budget) await this.reserve(id, expert, most, this.budget);
    // Until something better is known, a call costs what it can cost at most.
    let [bill, characters, isSettled] = [most, 0, false];
    try {
      for await (const event of expert.ask(request, signal)) {
        if (event.type === 'delta' || event.type === 'thinking') characters += event.text.length;
        if (event.type === 'done') {
          bill = billOf(expert, event.usage, most, leastOf(request, characters));
          // Before anybody hears that it is done: what was answered is paid, whatever happens then.
          isSettled = true;
          await this.settle(id, expert, most, bill);
        }
        yield event;
      }
    } catch (thrown) {
      const { kind, requests } = asExpertError(thrown);
      if (requests === undefined && !mayBeBilled(kind, characters > 0)) bill = 0;
      throw thrown;
    } finally {
      if (!isSettled) await this.settle(id, expert, most, bill);
    }
  }

  /** @throws ExpertError where it does not fit */
  private async reserve(id: string, expert: Expert, most: number | undefined, budget: Budget): Promise<void> {
    const { who } = this;
    if (most === undefined || !Number.isFinite(most))
      throw new ExpertError(
        'rate_limited',
        `${expert.name} has no price or no limit of its answers, and this key has a budget.`,
      );
    const at = new Date();
    const fits = await this.ledger
      .reserve({ id, who, expert: expert.id, nano: most, at }, budget)
      .catch((error: Error) => {
        this.warn(`A budget could not be reserved: ${error.message}`);
        throw new ExpertError('not_running', storeAway);
      });
    if (!fits) {
      this.left = Math.min(this.left, most - 1);
      throw new ExpertError('rate_limited', `The budget of this key leaves too little for ${expert.name}.`);
    }
    this.left -= most;
    this.taken += most;
  }

  private async settle(
    id: string,
    expert: Expert,
    most: number | undefined,
    bill: number | undefined,
  ): Promise<void> {
    try {
      if (this.budget && most !== undefined) {
        const nano = bill ?? most;
        this.left += most - nano;
        this.taken += nano - most;
        await this.ledger.settle(id, nano);
      } else if (bill !== undefined && bill > 0 && Number.isFinite(bill)) {
        await this.ledger.record({ id, who: this.who, expert: expert.id, nano: bill, at: new Date() });
      }
    } catch (error) {
      this.warn(`What a call cost could not be kept: ${(error as Error).message}`);
    }
  }
}

/** The bill is that of one request; of others that the server took nothing is known, so that they count at most. */
function billOf(
  expert: Expert,
  usage: ExpertUsage,
  most: number | undefined,
  least: LeastTokens,
): number | undefined {
  const usd = billed(expert.price, usage, least);
  if (usd === undefined) return most;
  return nanoOf(usd) + Math.max(0, (usage.requests ?? 1) - 1) * (most ?? 0);
}

function leastOf({ messages }: ExpertRequest, characters: number): LeastTokens {
  const sent = messages.reduce((sum, { content }) => sum + content.length, 0);
  return { promptTokens: fewestTokens(sent), answerTokens: fewestTokens(characters) };
}

const storeAway = 'The store of budgets cannot be reached, so that nothing is spent. Ask again in a while.';
