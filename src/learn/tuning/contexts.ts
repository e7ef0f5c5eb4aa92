/**
 * Contexts for episodes: a person's questions with what became of their experts there, and made-up experts on the same
 * questions as the shipped networks expect experts to be.
 */
import type { SkillKind } from '../../der/core/modelFacts';
import type { BeliefModel } from '../../der/estimate/belief';
import { clamp, logit, sigmoid } from '../../der/estimate/logOdds';
import { typicalLogLength } from '../../der/estimate/outcomeRates';
import type { Skill, SkillModel } from '../../der/estimate/profile';
import type { DrawnContext } from '../episodes/environment';
import type { PreparedExpert } from '../episodes/preparedSource';
import type { Random } from '../random';
import { madeUpAnswers, type Worth } from './madeUpAnswers';
import type { KnownExpert, PersonQuestion } from './persons';

/** Difficulties that are looked at, in standard deviations. */
const difficulties = Array.from({ length: 13 }, (_, at) => (at - 6) / 2);
/** How far explanations' qualities are from what is expected of their authors. */
const openSpread = 0.2;
/** How far the logarithm of an answer's length is from its author's usual one. */
const lengthSpread = 0.3;

/** Chance that an expert of this mean skill is right on a question of this difficulty, as in belief.ts. */
function chanceAt(skill: number, difficulty: number, model: BeliefModel): number {
  const stretch = Math.sqrt(1 + (Math.PI / 8) * model.difficulty ** 2);
  return sigmoid(logit(skill) * stretch - model.difficulty * difficulty);
}

/**
 * What every expert's answer to a question is worth: what was recorded, and where nothing was, what follows from its
 * skill and from how the others did there, drawn by chance.
 */
export function worthsOn(
  { outcomes, kind }: PersonQuestion,
  skills: readonly Skill[],
  belief: BeliefModel,
  random: Random,
): Worth[] {
  const known = new Map(outcomes.map((outcome) => [outcome.expert, outcome]));
  const weights = difficulties.map((difficulty) =>
    outcomes.reduce(
      (product, { expert, quality }) => {
        const chance = chanceAt(skills[expert]!.mean, difficulty, belief);
        return product * (quality * chance + (1 - quality) * (1 - chance) + 1e-6);
      },
      Math.exp(-(difficulty ** 2) / 2),
    ),
  );
  const difficulty = difficulties[random.weighted(weights)]!;
  return skills.map((skill, expert) => {
    const drawn = drawnWorth(kind, skill.mean, skill.logLength, difficulty, belief, random);
    const outcome = known.get(expert);
    if (!outcome) return drawn;
    return { kind, quality: outcome.quality, logLength: Math.log1p(outcome.record.characters) };
  });
}

function drawnWorth(
  kind: SkillKind,
  skill: number,
  usualLength: number,
  difficulty: number,
  belief: BeliefModel,
  random: Random,
): Worth {
  const logLength = usualLength + random.normal(0, lengthSpread);
  const chance = chanceAt(skill, difficulty, belief);
  if (kind !== 'open') return { kind, quality: Number(random.uniform() < chance), logLength };
  return { kind, quality: clamp(skill + random.normal(0, openSpread), 0, 1), logLength };
}

/** A person's question, asked of some of the experts. @param members their places among all of them */
export function personContext(
  question: PersonQuestion,
  experts: readonly KnownExpert[],
  skills: readonly Skill[],
  worths: readonly Worth[],
  members: readonly number[],
  belief: BeliefModel,
  random: Random,
): DrawnContext {
  const { answers, findings } = madeUpAnswers(
    members.map((member) => worths[member]!),
    question.signals,
    belief,
    random,
  );
  return {
    prompt: question,
    pool: members.map((member) => experts[member]!),
    skills: members.map((member) => skills[member]!),
    answers,
    familiarity: question.familiarity,
    findings,
  };
}

/** Billions of parameters that made-up experts have, evenly by order of magnitude. */
const sizes = [1, 400] as const;
const poolSizes = [2, 8] as const;
/** Standard deviation of how able models of one size are, in log-odds. */
const sameSize = 0.7;
/** Share of contexts in which nothing is known of the experts but their size. */
const unknownShare = 0.4;
const mostKnown = 60;
const unfamiliarShare = 0.25;

/** One of the questions, asked of made-up experts whose skill goes by size as the shipped networks expect. */
export function rehearsedContext(
  questions: readonly PersonQuestion[],
  skill: SkillModel,
  belief: BeliefModel,
  random: Random,
): DrawnContext {
  const question = questions[random.integer(questions.length)]!;
  const difficulty = random.normal();
  const isKnown = random.uniform() >= unknownShare;
  const pool: PreparedExpert[] = [];
  const skills: Skill[] = [];
  const worths: Worth[] = [];
  const count = poolSizes[0] + random.integer(poolSizes[1] - poolSizes[0] + 1);
  for (let at = 0; at < count; at++) {
    const costB = Math.exp(random.uniform(Math.log(sizes[0]), Math.log(sizes[1])));
    const expected = sigmoid(skill.size.intercept + skill.size.slope * Math.log10(1 + costB));
    const truth = sigmoid(logit(expected) + random.normal(0, sameSize));
    const logLength = typicalLogLength + random.normal(0, 0.5);
    pool.push({ id: `made up ${at}`, provider: 'recorded', costB, costEstimated: false, tool: false });
    skills.push({
      ...learned(expected, truth, isKnown ? random.integer(mostKnown) : 0, skill, random),
      logLength,
    });
    worths.push(drawnWorth(question.kind, truth, logLength, difficulty, belief, random));
  }
  const { answers, findings } = madeUpAnswers(worths, question.signals, belief, random);
  const familiarity = random.uniform() < unfamiliarShare ? 0 : question.familiarity;
  return { prompt: question, pool, skills, answers, familiarity, findings };
}

/** What is known of an expert after some outcomes. */
function learned(
  expected: number,
  truth: number,
  outcomes: number,
  { priorWeight }: SkillModel,
  random: Random,
): Omit<Skill, 'logLength'> {
  let right = 0;
  for (let at = 0; at < outcomes; at++) right += Number(random.uniform() < truth);
  const mean = (right + priorWeight * expected) / (outcomes + priorWeight);
  return {
    mean,
    overall: mean,
    evidence: outcomes,
    nearby: outcomes / 10,
    source: outcomes > 0 ? 'calibrated' : 'estimated from size',
  };
}
