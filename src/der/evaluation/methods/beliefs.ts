/** Methods that weigh the answers heard so far by the same estimates as DER: profiles and belief. */
import { Belief } from '../../belief';
import type { Case, Context, Method, Outcome } from '../method';
import { argMax } from './single';

/** A route in progress, with the chance that each answer heard is right. */
export class Hearing {
  readonly asked: number[] = [];
  private heard: Belief;

  constructor(
    private readonly question: Case,
    private readonly context: Context,
  ) {
    this.heard = this.weigh();
  }

  ask(member: number): void {
    this.asked.push(member);
    this.heard = this.weigh();
  }

  get belief(): Belief {
    return this.heard;
  }

  /** Chance that this member's answer is right, which must have been heard; 0 where it has no final answer. */
  right(member: number): number {
    const claim = this.numbered().get(this.question.claims[member]);
    return claim === undefined ? 0 : this.heard.right(claim);
  }

  /** Everybody not asked yet. */
  get open(): number[] {
    return this.context.pool.map((_, member) => member).filter((member) => !this.asked.includes(member));
  }

  /** Returns the answer most likely right, the ablest author's where several gave it. */
  end(): Outcome {
    const byRank = this.context.bySkill.filter((member) => this.asked.includes(member));
    return { asked: this.asked, chosen: argMax(byRank, (member) => this.right(member)) };
  }

  private weigh(): Belief {
    const { claims, skills, option } = this.question;
    const numbers = this.numbered();
    const answers = this.asked.map((member) => ({
      skill: skills[member]!.mean,
      claim: numbers.get(claims[member]),
      shown: [],
      option,
    }));
    return new Belief(answers, this.context.beliefModel, option);
  }

  /** Claims heard so far, numbered from 0 as the belief wants them. */
  private numbered(): ReadonlyMap<number | undefined, number> {
    const heard = this.asked.flatMap((member) => this.question.claims[member] ?? []);
    return new Map([...new Set(heard)].map((claim, number) => [claim, number]));
  }
}

/** Asks one after the other, the cheapest first, until an answer is likely enough to be right (FrugalGPT's cascade). */
export function cascade(context: Context): Method {
  return {
    name: 'cascade',
    settings: [0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9, 0.93, 0.96, 0.98].map((threshold) => ({
      threshold,
    })),
    run(question, { threshold = 0.75 }) {
      const hearing = new Hearing(question, context);
      for (const member of context.byPrice) {
        hearing.ask(member);
        if (hearing.belief.best >= threshold) break;
      }
      return hearing.end();
    },
  };
}

/** Prices of cost that are tried: reward per billion parameters. */
export const alphas: readonly number[] = [
  0, 1e-5, 3e-5, 1e-4, 2e-4, 4e-4, 7e-4, 1e-3, 1.5e-3, 2e-3, 3e-3, 5e-3, 8e-3, 1.3e-2, 2e-2, 4e-2, 1e-1,
];

/** Asks whoever promises the largest gain over its cost, one step ahead, while there is any. */
export function lookahead(context: Context): Method {
  const { pool } = context;
  return {
    name: 'lookahead',
    settings: alphas.map((alpha) => ({ alpha })),
    run(question, { alpha = 1e-3 }) {
      const hearing = new Hearing(question, context);
      for (let open = hearing.open; open.length > 0; open = hearing.open) {
        const net = (member: number) =>
          hearing.belief.prospect(question.skills[member]!.mean, 1).gain - alpha * pool[member]!.costB;
        const best = argMax(open, net);
        if (hearing.asked.length > 0 && net(best) <= 0) break;
        hearing.ask(best);
      }
      return hearing.end();
    },
  };
}
