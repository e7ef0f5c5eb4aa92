/** Methods that go by which answers are alike, and by nothing else in them. */
import { likeness } from '../../../der/evidence/likeness';
import { claimsOf } from '../heardClaims';
import type { Case, Context, Method, MethodResult } from '../method';
import { argMax } from './single';

const withoutKnobs = { settings: [] } as const;

/** Asks one after the other until two claim the same; if none do, the ablest one's answer counts. */
function untilTwoAgree(name: string, order: readonly number[], { bySkill }: Context): Method {
  return {
    name,
    ...withoutKnobs,
    run(question) {
      for (let count = 1; ; count++) {
        const asked = order.slice(0, count);
        const { claims } = claimsOf(question, asked);
        const claim = claims.at(-1)!.claim;
        const same = asked.filter((_, at) => claim !== undefined && claims[at]!.claim === claim);
        if (same.length > 1) return { asked, chosen: ablest(same, bySkill)! };
        if (count < order.length) continue;
        const claiming = asked.filter((_, at) => claims[at]!.claim !== undefined);
        return { asked, chosen: ablest(claiming, bySkill) ?? bySkill[0]! };
      }
    },
  };
}

export function agreeBySkill(context: Context): Method {
  return untilTwoAgree('agree_skill', context.bySkill, context);
}

export function agreeByPrice(context: Context): Method {
  return untilTwoAgree('agree_price', context.byPrice, context);
}

/** Asks everybody; what is claimed most often wins, ties by the authors' skill. */
export function vote(context: Context): Method {
  return plurality('vote', context, ({ skills }, member) => 1 + 1e-6 * skills[member]!.mean);
}

/** Asks everybody; every vote weighs as much as its author is able on this question. */
export function weightedVote(context: Context): Method {
  return plurality('vote_weighted', context, ({ skills }, member) => skills[member]!.mean);
}

function plurality(
  name: string,
  { pool, bySkill }: Context,
  weight: (question: Case, member: number) => number,
): Method {
  const everybody = pool.map((_, member) => member);
  return {
    name,
    ...withoutKnobs,
    run(question): MethodResult {
      const { claims } = claimsOf(question, everybody);
      const votes = new Map<number, number>();
      for (const member of everybody) {
        const { claim } = claims[member]!;
        if (claim !== undefined) votes.set(claim, (votes.get(claim) ?? 0) + weight(question, member));
      }
      if (votes.size === 0) return { asked: everybody, chosen: bySkill[0]! };
      const [winner] = argMax([...votes], ([, sum]) => sum);
      const supporters = everybody.filter((member) => claims[member]!.claim === winner);
      return { asked: everybody, chosen: ablest(supporters, bySkill)! };
    },
  };
}

/** Asks everybody; the answer whose content is most like all the others' wins. Works without final answers. */
export function similarity({ pool, bySkill }: Context): Method {
  const everybody = pool.map((_, member) => member);
  return {
    name: 'similarity',
    ...withoutKnobs,
    run({ signs }) {
      const alike = signs.map(({ content }, member) =>
        signs.reduce((sum, other, at) => sum + (at === member ? 0 : likeness(content, other.content)), 0),
      );
      return { asked: everybody, chosen: argMax(bySkill, (member) => alike[member]!) };
    },
  };
}

/** Undefined of none. */
function ablest(members: readonly number[], bySkill: readonly number[]): number | undefined {
  return bySkill.find((member) => members.includes(member));
}
