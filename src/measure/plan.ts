/** What a measuring will take: questions, minutes and dollars, told before anybody is asked. */
import type { Expert } from '../der/core/experts';
import { skillKinds, type SkillKind } from '../der/core/modelFacts';
import { estimateTokens } from '../der/core/tokens';
import type { OutcomeRecord } from '../der/estimate/outcomes';
import { expectedOutcomes, isEnough } from './enough';
import { askedText, type MeasureQuestion } from './question';

/** What is still open of one kind, for one expert. */
export interface KindTask {
  readonly kind: SkillKind;
  /** Outcomes on the others of these questions. */
  readonly known: readonly number[];
  readonly open: readonly MeasureQuestion[];
}

export interface ExpertTask {
  readonly expert: Expert;
  readonly kinds: readonly KindTask[];
}

/** What one expert is asked for. Tasks without an open question need nobody. */
export function taskOf(
  expert: Expert,
  questions: readonly MeasureQuestion[],
  standing: readonly OutcomeRecord[],
): ExpertTask {
  const known = new Map(
    standing.flatMap(({ expert: id, question, quality, from }) =>
      id === expert.id && quality !== null && from !== 'use' ? [[question, quality] as const] : [],
    ),
  );
  const kinds = skillKinds.flatMap((kind): KindTask[] => {
    const own = questions.filter((question) => question.kind === kind);
    if (own.length === 0) return [];
    return [
      {
        kind,
        known: own.flatMap(({ question }) => known.get(question) ?? []),
        open: own.filter(({ question }) => !known.has(question)),
      },
    ];
  });
  return { expert, kinds };
}

/** Answers of this many tokens are reckoned with, as measured on brief ones. */
const answerTokens: Readonly<Record<SkillKind, number>> = { short: 80, program: 220, open: 200 };

/** Models that think first write so many times as much. */
const thinking = 6;

/** Tokens a second of a local model of one billion parameters, and of a service, where nobody measured. */
const localSpeed = 150;
const slowest = 2;
const awaySpeed = 60;
/** From sending a request to its first token, in seconds; loading is told apart, per billion parameters. */
const firstTokenSeconds = 0.7;
const loadSecondsPerB = 0.6;

export interface Need {
  readonly id: string;
  readonly name: string;
  readonly leavesMachine: boolean;
  /** About so many questions, and never more than `most`. */
  readonly questions: number;
  readonly most: number;
  readonly seconds: number;
  /** About so many US dollars; absent where the price is not known. */
  readonly usd?: number;
}

export interface MeasurePlan {
  readonly experts: readonly Need[];
  readonly questions: number;
  readonly most: number;
  /** Local models one after the other, the others beside them. */
  readonly seconds: number;
  /** Of those whose price is known. */
  readonly usd: number;
  /** Names of those whose price is not. */
  readonly unknownPrice: readonly string[];
}

/** Experts that are asked several questions at once. */
export function manyAtOnce({ leavesMachine }: Pick<Expert, 'leavesMachine'>): boolean {
  return leavesMachine;
}

/** Questions that one server is asked at the same time, where it is not this machine. */
export const atOnce = 3;

/**
 * @param guess share of answers of a kind that an expert is expected to give rightly
 * @param secondsOf what an answer of the expert usually takes, where that was measured
 */
export function planOf(
  tasks: readonly ExpertTask[],
  precision: number,
  guess: (expert: Expert, kind: SkillKind) => number,
  secondsOf: (expert: Expert) => number | undefined = () => undefined,
): MeasurePlan {
  const experts = tasks.map((task) => needOf(task, precision, guess, secondsOf(task.expert)));
  const sum = (of: (need: Need) => number, some = experts) =>
    some.reduce((total, need) => total + of(need), 0);
  const local = experts.filter((need) => !manyAtOnce(need));
  const others = experts.filter(manyAtOnce).map(({ seconds }) => seconds / atOnce);
  return {
    experts,
    questions: sum(({ questions }) => questions),
    most: sum(({ most }) => most),
    seconds: Math.max(
      sum(({ seconds }) => seconds, local),
      ...others,
    ),
    usd: sum(({ usd = 0 }) => usd),
    unknownPrice: experts
      .filter(({ usd, questions }) => usd === undefined && questions > 0)
      .map(({ name }) => name),
  };
}

function needOf(
  { expert, kinds }: ExpertTask,
  precision: number,
  guess: (expert: Expert, kind: SkillKind) => number,
  usualSeconds: number | undefined,
): Need {
  const { id, name, leavesMachine, price, tool } = expert;
  const needs = kinds.map(({ kind, known, open }) => {
    if (isEnough(known, precision)) return { kind, count: 0, most: 0, promptTokens: 0 };
    const all = known.length + open.length;
    const count = Math.min(
      open.length,
      Math.max(
        open.length > 0 ? 1 : 0,
        expectedOutcomes(kind, guess(expert, kind), precision, all) - known.length,
      ),
    );
    const asked = open.slice(0, count);
    const promptTokens = asked.reduce((sum, question) => sum + estimateTokens(askedText(question)), 0);
    return { kind, count, most: open.length, promptTokens };
  });
  const total = (of: (need: (typeof needs)[number]) => number) =>
    needs.reduce((sum, need) => sum + of(need), 0);
  const written = total(({ kind, count }) => count * tokensOf(expert, kind));
  const count = total((need) => need.count);
  const seconds =
    count === 0
      ? 0
      : usualSeconds === undefined
        ? loadSeconds(expert) + count * firstTokenSeconds + written / speedOf(expert)
        : count * usualSeconds;
  const free = tool || (!leavesMachine && price === undefined);
  const usd = price
    ? (total(({ promptTokens }) => promptTokens) * price.promptPerMtok + written * price.answerPerMtok) / 1e6
    : free
      ? 0
      : undefined;
  return {
    id,
    name,
    leavesMachine,
    questions: count,
    most: total((need) => need.most),
    seconds,
    ...(usd !== undefined && { usd }),
  };
}

function tokensOf({ facts }: Expert, kind: SkillKind): number {
  return answerTokens[kind] * (facts?.thinks ? thinking : 1);
}

function loadSeconds({ leavesMachine, facts, costB, counts }: Expert): number {
  return leavesMachine ? 0 : loadSecondsPerB * (facts?.paramsB ?? counts?.sizeB ?? costB);
}

function speedOf({ leavesMachine, facts, costB, counts }: Expert): number {
  if (leavesMachine) return awaySpeed;
  const active = facts?.activeB ?? facts?.paramsB ?? counts?.sizeB ?? costB;
  return Math.max(slowest, localSpeed / Math.max(1, active));
}
