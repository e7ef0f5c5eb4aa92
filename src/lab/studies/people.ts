/** What simulated people's measuring and clicks are worth, where what an expert can do is not what its size says. */
import type { Calibration } from '../../der/estimate/profile';
import type { Models } from '../../der/networks/models';
import { standingOf } from '../../der/estimate/outcomes';
import { relianceOn } from '../../der/estimate/reliance';
import { useTells } from '../../der/estimate/useWeights';
import { mean, type Bootstrap } from '../../der/statistics/statistics';
import type { Source } from '../../learn/recordedAnswers';
import { Random } from '../../learn/random';
import { bootstrapOf } from '../evaluation/bootstrap';
import { foldWith } from '../evaluation/evaluateFold';
import { checksPlace } from '../findings/checksPlace';
import { recordedChecks } from '../findings/recordedChecks';
import type { TrainingRun } from '../commands/foldModels';
import type { StudyOptions } from '../commands/studyOptions';
import { areaOf, meanArea, type Areas } from '../people/area';
import { recordedTeamsOf, type RecordedTeams } from '../people/recordedTeams';
import { fitUses, toldBy, type Told } from '../people/fitUse';
import { calibrationOf, goodnessIn, measuredOn, questionsOf, useOf } from '../people/simulatedUse';
import { clicksAtRandom, likesTheLongest, rightIn, type SimulatedPerson } from '../people/person';
import {
  devPrompts,
  twists,
  simulatedTeamOf,
  type DecisionModels,
  type Twist,
  type SimulatedTeam,
} from '../people/simulatedTeam';
import { withSources, writeTables, type Table } from './studyFixture';

/** Prompts of each source: people ask the former, DER is measured on the latter. */
const share = { train: 150, dev: 100 };
/** Teams of each twist, drawn by chance; as sizes say there is but one. */
const drawn: Readonly<Record<Twist, number>> = { 'as sizes say': 1, permuted: 3, 'by kind': 3, broken: 2 };
/** Questions that people ask whose clicks are all that is known. */
const clicked = 300;

const people: readonly SimulatedPerson[] = [rightIn(0.8), clicksAtRandom, likesTheLongest];
const measured = [10, 50, 200] as const;
const everything = 'everything';

/** What became of one simulated team. */
interface Found {
  readonly twist: Twist;
  /** By what is known. */
  readonly areas: ReadonlyMap<string, Areas>;
  /** By people: share of their weight that clicks counted for. */
  readonly reliance: ReadonlyMap<string, number>;
  /** By somebody who is mostly right. */
  readonly told: readonly Told[];
}

export function peopleStudy(options: StudyOptions, running: TrainingRun): Promise<void> {
  return withSources(options, async (models, sources) => {
    const { recorded, decision } = await recordedTeams(sources, models, options, running);
    const found: Found[] = [];
    for (const twist of twists)
      for (let draw = 0; draw < drawn[twist]; draw++) {
        const random = new Random(options.seed).fork(`${twist} ${draw}`);
        running.progress(`${twist}, ${draw + 1} of ${drawn[twist]}`);
        found.push({ twist, ...(await studied(simulatedTeamOf(twist, recorded, random), decision, random)) });
      }
    const bootstrap = bootstrapOf(devPrompts(recorded), options.seed);
    await writeTables(options, 'people', [gaps(found, bootstrap), costs(found, bootstrap), tells(found)]);
  });
}

/** What people ask about, and what answers them. */
export async function recordedTeams(
  sources: readonly Source[],
  models: Models,
  { seed }: Pick<StudyOptions, 'seed'>,
  { progress, signal }: TrainingRun,
): Promise<{ recorded: RecordedTeams[]; decision: DecisionModels }> {
  const recorded: RecordedTeams[] = [];
  let decision: DecisionModels | undefined;
  for (const source of sources) {
    const check = recordedChecks(source, checksPlace, { progress, signal });
    const { estimates, networks } = foldWith(source, models, { policy: true, terminator: false }, { check });
    const { skill, belief } = estimates;
    decision ??= { networks: networks!, skill, belief, signal };
    const teams = await recordedTeamsOf(source, estimates, share, seed);
    progress(`${source.name}: ${teams ? `${teams.kind} answers` : 'too few experts, left out'}`);
    if (teams) recorded.push(teams);
  }
  return { recorded, decision: decision! };
}

async function studied(
  team: SimulatedTeam,
  decision: DecisionModels,
  random: Random,
): Promise<Omit<Found, 'twist'>> {
  const all = questionsOf(team, Infinity, random.fork('measured'));
  const known = new Map<string, Calibration>([['nothing', measuredOn([])]]);
  for (const count of measured) known.set(`${count} questions measured`, measuredOn(all.slice(0, count)));
  known.set(everything, measuredOn(all));
  const reliance = new Map<string, number>();
  const told: Told[] = [];
  for (const person of people) {
    const own = random.fork(person.name);
    const asked = questionsOf(team, clicked, own);
    const records = await useOf(asked, person, decision, own);
    known.set(person.name, await calibrationOf(records, asked));
    reliance.set(person.name, relianceOn(standingOf(records)));
    if (person === people[0]) told.push(...toldBy(records, goodnessIn(asked)));
  }
  const areas = new Map<string, Areas>();
  for (const [what, calibration] of known) areas.set(what, await areaOf(team, calibration, decision));
  return { areas, reliance, told };
}

/** What uses were worth on train, and what the product takes them for. */
function tells(found: readonly Found[]): Table {
  const rows = fitUses(found.flatMap(({ told }) => told)).map(({ use, count, good, quality, weight }) => {
    const now = useTells[use];
    return [use, count, good, quality, weight, now.quality, now.weight];
  });
  const head = ['use', 'answers', 'good', 'quality', 'weight', 'quality now', 'weight now'];
  return { title: 'What uses tell, on train', head, rows };
}

/** How much of what knowing everything brings is brought by knowing something. */
function gaps(found: readonly Found[], bootstrap: Bootstrap): Table {
  const among = (some: readonly Found[], what: string) => meanArea(some.map(({ areas }) => areas.get(what)!));
  const whats = [...found[0]!.areas.keys()];
  const rows = [...twists, undefined].flatMap((twist) => {
    const some = found.filter((one) => (twist ? one.twist === twist : one.twist !== 'as sizes say'));
    const [least, most] = [among(some, 'nothing'), among(some, everything)];
    return whats.map((what) => {
      const area = among(some, what);
      const share = (weights?: Uint32Array) =>
        (area(weights) - least(weights)) / (most(weights) - least(weights));
      const interval =
        bootstrap
          .intervalOf(share)
          ?.map((bound) => bound.toFixed(2))
          .join(' … ') ?? '';
      return [twist ?? 'all but the first', what, area(), share(), interval];
    });
  });
  return {
    title: 'AIQ, and the share of the gap that is closed',
    head: ['team', 'known', 'AIQ', 'share', '95 %'],
    rows,
  };
}

/** What clicks cost: nothing, it is hoped, where they tell nothing. */
function costs(found: readonly Found[], bootstrap: Bootstrap): Table {
  const rows = [...twists, undefined].flatMap((twist) => {
    const some = found.filter((one) => twist === undefined || one.twist === twist);
    return people.map(({ name }) => {
      const [own, none] = [name, 'nothing'].map((what) =>
        meanArea(some.map(({ areas }) => areas.get(what)!)),
      );
      const cost = (weights?: Uint32Array) => none!(weights) - own!(weights);
      const interval =
        bootstrap
          .intervalOf(cost)
          ?.map((bound) => bound.toFixed(3))
          .join(' … ') ?? '';
      const relied = mean(some.map(({ reliance }) => reliance.get(name)!));
      return [twist ?? 'all', name, cost(), interval, relied];
    });
  });
  const head = ['team', 'clicks', 'AIQ lost', '95 %', 'reliance'];
  return { title: 'AIQ that clicks cost, and how far they were relied on', head, rows };
}
