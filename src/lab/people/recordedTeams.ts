/** Recorded answers that simulated people's questions get: of each source the same number of experts, weak to able. */
import { kindsAsked } from '../../der/evidence/kindsAsked';
import type { SkillKind } from '../../der/core/modelFacts';
import { mean } from '../../der/statistics/statistics';
import type { RecordedExpert, Source } from '../../learn/recordedAnswers';
import { Random } from '../../learn/random';
import { contextOf, type Estimates } from '../evaluation/calibrationPrompts';
import { complete, prepare, type Graded } from '../evaluation/cases';

/** Members of a team: few enough that every source has as many, and one more. */
const teamSize = 5;

export interface RecordedTeams {
  readonly name: string;
  /** What most of its questions ask for. */
  readonly kind: SkillKind;
  /** The teams that may answer, each with the prompts it answered: with nobody broken, then with one of the ablest. */
  readonly teams: readonly Team[];
  /** Quality from which somebody who is right finds an answer good. */
  readonly good: number;
}

export interface Team {
  /** From the weakest to the ablest, but for one who was broken. */
  readonly train: readonly Graded[];
  readonly dev: readonly Graded[];
}

/** What is taken of a source. */
export interface Share {
  /** Prompts that people ask, and that fitting learns from. */
  readonly train: number;
  /** Prompts that are measured on. */
  readonly dev: number;
}

/** Undefined where too few experts answered the same prompts. */
export async function recordedTeamsOf(
  source: Source,
  estimates: Estimates,
  share: Share,
  seed: number,
): Promise<RecordedTeams | undefined> {
  const columns = spaced(source);
  if (!columns) return undefined;
  const [weakest, ...usual] = columns;
  const random = new Random(seed).fork(source.name);
  const drawn = (split: string, most: number) =>
    random
      .fork(split)
      .shuffle(complete(source, columns, split))
      .slice(0, most);
  const [train, dev] = [drawn('train', share.train), drawn('dev', share.dev)];
  if (train.length === 0 || dev.length === 0) return undefined;
  const team = async (members: readonly number[]): Promise<Team> => {
    const pool = members.map((column) => source.experts[column]!);
    const context = contextOf(pool, [], estimates, seed);
    const cases = (prompts: readonly number[]) => prepare(source, pool, members, prompts, context, estimates);
    return { train: await cases(train), dev: await cases(dev) };
  };
  const broken = (place: number) => usual.with(place, weakest!);
  const teams = [await team(usual), await team(broken(teamSize - 1)), await team(broken(teamSize - 2))];
  const qualities = teams[0]!.train.flatMap(({ quality }) => [...quality]);
  const isGraded = qualities.some((quality) => quality > 0 && quality < 1);
  return { name: source.name, kind: kindOf(source), teams, good: isGraded ? mean(qualities) : 1 };
}

/** Experts at even steps of skill, the weakest first; skill is the mean quality on train. */
function spaced(source: Source): number[] | undefined {
  const answered = source.experts.map((_, column) => complete(source, [column], 'train').length);
  const most = Math.max(...answered);
  const able = source.experts.flatMap((_, column) => {
    if (answered[column]! < most * 0.98) return [];
    const own = complete(source, [column], 'train');
    return [{ column, skill: mean(own.map((prompt) => source.answers[prompt]![column]!.quality)) }];
  });
  if (able.length <= teamSize) return undefined;
  const rising = able.sort((a, b) => a.skill - b.skill);
  return Array.from(
    { length: teamSize + 1 },
    (_, step) => rising[Math.round((step * (rising.length - 1)) / teamSize)]!.column,
  );
}

function kindOf({ prompts }: Source): SkillKind {
  const asked = prompts.filter(({ question }) => question !== null);
  if (asked.length === 0) return 'open';
  const [first] = (['program', 'short', 'open'] as const)
    .map((kind) => ({
      kind,
      count: asked.filter(({ question }) => kindsAsked(question)[0] === kind).length,
    }))
    .sort((a, b) => b.count - a.count);
  return first!.kind;
}

/** Billions of parameters that the members say they have, from the smallest on. */
const sizes = [3, 8, 14, 32, 70] as const;

/** Whose names are hidden: nothing is known of them but a size, which need not be true of what they can do. */
export const members: readonly RecordedExpert[] = sizes.map((paramsB) => ({
  name: `expert-${paramsB}b`,
  paramsB,
  usdPerMtok: null,
  costB: paramsB,
  costEstimated: false,
}));
