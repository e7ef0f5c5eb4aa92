/** Methods that ask one expert per question. */
import { dot } from '../../../der/networks/encoder';
import type { CalibrationPrompt, Case, Context, Method, MethodResult } from '../method';

const withoutKnobs = { settings: [] } as const;

/** Asks this one, always. */
export function expertAlone({ pool }: Context, member: number): Method {
  return { name: `expert:${pool[member]!.name}`, ...withoutKnobs, run: () => alone(member) };
}

/** Asks anybody; every member equally likely. */
export function random({ pool }: Context): Method {
  const outcomes = pool.map((_, member) => alone(member));
  return { name: 'random', ...withoutKnobs, run: () => outcomes };
}

/** Asks one after the other, a new one for every question. */
export function rotation({ pool }: Context): Method {
  return { name: 'rotation', ...withoutKnobs, run: ({ position }) => alone(position % pool.length) };
}

/** Asks the expert that was best on the calibration prompts. */
export function bestSingle({ bySkill }: Context): Method {
  return { name: 'best_single', ...withoutKnobs, run: () => alone(bySkill[0]!) };
}

/** Calibration outcomes of a domain that the overall rate is worth against its own. */
const domainPrior = 5;

/** Asks the expert that was best on the calibration prompts of the question's domain, shrunk to its overall rate. */
export function bestByDomain({ bySkill, calibration, overall }: Context): Method {
  const best = new Map<string, number>();
  for (const domain of new Set(calibration.map((prompt) => prompt.domain))) {
    const inside = calibration.filter((prompt) => prompt.domain === domain);
    best.set(
      domain,
      argMax(bySkill, (member) => rate(inside, member, overall[member]!, domainPrior)),
    );
  }
  return {
    name: 'best_by_domain',
    ...withoutKnobs,
    run: ({ prompt }) => alone(best.get(prompt.domain) ?? bySkill[0]!),
  };
}

/** Asks the expert that was best on the k calibration prompts most like the question. */
export function nearestNeighbours({ bySkill, calibration, overall }: Context): Method {
  return {
    name: 'knn',
    settings: [3, 5, 10, 20, 40, 80, 160].map((k) => ({ k })),
    run({ embedding }, { k = 1 }) {
      const near = nearest(calibration, embedding, k);
      return alone(argMax(bySkill, (member) => rate(near, member, overall[member]!, 1)));
    },
  };
}

function nearest(
  calibration: readonly CalibrationPrompt[],
  embedding: Float32Array,
  k: number,
): readonly CalibrationPrompt[] {
  if (calibration.length <= k) return calibration;
  return calibration
    .map((prompt) => ({ prompt, similarity: dot(prompt.embedding, embedding) }))
    .sort((a, b) => b.similarity - a.similarity)
    .slice(0, k)
    .map(({ prompt }) => prompt);
}

/**
 * Asks the best expert where it is expected to beat the cheapest by `gain`, else the cheapest
 * (the two-model routing of RouteLLM, arXiv 2406.18665).
 */
export function strongWeak({ bySkill, byPrice }: Context): Method {
  const strong = bySkill[0]!;
  const weak = byPrice[0]!;
  const gains = Array.from({ length: 21 }, (_, step) => Math.round((-0.1 + step * 0.04) * 100) / 100);
  return {
    name: 'strong_weak',
    settings: gains.map((gain) => ({ gain })),
    run({ skills }: Case, { gain = 0 }) {
      return alone(skills[strong]!.mean - skills[weak]!.mean >= gain ? strong : weak);
    },
  };
}

function alone(member: number): MethodResult {
  return { asked: [member], chosen: member };
}

/** Mean quality on the prompts, with a prior worth `weight` of them. */
function rate(prompts: readonly CalibrationPrompt[], member: number, prior: number, weight: number): number {
  const known = prompts.flatMap(({ quality }) => quality[member] ?? []);
  return (known.reduce((sum, quality) => sum + quality, 0) + weight * prior) / (known.length + weight);
}

/** The first of the items with the highest value. */
export function argMax<T>(items: readonly T[], value: (item: T) => number): T {
  const values = items.map(value);
  return items[values.indexOf(Math.max(...values))]!;
}
