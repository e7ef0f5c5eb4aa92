/** Teams whose answers people get: who of them is how able, which its members' sizes need not tell. */
import type { BeliefModel } from '../../der/estimate/belief';
import { kindsAsked } from '../../der/evidence/kindsAsked';
import { Profiles, type Calibration, type SkillModel } from '../../der/estimate/profile';
import type { RecordedExpert } from '../../learn/recordedAnswers';
import type { Random } from '../../learn/random';
import { known } from '../evaluation/calibrationPrompts';
import type { Graded } from '../evaluation/cases';
import type { Setting } from '../evaluation/method';
import { measure, type MeasuredMethod } from '../evaluation/measure';
import { der, type DerNetworks } from '../evaluation/methods/der';
import { contextOf } from '../evaluation/calibrationPrompts';
import { members, type RecordedTeams, type Team } from './recordedTeams';

/** As sizes say; anybody as able as anybody; abler at one kind than at others; one of the largest spoiled. */
export const twists = ['as sizes say', 'permuted', 'by kind', 'broken'] as const;
export type Twist = (typeof twists)[number];

export interface TeamPlace {
  readonly source: RecordedTeams;
  readonly team: Team;
  /** Who gives the answers of each column. */
  readonly pool: readonly RecordedExpert[];
}

export interface SimulatedTeam {
  readonly twist: Twist;
  readonly places: readonly TeamPlace[];
}

/** What decides, and what it goes by. */
export interface DecisionModels {
  readonly networks: DerNetworks;
  readonly skill: SkillModel;
  readonly belief: BeliefModel;
  readonly signal: AbortSignal;
}

export function simulatedTeamOf(
  twist: Twist,
  recorded: readonly RecordedTeams[],
  random: Random,
): SimulatedTeam {
  const anybody = () => random.shuffle([...members]);
  const everywhere = twist === 'permuted' ? anybody() : members;
  const byKind = new Map(recorded.map(({ kind }) => [kind, twist === 'by kind' ? anybody() : everywhere]));
  const broken = twist === 'broken' ? 1 + random.integer(2) : 0;
  return {
    twist,
    places: recorded.map((source) => ({
      source,
      team: source.teams[broken]!,
      pool: byKind.get(source.kind)!,
    })),
  };
}

/** A prompt as somebody sees it who knows these outcomes. */
function seenBy(profiles: Profiles, graded: Graded, { pool, source }: TeamPlace): Graded {
  const { question } = graded;
  const { embedding, prompt } = question;
  const kinds = prompt.question === null ? [source.kind] : kindsAsked(prompt.question);
  return { ...graded, question: { ...question, skills: profiles.skills(embedding, known(pool), kinds) } };
}

/** What DER does on some prompts of a place. */
export async function routed(
  place: TeamPlace,
  cases: readonly Graded[],
  calibration: Calibration,
  settings: readonly Setting[],
  { networks, skill, belief, signal }: DecisionModels,
): Promise<MeasuredMethod[]> {
  const { pool } = place;
  const profiles = new Profiles(calibration, skill);
  const context = { ...contextOf(pool, [], estimatesOf(skill, belief), 1), profiles };
  const method = der('der', context, networks, settings);
  const seen = cases.map((one) => seenBy(profiles, one, place));
  const trials = settings.map((setting) => ({ method, setting }));
  return measure(trials, seen, pool, { signal });
}

function estimatesOf(skill: SkillModel, belief: BeliefModel) {
  return { skill, belief, encode: () => Promise.reject(new Error('Nothing is encoded here.')) };
}

/** Quality of every member, alone, on the prompts that are measured: by member, then by prompt. */
export function singles({ places }: SimulatedTeam): Float64Array[] {
  return members.map(({ name }) =>
    Float64Array.from(
      places.flatMap(({ team, pool }) => {
        const column = pool.findIndex((one) => one.name === name);
        return team.dev.map(({ quality }) => quality[column]!);
      }),
    ),
  );
}

/** Prompts that are measured on. */
export function devPrompts(recorded: readonly RecordedTeams[]): number {
  return recorded.reduce((sum, { teams }) => sum + teams[0]!.dev.length, 0);
}
