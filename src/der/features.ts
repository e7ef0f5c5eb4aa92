/**
 * What the networks see: state and pool as tensors. Three blocks: one vector of the state, one row per expert, one
 * row per answer. Nothing depends on how large the pool is, on an expert's name or on a question's domain, and all
 * values are of order one whatever the input, so that networks meet no number they were not trained for.
 */
import { Belief, type BeliefModel, type Claim } from './belief';
import { projectionSize } from './encoder';
import { lookAhead } from './lookahead';
import type { State } from './mdp';
import { clamp, logit, typicalLogLength, type Skill } from './profile';
import type { Signs } from './signs';

/** The part of an expert that features depend on. */
export interface Candidate {
  readonly id: string;
  readonly costB: number;
  readonly tool: boolean;
}

/** All that is known at one decision or judgement. */
export interface Situation {
  readonly state: State;
  readonly pool: readonly Candidate[];
  /** Skill of every expert on this question, in the pool's order. */
  readonly skills: readonly Skill[];
  /** Embedding of the question. */
  readonly embedding: Float32Array;
  /** How much the question is like those of training; see encoder.ts. */
  readonly familiarity: number;
  /** What each answer's text shows, in the order of the answers. */
  readonly signs: readonly Signs[];
}

export interface Evidence extends Situation {
  readonly claims: readonly Claim[];
  /** The question is one of choosing among options. */
  readonly options: boolean;
  /** Author of each answer: its skill on this question. */
  readonly authors: readonly Skill[];
  readonly belief: Belief;
}

/** Of an author that is no longer in the pool. */
const neutral: Skill = {
  mean: 0.5,
  overall: 0.5,
  evidence: 0,
  nearby: 0,
  logLength: typicalLogLength,
  source: 'estimated from size',
};

/** Reads the answers and weighs them against each other. */
export function weigh(situation: Situation, model: BeliefModel): Evidence {
  const { state, pool, skills, signs } = situation;
  const skillOf = new Map(pool.map(({ id }, index) => [id, skills[index]!]));
  const authors = state.answers.map(({ expert }) => skillOf.get(expert) ?? neutral);
  const keys = [...new Set(signs.flatMap(({ final }) => (final === undefined ? [] : [final])))];
  const numbers = signs.map(({ final }) => (final === undefined ? undefined : keys.indexOf(final)));
  const claims = state.answers.map(({ shown }, index) => ({
    skill: authors[index]!.mean,
    claim: numbers[index],
    shown: shown.flatMap((earlier) => numbers[earlier] ?? []),
    option: signs[index]!.option,
  }));
  const options = claims.some(({ option }) => option) || offersOptions(state.question);
  return { ...situation, claims, options, authors, belief: new Belief(claims, model, options) };
}

/** The question lists options to choose from: `(A) …`, `A. …`, `A) …` and at least B beside it. */
function offersOptions(question: string): boolean {
  const text = question.slice(0, 20_000);
  return /^\s*\(?A[).:]\s/m.test(text) && /^\s*\(?B[).:]\s/m.test(text);
}

export const stateFeatures = [
  'alphaIsZero',
  'logAlpha',
  'logBeta',
  'p0',
  'stepsLeft',
  'stepsTaken',
  'hasAnswer',
  'logSpent',
  'priceOfSpent',
  'judgedBest',
  'toThreshold',
  'judgedSecond',
  'believedBest',
  'believedNone',
  'difficulty',
  'claims',
  'unclaimed',
  'options',
  'questionLength',
  'logPool',
  'openShare',
  'bestNet',
  'bestPlan',
  'bestSkill',
  'cheapest',
  ...Array.from({ length: projectionSize }, (_, i) => `question${i}`),
] as const;

export const expertFeatures = [
  'skill',
  'overall',
  'evidence',
  'nearby',
  'calibrated',
  'logCost',
  'logPrice',
  'price',
  'right',
  'logGain',
  'gain',
  'net',
  'netBelowBest',
  'plan',
  'planBelowBest',
  'gainPerPrice',
  'reaches',
  'reachesAlone',
  'timesAsked',
  'answeredLast',
  'tool',
  'cheaperShare',
  'abler',
  'dominated',
] as const;

export const answerFeatures = [
  'belief',
  'beliefOverRival',
  'skill',
  'overall',
  'evidence',
  'nearby',
  'claims',
  'option',
  'supporters',
  'opponents',
  'support',
  'opposition',
  'ablestSupporter',
  'ablestOpponent',
  'supportersAfter',
  'opponentsAfter',
  'keeps',
  'departs',
  'refusal',
  'cutOff',
  'answers',
  'rivals',
  'believedNone',
  'difficulty',
  'questionLength',
  ...Array.from({ length: projectionSize }, (_, i) => `question${i}`),
] as const;

/** Features of one state for the policy. */
export interface PolicyInput {
  /** [stateFeatures] */
  readonly state: Float32Array;
  /** [pool, expertFeatures], row by row. */
  readonly experts: Float32Array;
}

/** Features of one state for the Terminator. */
export interface TerminatorInput {
  /** [answers, answerFeatures], row by row. */
  readonly answers: Float32Array;
  /** How much longer each answer is than one expects, in log characters; may only lower P̂. [answers] */
  readonly excess: Float32Array;
}

export function terminatorInput(evidence: Evidence): TerminatorInput {
  const { state, signs, authors, claims, belief } = evidence;
  const rows = state.answers.map((_, index) => {
    const { claim, shown, option } = claims[index]!;
    const others = claims.map((_, other) => other).filter((other) => other !== index);
    const agreeing = others.filter((other) => claim !== undefined && claims[other]!.claim === claim);
    const opposing = others.filter(
      (other) => claims[other]!.claim !== undefined && !agreeing.includes(other),
    );
    const alone = (other: number) => !handedOver(state, index, other);
    const [supporters, supportersAfter] = parted(agreeing, alone);
    const [opponents, opponentsAfter] = parted(opposing, alone);
    const odds = (other: number) => logit(authors[other]!.mean);
    const rivals = [...new Set(claims.flatMap((one) => one.claim ?? []))].filter((one) => one !== claim);
    const strongestRival = Math.max(0, ...rivals.map((rival) => belief.right(rival)));
    const author = authors[index]!;
    return [
      claim === undefined ? -2 : squashOdds(belief.right(claim)),
      claim === undefined ? -2 : (logit(belief.right(claim)) - logit(strongestRival)) / 6,
      ...skillFeatures(author),
      Number(claim !== undefined),
      Number(option),
      Math.log1p(supporters.length),
      Math.log1p(opponents.length),
      sum(supporters, (other) => authors[other]!.mean) / (1 + supporters.length + opponents.length),
      sum(opponents, (other) => authors[other]!.mean) / (1 + supporters.length + opponents.length),
      supporters.length > 0 ? Math.max(...supporters.map(odds)) / 3 : -1,
      opponents.length > 0 ? Math.max(...opponents.map(odds)) / 3 : -1,
      Math.log1p(supportersAfter.length),
      Math.log1p(opponentsAfter.length),
      Number(claim !== undefined && shown.includes(claim)),
      Number(claim !== undefined && shown.length > 0 && !shown.includes(claim)),
      Number(signs[index]!.refusal),
      Number(signs[index]!.cutOff),
      Math.log1p(state.answers.length) / 2,
      Math.log1p(rivals.length) / 2,
      belief.noneRight,
      belief.difficulty,
      lengthOf(state.question),
      ...projection(evidence),
    ];
  });
  const excess = signs.map(({ logLength }, index) => clamp(logLength - authors[index]!.logLength, -3, 3));
  return { answers: Float32Array.from(rows.flat(), finite), excess: Float32Array.from(excess) };
}

export function policyInput(evidence: Evidence, allowed: readonly boolean[]): PolicyInput {
  const { state, pool, skills, belief, claims } = evidence;
  const { alpha, beta, p0 } = state.knobs;
  const first = state.answers.length === 0;
  const price = pool.map(({ costB }) => alpha * costB);
  const options = skills.map(({ mean: skill }, i) => ({ skill, price: price[i]!, open: allowed[i]! }));
  const outlooks = lookAhead(belief, options, { beta, p0, stepsLeft: state.stepsLeft });
  const open = pool.map((_, index) => index).filter((index) => allowed[index]);
  const bestNet = Math.max(-10, ...open.map((index) => outlooks[index]!.net));
  const bestPlan = Math.max(-10, ...open.map((index) => outlooks[index]!.plan));
  const byCost = ranks(open, (index) => pool[index]!.costB);
  const bySkill = ranks(open, (index) => skills[index]!.mean);
  const asked = counts(state.answers.map(({ expert }) => expert));
  const last = state.answers.at(-1)?.expert;

  const experts = new Float32Array(pool.length * expertFeatures.length);
  pool.forEach(({ id, costB, tool }, index) => {
    const { right, gain, reaches, net, plan } = outlooks[index]!;
    const skill = skills[index]!;
    const row = [
      ...skillFeatures(skill),
      Number(skill.evidence > 0),
      Math.log10(1 + costB) / 3,
      squashLog(price[index]!),
      price[index]! / (price[index]! + 0.1),
      squashOdds(right),
      squashLog(gain),
      gain,
      squashNet(net),
      squashNet(net - bestNet),
      squashNet(plan),
      squashNet(plan - bestPlan),
      squashLog(((1 + beta) * gain + 1e-6) / (price[index]! + 1e-6)),
      reaches,
      Number(right >= p0),
      Math.log1p(asked.get(id) ?? 0),
      Number(id === last),
      Number(tool),
      byCost(costB),
      1 - bySkill(skill.mean),
      byCost(costB) * (1 - bySkill(skill.mean)),
    ];
    experts.set(row.map(finite), index * expertFeatures.length);
  });
  const judged = [...state.judged].sort((a, b) => b - a);
  const vector = [
    Number(alpha === 0),
    squashLog(alpha),
    Math.log1p(beta) / 2,
    p0,
    state.stepsLeft / 10,
    state.answers.length / 10,
    Number(!first),
    Math.log10(1 + state.spent) / 3,
    squashLog(alpha * state.spent),
    judged[0] ?? 0,
    p0 - (judged[0] ?? 0),
    secondClaim(evidence),
    belief.best,
    belief.noneRight,
    belief.difficulty,
    Math.log1p(new Set(claims.flatMap(({ claim }) => claim ?? [])).size),
    claims.filter(({ claim }) => claim === undefined).length / Math.max(1, claims.length),
    Number(evidence.options),
    lengthOf(state.question),
    Math.log(1 + pool.length) / 7,
    open.length / pool.length,
    squashNet(bestNet),
    squashNet(bestPlan),
    squashOdds(Math.max(0, ...open.map((index) => skills[index]!.mean))),
    squashLog(Math.min(1e6, ...open.map((index) => price[index]!))),
    ...projection(evidence),
  ];
  return { state: Float32Array.from(vector, finite), experts };
}

/** Whether one of two answers was written with the other in view: agreement then means less. */
function handedOver({ answers }: State, a: number, b: number): boolean {
  return answers[a]!.shown.includes(b) || answers[b]!.shown.includes(a);
}

function skillFeatures({ mean, overall, evidence, nearby }: Skill): number[] {
  return [logit(mean) / 3, logit(overall) / 3, Math.log1p(evidence) / 5, Math.log1p(nearby) / 5];
}

/** Highest P̂ among answers that disagree with the best one; 0 where all agree. */
function secondClaim({ state, claims }: Evidence): number {
  const best = state.judged.indexOf(Math.max(...state.judged));
  const rivals = state.judged.filter((_, index) => claims[index]!.claim !== claims[best]?.claim);
  return Math.max(0, ...rivals);
}

/** Maps a value to the share of the given items that lie strictly below it. */
function ranks(items: readonly number[], value: (item: number) => number): (value: number) => number {
  const sorted = items.map(value).sort((a, b) => a - b);
  return (wanted) => {
    let low = 0;
    let high = sorted.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (sorted[middle]! < wanted) low = middle + 1;
      else high = middle;
    }
    return low / Math.max(1, sorted.length);
  };
}

function counts(items: readonly string[]): ReadonlyMap<string, number> {
  const times = new Map<string, number>();
  for (const item of items) times.set(item, (times.get(item) ?? 0) + 1);
  return times;
}

function parted<T>(items: readonly T[], belongs: (item: T) => boolean): [T[], T[]] {
  return [items.filter(belongs), items.filter((item) => !belongs(item))];
}

function sum<T>(items: readonly T[], value: (item: T) => number): number {
  return items.reduce((total, item) => total + value(item), 0);
}

function lengthOf(question: string): number {
  return clamp((Math.log(1 + question.length) - 5.5) / 2, -2, 2);
}

/** What networks see of the question itself; nothing where it is unlike those they learned from. */
function projection({ embedding, familiarity }: Situation): number[] {
  return Array.from(embedding.subarray(0, projectionSize), (value) => value * 2 * familiarity);
}

/** Chances on a scale where certainty stays finite: ±2 or so. */
function squashOdds(chance: number): number {
  return logit(chance) / 4;
}

/** Amounts over many orders of magnitude: 0 at 0.01, and from −1 to 1.7 for all that occurs. */
function squashLog(amount: number): number {
  return Math.log10(1e-4 + Math.min(amount, 1e3)) / 3 + 2 / 3;
}

/** Amounts of either sign, most precise around 0. */
function squashNet(amount: number): number {
  return Math.asinh(clamp(amount, -100, 100) * 20) / 4;
}

/** A network fed with one NaN gives nothing but NaN; broken input must not get that far. */
function finite(value: number): number {
  return Number.isFinite(value) ? value : 0;
}
