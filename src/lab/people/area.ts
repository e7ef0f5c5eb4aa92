/** What outcomes are worth: the area under DER's curve on prompts that were not used (AIQ). */
import type { Calibration } from '../../der/estimate/profile';
import { averageQuality } from '../evaluation/hull';
import type { MeasuredMethod } from '../evaluation/measure';
import { fewSettings } from '../evaluation/methods/der';
import { members } from './recordedTeams';
import { routed, singles, type DecisionModels, type SimulatedTeam } from './simulatedTeam';

/** Of all measured prompts, or of a resample of them. */
export type Areas = (weights?: Uint32Array) => number;

interface Curve {
  readonly quality: Float64Array;
  readonly cost: Float64Array;
}

/** DER's area in a team, by what is known. */
export async function areaOf(
  team: SimulatedTeam,
  known: Calibration,
  decision: DecisionModels,
): Promise<Areas> {
  const parts: MeasuredMethod[][] = [];
  for (const place of team.places)
    parts.push(await routed(place, place.team.dev, known, fewSettings, decision));
  const curves = fewSettings.map((_, at): Curve => ({
    quality: joined(parts.map((part) => part[at]!.quality)),
    cost: joined(parts.map((part) => part[at]!.cost)),
  }));
  const alone = singles(team);
  return (weights) => {
    const point = ({ quality, cost }: Curve) => ({
      quality: weighted(quality, weights),
      cost: weighted(cost, weights),
    });
    const single = (member: number) => ({
      quality: weighted(alone[member]!, weights),
      cost: members[member]!.costB,
    });
    return averageQuality(curves.map(point), single(0), single(members.length - 1))!;
  };
}

/** The mean of several areas. */
export function meanArea(areas: readonly Areas[]): Areas {
  return (weights) => areas.reduce((sum, area) => sum + area(weights), 0) / areas.length;
}

function joined(parts: readonly Float64Array[]): Float64Array {
  return Float64Array.from(parts.flatMap((part) => [...part]));
}

function weighted(values: Float64Array, weights?: Uint32Array): number {
  let sum = 0;
  for (let row = 0; row < values.length; row++) sum += values[row]! * (weights ? weights[row]! : 1);
  return sum / values.length;
}
