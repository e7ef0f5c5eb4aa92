/**
 * What a route's answers say about each other: a small Bayesian model of who is right.
 *
 * A question has a difficulty that all experts share (a normal deviate, integrated numerically); given it, experts
 * err independently, each by its skill. A right answer equals the one truth; wrong ones meet by chance, as in a
 * Chinese restaurant process. An expert that was shown an earlier answer may adopt it instead of answering by itself.
 * From this follow the chance that each answer is right, that an expert not yet asked would be, and how much
 * asking it is expected to raise the chance that the answer returned is right.
 */
import { dot } from '../networks/encoder';
import type { GradedBeliefModel } from './gradedBelief';
import type { Outlooks, Prospect } from './outlooks';
import { logit, sigmoid } from './logOdds';

/** Constants of the model, fitted on recorded answers; kept in the models' manifest. */
export interface BeliefModel {
  /** Standard deviation of a question's difficulty, in log-odds. */
  readonly difficulty: number;
  /** Chance that two wrong answers are the same one: an option's letter, a program's behaviour, and anything else. */
  readonly meeting: { readonly option: number; readonly program: number; readonly other: number };
  /** Chance that a program which did all that a right one does, on what both were asked, is wrong all the same. */
  readonly lapse: number;
  /** Chance that a program passes all examples that the question states: when it is right, and when it is wrong. */
  readonly passing: { readonly right: number; readonly wrong: number };
  /** Chance that an expert adopts the answer it was shown: when that is right, and when it is wrong. */
  readonly adoption: { readonly right: number; readonly wrong: number };
  /** Of answers to open questions. */
  readonly graded: GradedBeliefModel;
}

/** An answer as the model sees it. */
export interface Claim {
  /** Chance of its author to be right on this question, before anything was answered. */
  readonly skill: number;
  /** Number of its final answer: equal for answers that agree. Undefined where it has none to compare. */
  readonly claim: number | undefined;
  /** Claims of the answers its author was shown. */
  readonly shown: readonly number[];
  readonly option: boolean;
  /** Whether it passes all examples that the question states; undefined where none was tried. */
  readonly passes?: boolean | undefined;
}

/** Nodes and weights of the standard normal distribution (Gauss–Hermite, nine points). */
const nodes = [
  -4.512745863, -3.205429003, -2.076847979, -1.023255664, 0, 1.023255664, 2.076847979, 3.205429003,
  4.512745863,
];
const nodeWeights = [
  2.2345844e-5, 2.7891413e-3, 4.9916407e-2, 2.440975e-1, 4.0634921e-1, 2.440975e-1, 4.9916407e-2,
  2.7891413e-3, 2.2345844e-5,
];

/** Chances of who is right, after some answers. */
export class Belief implements Outlooks {
  /** Number of distinct claims. */
  private claims = 0;
  /** Joint weight of hypothesis (a claim is the truth; last: none is) and difficulty node. [claims + 1][nodes] */
  private joint: Float64Array[] = [Float64Array.from(nodeWeights)];
  /** Answers that make each claim. */
  private members: number[] = [];
  /** Weight of each hypothesis; they sum to 1. */
  private truth = Float64Array.of(1);
  /** Under each hypothesis, chances that one more wrong answer makes each claim; last: a new one. */
  private wrongNext: number[][] = [[1]];
  private readonly stretch: number;
  private readonly concentration: number;
  /** Share of the answers that make the true claim which are right. */
  private readonly faith: number;
  /** What was computed for a skill; shared with the beliefs that follow from this one. */
  private readonly chances = new Map<number, Float64Array>();

  /** @param kind what answers to this question are, also before anybody has answered */
  constructor(
    answers: readonly Claim[],
    private readonly model: BeliefModel,
    kind: keyof BeliefModel['meeting'] = 'other',
  ) {
    // Integrating over difficulty pulls chances to the middle; stretching log-odds first keeps an expert's mean.
    this.stretch = Math.sqrt(1 + (Math.PI / 8) * model.difficulty ** 2);
    const meeting = model.meeting[kind];
    this.concentration = (1 - meeting) / meeting;
    this.faith = kind === 'program' ? 1 - model.lapse : 1;
    for (const answer of answers) this.hear(answer);
  }

  /** Chance that an answer with this claim is right. */
  right(claim: number): number {
    return this.faith * this.truth[claim]!;
  }

  /** Chance that no claim so far is the truth; 1 before the first. */
  get noneRight(): number {
    return this.truth[this.claims]!;
  }

  /** Chance that the best answer is right; 0 before the first. */
  get best(): number {
    let most = 0;
    for (let claim = 0; claim < this.claims; claim++) most = Math.max(most, this.truth[claim]!);
    return this.faith * most;
  }

  /** Posterior mean of the difficulty, in its standard deviations. */
  get difficulty(): number {
    return this.joint.reduce((sum, row) => sum + dot(row, nodes), 0);
  }

  /** What an expert of this skill would bring. */
  prospect(skill: number, threshold: number): Prospect {
    const { claims, truth } = this;
    const rightIf = this.rightIf(skill);
    let expectedBest = 0;
    let reaches = 0;
    for (let outcome = 0; outcome <= claims; outcome++) {
      // The expert makes claim `outcome`, or a new one when it is the last.
      let total = 0;
      let best = 0;
      for (let hypothesis = 0; hypothesis <= claims; hypothesis++) {
        const wrong = (truth[hypothesis]! - rightIf[hypothesis]!) * this.wrongNext[hypothesis]![outcome]!;
        const matches = hypothesis === outcome ? rightIf[hypothesis]! : 0;
        // A new claim may be the truth only if none of the old ones is.
        const answerable = hypothesis === claims ? matches : wrong + matches;
        total += wrong + matches;
        best = Math.max(best, this.faith * answerable);
      }
      expectedBest += best;
      if (best >= threshold * total) reaches += total;
    }
    let right = 0;
    for (const weight of rightIf) right += weight;
    return {
      right: this.faith * right,
      gain: Math.max(0, expectedBest - this.best),
      reaches: Math.min(1, reaches),
    };
  }

  /**
   * Everything that an expert of this skill, asked by itself, may claim: how likely it is, and what would then be
   * believed.
   */
  outlooks(skill: number): { readonly chance: number; readonly belief: Belief }[] {
    const { claims, truth } = this;
    const rightIf = this.rightIf(skill);
    return Array.from({ length: claims + 1 }, (_, claim) => {
      let chance = rightIf[claim]!;
      for (let hypothesis = 0; hypothesis <= claims; hypothesis++) {
        chance += (truth[hypothesis]! - rightIf[hypothesis]!) * this.wrongNext[hypothesis]![claim]!;
      }
      return { chance, belief: this.after({ skill, claim, shown: [], option: false }) };
    });
  }

  /** The belief with one more answer in it. */
  private after(answer: Claim): Belief {
    const next = Object.assign(Object.create(Belief.prototype) as Belief, this);
    next.hear(answer);
    return next;
  }

  /** Takes in an answer. Replaces all that changes, so that copies may share it. */
  private hear({ skill, claim, shown, passes }: Claim): void {
    if (claim === undefined) return passes === false ? this.hearWrong(skill) : undefined;
    const { claims, joint, wrongNext } = this;
    const isNew = claim === claims;
    if (claim > claims) throw new RangeError(`Claim ${claim} comes before claim ${claims} was made.`);
    const chances = this.chancesOf(skill);
    const copies = shown.filter((other) => other === claim).length / (shown.length || 1);
    // What the first one of a claim passes, all others of the same behaviour pass too.
    const { right: rightPasses, wrong: wrongPasses } = isNew ? this.passing(passes) : certain;
    // The row of a hypothesis, weighed by how likely the answer is under it.
    const weighed = (row: Float64Array, truth: number, isTruth: boolean) => {
      const { right, wrong } = this.model.adoption;
      const adopts =
        shown.reduce((sum, other) => sum + (other === truth ? right : wrong), 0) / (shown.length || 1);
      const meets = wrongNext[truth]![claim]!;
      const product = new Float64Array(row.length);
      for (let node = 0; node < row.length; node++) {
        const alone = isTruth ? chances[node]! : (1 - chances[node]!) * meets;
        product[node] =
          row[node]! * (adopts * copies + (1 - adopts) * alone) * (isTruth ? rightPasses : wrongPasses);
      }
      return product;
    };
    const rows = joint.map((row, truth) => weighed(row, truth, truth === claim && !isNew));
    // Until it was made, that a new claim is the truth was part of "none is".
    if (isNew) rows.splice(claims, 0, weighed(joint[claims]!, claims, true));
    this.claims = claims + Number(isNew);
    this.members = isNew ? [...this.members, 1] : this.members.with(claim, this.members[claim]! + 1);
    this.truth = normalise(rows);
    this.joint = rows;
    this.wrongNext = rows.map((_, truth) => this.wrongChances(truth));
  }

  /** Takes in an answer that is wrong and claims nothing: the question is harder than it seemed. */
  private hearWrong(skill: number): void {
    const chances = this.chancesOf(skill);
    const rows = this.joint.map((row) => row.map((weight, node) => weight * (1 - chances[node]!)));
    this.truth = normalise(rows);
    this.joint = rows;
  }

  /** How likely what became of the examples is, of a right program and of a wrong one. */
  private passing(passes: boolean | undefined): BeliefModel['passing'] {
    if (passes === undefined) return certain;
    const { right, wrong } = this.model.passing;
    return passes ? { right, wrong } : { right: 1 - right, wrong: 1 - wrong };
  }

  /** Chances that a wrong answer makes each claim; the last one: a claim not made so far. Sums to 1. */
  private wrongChances(truth: number): number[] {
    const weights = this.members.map((count, claim) => (claim === truth ? 0 : count));
    const total = weights.reduce((sum, weight) => sum + weight, this.concentration);
    return [...weights, this.concentration].map((weight) => weight / total);
  }

  /** Weight of each hypothesis together with an expert of this skill being right. */
  private rightIf(skill: number): Float64Array {
    const chances = this.chancesOf(skill);
    const weights = new Float64Array(this.claims + 1);
    for (let truth = 0; truth <= this.claims; truth++) weights[truth] = dot(this.joint[truth]!, chances);
    return weights;
  }

  /** Chance that an expert of this skill is right at each difficulty. [nodes] */
  private chancesOf(skill: number): Float64Array {
    const known = this.chances.get(skill);
    if (known) return known;
    const level = logit(skill) * this.stretch;
    const chances = new Float64Array(nodes.length);
    for (let node = 0; node < nodes.length; node++) {
      chances[node] = sigmoid(level - this.model.difficulty * nodes[node]!);
    }
    this.chances.set(skill, chances);
    return chances;
  }
}

/** Examples that were not tried tell nothing. */
const certain = { right: 1, wrong: 1 } as const;

/** Scales all rows to sum to 1 together, in place; returns the sums of the rows. */
function normalise(joint: readonly Float64Array[]): Float64Array<ArrayBuffer> {
  const sums = new Float64Array(joint.length);
  let total = 0;
  joint.forEach((row, index) => {
    for (const weight of row) sums[index]! += weight;
    total += sums[index]!;
  });
  for (const row of joint) for (let node = 0; node < row.length; node++) row[node]! /= total;
  for (let index = 0; index < sums.length; index++) sums[index]! /= total;
  return sums;
}
