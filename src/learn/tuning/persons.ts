/** A person's outcomes as tuning takes them: question by question, near-duplicates together, with what they are like. */
import type { SkillKind } from '../../der/core/modelFacts';
import { calibrationFrom } from '../../der/estimate/learnedCalibration';
import { outcomeWeights, type Circumstances } from '../../der/estimate/outcomeWeights';
import { outcomeKind, standingOf, type OutcomeRecord } from '../../der/estimate/outcomes';
import { Profiles, type Calibration, type Skill, type SkillModel } from '../../der/estimate/profile';
import { kindsAsked } from '../../der/evidence/kindsAsked';
import { readQuestion, type QuestionSignals } from '../../der/evidence/questionSignals';
import type { Encoder } from '../../der/networks/encoder';
import type { TuningExpert } from '../../der/tuning/order';
import { nearDuplicateGroups } from '../folds';
import type { Random } from '../random';

/** Questions that are learned from, the latest: more would take longer than tuning may. */
const mostQuestions = 300;

/** What became of one expert on one question. */
export interface PersonOutcome {
  readonly record: OutcomeRecord;
  /** Index into the experts. */
  readonly expert: number;
  /** 0 … 1. */
  readonly quality: number;
  /** How much it counts, above 0 and at most 1. */
  readonly weight: number;
}

/** A question of the person with what their experts did on it. */
export interface PersonQuestion {
  readonly question: string;
  readonly signals: QuestionSignals;
  readonly embedding: Float32Array;
  readonly familiarity: number;
  /** Of answer that its text may ask for, as a route sees it. */
  readonly kinds: readonly SkillKind[];
  /** Of its outcomes. */
  readonly kind: SkillKind;
  /** Shared with its near-duplicates. */
  readonly group: number;
  /** One for each expert whose outcome is known. */
  readonly outcomes: readonly PersonOutcome[];
}

/** An expert as profiles and features know it. */
export type KnownExpert = TuningExpert & { readonly provider: 'recorded'; readonly tool: false };

/** A person's experts and questions, as far as outcomes say. */
export interface TunedPerson {
  readonly experts: readonly KnownExpert[];
  readonly questions: readonly PersonQuestion[];
  /** As of the latest outcome: the same outcomes are tuned to alike whenever that is. */
  readonly circumstances: Circumstances;
  readonly encode: (text: string) => ReturnType<Encoder['encode']>;
}

/** Reads outcomes of the pool's experts; those of others are passed over, since nothing is known of their cost. */
export async function personFrom(
  records: readonly OutcomeRecord[],
  pool: readonly TuningExpert[],
  encoder: Pick<Encoder, 'encode'>,
): Promise<TunedPerson> {
  const encode = remembering(encoder);
  const byId = pool.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const experts = byId.map((expert) => ({ ...expert, provider: 'recorded' as const, tool: false as const }));
  const indexOf = new Map(experts.map(({ id }, index) => [id, index]));
  const byQuestion = new Map<string, PersonOutcome[]>();
  const standing = standingOf(records);
  const latest = standing.reduce((last, { at }) => Math.max(last, Date.parse(at)), 0);
  const circumstances = { now: latest, versions: new Map() };
  const weights = outcomeWeights(standing, circumstances);
  for (const [at, record] of standing.entries()) {
    const expert = indexOf.get(record.expert);
    const weight = weights[at]!;
    if (expert === undefined || record.quality === null || weight === 0) continue;
    const own = byQuestion.get(record.question) ?? [];
    byQuestion.delete(record.question);
    own.push({ record, expert, quality: record.quality, weight });
    byQuestion.set(record.question, own);
  }
  const texts = [...byQuestion.keys()].slice(-mostQuestions);
  const groups = nearDuplicateGroups(texts);
  const questions: PersonQuestion[] = [];
  for (const [at, question] of texts.entries()) {
    const { vector, familiarity } = await encode(question);
    const outcomes = byQuestion.get(question)!.toSorted((a, b) => a.expert - b.expert);
    const kinds = kindsAsked(question);
    questions.push({
      question,
      signals: readQuestion(question),
      embedding: vector,
      familiarity,
      kinds,
      kind: outcomeKind(outcomes[0]!.record) ?? kinds[0]!,
      group: groups[at]!,
      outcomes,
    });
  }
  return { experts, questions, circumstances, encode };
}

/** What profiles know from these questions. */
export function calibrationOf(
  { encode, circumstances }: TunedPerson,
  questions: readonly PersonQuestion[],
): Promise<Calibration> {
  return calibrationFrom(
    questions.flatMap(({ outcomes }) => outcomes.map(({ record }) => record)),
    { encode },
    circumstances,
  );
}

/** Skills of all experts on a question, in their order. */
export function skillsOn(
  { experts }: Pick<TunedPerson, 'experts'>,
  { embedding, kinds }: PersonQuestion,
  profiles: Profiles,
): Skill[] {
  return profiles.skills(embedding, experts, kinds);
}

/** Questions in parts of like size, near-duplicates together; every question is in one. */
export function dealt(
  questions: readonly PersonQuestion[],
  parts: number,
  random: Random,
): PersonQuestion[][] {
  const groups = new Map<number, PersonQuestion[]>();
  for (const question of questions)
    groups.set(question.group, [...(groups.get(question.group) ?? []), question]);
  const dealtOut: PersonQuestion[][] = Array.from({ length: parts }, () => []);
  // Kind by kind, so that every part has some of each.
  const shuffled = random.shuffle([...groups.values()]);
  const order = shuffled.toSorted((a, b) => (a[0]!.kind < b[0]!.kind ? -1 : Number(a[0]!.kind > b[0]!.kind)));
  for (const [at, group] of order.entries()) dealtOut[at % parts]!.push(...group);
  return dealtOut;
}

/** Profiles that know each part's questions from the others alone. */
export interface CrossProfiles {
  readonly questions: readonly PersonQuestion[];
  readonly calibration: Calibration;
}

/** For each part, what is known from the others. */
export async function crossed(
  person: TunedPerson,
  parts: readonly PersonQuestion[][],
): Promise<CrossProfiles[]> {
  const result: CrossProfiles[] = [];
  for (const [at, questions] of parts.entries()) {
    const others = parts.flatMap((part, other) => (other === at ? [] : part));
    result.push({ questions, calibration: await calibrationOf(person, others) });
  }
  return result;
}

/** Skills on every question from the questions of other parts, under these constants. */
export function crossedSkills(
  person: Pick<TunedPerson, 'experts'>,
  parts: readonly CrossProfiles[],
  model: SkillModel,
): ReadonlyMap<PersonQuestion, readonly Skill[]> {
  return new Map(
    parts.flatMap(({ questions, calibration }) => {
      const profiles = new Profiles(calibration, model);
      return questions.map((question) => [question, skillsOn(person, question, profiles)] as const);
    }),
  );
}

/** The encoder, which encodes each text once. */
function remembering(encoder: Pick<Encoder, 'encode'>): Encoder['encode'] {
  const known = new Map<string, ReturnType<Encoder['encode']>>();
  return (text) => {
    const encoded = known.get(text) ?? encoder.encode(text);
    known.set(text, encoded);
    return encoded;
  };
}
