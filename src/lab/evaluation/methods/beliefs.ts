/** Methods that weigh the answers heard so far by the same estimates as DER: profiles and belief. */
import { Belief, type BeliefModel } from '../../../der/estimate/belief';
import type { Prospect } from '../../../der/estimate/outlooks';
import type { Case, Context, Method, MethodResult } from '../method';
import { claimsOf } from '../heardClaims';
import { Recent } from './recentCache';
import { argMax } from './single';

/**
 * What the answers of some experts to a question say: chances that each is right, and what asking on promises. Answers to
 * open questions claim nothing that others could bear out: without a network that judges them, each is as good as its
 * author is able, and asking on brings what an abler one has ahead.
 */
class Heard {
  private readonly belief: Belief;
  private readonly isOpen: boolean;
  private readonly claims: ReadonlyMap<number, number | undefined>;
  private readonly prospects = new Map<number, Prospect>();

  constructor(
    private readonly question: Case,
    private readonly asked: readonly number[],
    model: BeliefModel,
  ) {
    const { claims, meeting, kind } = claimsOf(question, asked);
    this.isOpen = kind === 'open';
    this.claims = new Map(asked.map((member, at) => [member, claims[at]!.claim]));
    this.belief = new Belief(claims, model, meeting);
  }

  /** Chance that the best answer is right; 0 before the first. */
  get best(): number {
    if (this.isOpen) return Math.max(0, ...this.asked.map((member) => this.skill(member)));
    return this.belief.best;
  }

  /** Chance that the answer of a member who was asked is right; 0 where it claims nothing and should. */
  right(member: number): number {
    if (this.isOpen) return this.skill(member);
    const claim = this.claims.get(member);
    return claim === undefined ? 0 : this.belief.right(claim);
  }

  /** What asking this member as well would bring. */
  prospect(member: number): Prospect {
    const known = this.prospects.get(member);
    if (known) return known;
    const skill = this.skill(member);
    const prospect = this.isOpen
      ? { right: skill, gain: Math.max(0, skill - this.best), reaches: 0 }
      : this.belief.prospect(skill, 1);
    this.prospects.set(member, prospect);
    return prospect;
  }

  private skill(member: number): number {
    return this.question.skills[member]!.mean;
  }
}

/** Different settings and methods come by the same sets of answers to a question again and again. */
const heardBefore = new Recent<Heard>();

/** A route in progress. */
export class Hearing {
  readonly asked: number[] = [];

  constructor(
    private readonly question: Case,
    private readonly context: Context,
  ) {}

  ask(member: number): void {
    this.asked.push(member);
  }

  /** What has been heard so far; the order of independent answers does not matter. */
  get heard(): Heard {
    const members = [...this.asked].sort((a, b) => a - b);
    return heardBefore.about(
      this.question,
      members.join(),
      () => new Heard(this.question, members, this.context.beliefModel),
    );
  }

  /** Everybody not asked yet, the cheapest first. */
  get open(): number[] {
    return this.context.byPrice.filter((member) => !this.asked.includes(member));
  }

  /** Returns the answer most likely right, the ablest author's where several gave it. */
  end(): MethodResult {
    const { heard } = this;
    const byRank = this.context.bySkill.filter((member) => this.asked.includes(member));
    return { asked: this.asked, chosen: argMax(byRank, (member) => heard.right(member)) };
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
        if (hearing.heard.best >= threshold) break;
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
      for (let { open } = hearing; open.length > 0; open = hearing.open) {
        const { heard } = hearing;
        const net = (member: number) => heard.prospect(member).gain - alpha * pool[member]!.costB;
        const best = argMax(open, net);
        if (hearing.asked.length > 0 && net(best) <= 0) break;
        hearing.ask(best);
      }
      return hearing.end();
    },
  };
}
