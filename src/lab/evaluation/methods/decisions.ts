/** Decisions that are asked for at the same time are made in one run of the network, which costs little more than one. */
import { setImmediate } from 'node:timers';
import type { DecisionContext, PolicyNetwork } from '../../../der/networks/inference';
import type { Scores } from '../../../der/core/policy';

interface Waiting extends DecisionContext {
  readonly resolve: (scores: Scores) => void;
  readonly reject: (error: unknown) => void;
}

export class Decisions {
  private waiting: Waiting[] = [];

  constructor(private readonly policy: Pick<PolicyNetwork, 'scoresOfAll'>) {}

  /** All that are asked for before the next turn of the event loop must have pools of the same size. */
  scores(decision: DecisionContext): Promise<Scores> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ ...decision, resolve, reject });
      if (this.waiting.length === 1) setImmediate(() => void this.decide());
    });
  }

  private async decide(): Promise<void> {
    const decisions = this.waiting;
    this.waiting = [];
    try {
      const scores = await this.policy.scoresOfAll(decisions);
      decisions.forEach(({ resolve }, at) => resolve(scores[at]!));
    } catch (error) {
      for (const { reject } of decisions) reject(error);
    }
  }
}
