/**
 * What a route's answers say about each other: a small Bayesian model of who is right.
 *
 * A question has a difficulty that all experts share (a normal deviate, integrated numerically); given it, experts
 * err independently, each by its skill. A right answer equals the one truth; wrong ones meet by chance, as in a
 * Chinese restaurant process. An expert that was shown an earlier answer may adopt it instead of answering by itself.
 * From this follow the chance that each answer is right, that an expert not yet asked would be, and how much
 * asking it is expected to raise the chance that the answer returned is right.
 */
import { dot } from './encoder';
import { logit, sigmoid } from './profile';

/** Constants of the model, fitted on recorded answers; kept in the models' manifest. */
export interface BeliefModel {
  /** Standard deviation of a question's difficulty, in log-odds. */
  readonly difficulty: number;
  /** Chance that two wrong answers are the same one: of an option's letter, and of anything else. */
  readonly meeting: { readonly option: number; readonly other: number };
  /** Chance that an expert adopts the answer it was shown: when that is right, and when it is wrong. */
  readonly adoption: { readonly right: number; readonly wrong: number };
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

/** What asking one more expert, by itself, is expected to bring. */
export interface Prospect {
  /** Chance that it is right, given the answers so far. */
  readonly right: number;
  /** Expected rise of the chance that the best answer is right; never negative. */
  readonly gain: number;
  /** Chance that the best answer then reaches the threshold asked for. */
  readonly reaches: number;
}

export class Belief {
  /** Number of distinct claims. */
  private readonly claims: number;
  /** Joint weight of hypothesis (a claim is the truth; last: none is) and difficulty node. [claims + 1][nodes] */
  private readonly joint: Float64Array[];
  /** Weight of each hypothesis; they sum to 1. */
  private readonly truth: Float64Array;
  /** Under each hypothesis, chances that one more wrong answer makes each claim; last: a new one. */
  private readonly wrongNext: Float64Array[];
  private readonly members: Float64Array;
  private readonly stretch: number;

  constructor(
    answers: readonly Claim[],
    private readonly model: BeliefModel,
    /** Whether answers to this question are options, where nobody has answered yet. */
    option = answers.some((answer) => answer.option),
  ) {
    this.claims = 1 + Math.max(-1, ...answers.map(({ claim }) => claim ?? -1));
    // Integrating over difficulty pulls chances to the middle; stretching log-odds first keeps an expert's mean.
    this.stretch = Math.sqrt(1 + (Math.PI / 8) * model.difficulty ** 2);
    const meeting = option ? model.meeting.option : model.meeting.other;
    const concentration = (1 - meeting) / meeting;
    this.members = new Float64Array(this.claims);
    const hypotheses = Array.from({ length: this.claims + 1 }, (_, truth) => truth);
    this.joint = hypotheses.map(() => Float64Array.from(nodeWeights));
    for (const answer of answers) this.observe(answer, concentration);
    this.truth = normalise(this.joint);
    this.wrongNext = hypotheses.map((truth) => this.wrongChances(truth, concentration));
  }

  /** Chance that an answer with this claim is right. */
  right(claim: number): number {
    return this.truth[claim]!;
  }

  /** Chance that no answer with a claim is right; 1 before the first. */
  get noneRight(): number {
    return this.truth[this.claims]!;
  }

  /** Chance that the best answer is right; 0 before the first. */
  get best(): number {
    return this.claims === 0 ? 0 : Math.max(...this.truth.subarray(0, this.claims));
  }

  /** Posterior mean of the difficulty, in its standard deviations. */
  get difficulty(): number {
    let sum = 0;
    for (const row of this.joint) row.forEach((weight, node) => (sum += weight * nodes[node]!));
    return sum;
  }

  /** What an expert of this skill would bring. */
  prospect(skill: number, threshold: number): Prospect {
    const { claims, joint, truth } = this;
    const chances = this.chancesOf(skill);
    // rightIf[h]: weight of hypothesis h and the expert being right.
    const rightIf = joint.map((row) => dot(row, chances));
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
        best = Math.max(best, answerable);
      }
      expectedBest += best;
      if (best >= threshold * total) reaches += total;
    }
    const right = rightIf.reduce((sum, weight) => sum + weight, 0);
    return { right, gain: Math.max(0, expectedBest - this.best), reaches: Math.min(1, reaches) };
  }

  private observe({ skill, claim, shown }: Claim, concentration: number): void {
    if (claim === undefined) return;
    const chances = this.chancesOf(skill);
    const { right, wrong } = this.model.adoption;
    this.joint.forEach((row, truth) => {
      const wrongHere = this.wrongChances(truth, concentration);
      const byChance = this.members[claim] === 0 ? wrongHere[this.claims]! : wrongHere[claim]!;
      const adopts =
        shown.reduce((sum, other) => sum + (other === truth ? right : wrong), 0) / (shown.length || 1);
      const copies = shown.filter((other) => other === claim).length / (shown.length || 1);
      for (let node = 0; node < row.length; node++) {
        const chance = chances[node]!;
        const alone = truth === claim ? chance : (1 - chance) * byChance;
        row[node]! *= adopts * copies + (1 - adopts) * alone;
      }
    });
    this.members[claim]! += 1;
  }

  /** Chances that a wrong answer makes each claim; the last one: a claim not made so far. Sums to 1. */
  private wrongChances(truth: number, concentration: number): Float64Array {
    const chances = new Float64Array(this.claims + 1);
    let wrong = 0;
    for (let claim = 0; claim < this.claims; claim++) {
      if (claim === truth) continue;
      chances[claim] = this.members[claim]!;
      wrong += this.members[claim]!;
    }
    chances[this.claims] = concentration;
    return chances.map((weight) => weight / (wrong + concentration));
  }

  private chancesOf(skill: number): Float64Array {
    const level = logit(skill) * this.stretch;
    const chances = new Float64Array(nodes.length);
    for (let node = 0; node < nodes.length; node++) {
      chances[node] = sigmoid(level - this.model.difficulty * nodes[node]!);
    }
    return chances;
  }
}

/** Scales all rows to sum to 1 together; returns the sums of the rows. */
function normalise(joint: readonly Float64Array[]): Float64Array {
  const sums = joint.map((row) => row.reduce((sum, weight) => sum + weight, 0));
  const total = sums.reduce((sum, weight) => sum + weight, 0);
  for (const row of joint) row.forEach((weight, node) => (row[node] = weight / total));
  return Float64Array.from(sums, (sum) => sum / total);
}
