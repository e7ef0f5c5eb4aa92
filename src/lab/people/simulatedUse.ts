/** What comes of a person's use of DER over some hundred questions: outcomes, which DER goes by as they come. */
import { calibrationFrom } from '../../der/estimate/learnedCalibration';
import type { OutcomeRecord } from '../../der/estimate/outcomes';
import type { Outcome as MeasuredOutcome } from '../../der/estimate/outcomeRates';
import { noCalibration, type Calibration } from '../../der/estimate/profile';
import { presets } from '../../der/core/presets';
import { useTells, type Tells, type Use } from '../../der/estimate/useWeights';
import type { Random } from '../../learn/random';
import type { Graded } from '../evaluation/cases';
import type { MethodResult } from '../evaluation/method';
import { members } from './recordedTeams';
import { actsOn, type SimulatedPerson } from './person';
import { routed, type DecisionModels, type TeamPlace, type SimulatedTeam } from './simulatedTeam';

/** Questions after which what was learned counts; the product does so after a reload or a change of its view. */
const relearnEvery = 20;

/** Of the days that are spoken of here, any will do. */
const at = '2026-01-01T00:00:00.000Z';

/** A question that somebody asks, and where. */
export interface PersonsQuestion {
  readonly place: TeamPlace;
  readonly graded: Graded;
}

/** Train prompts of all places in turn, so that kinds come alike, drawn anew for each person. */
export function questionsOf({ places }: SimulatedTeam, count: number, random: Random): PersonsQuestion[] {
  const stacks = places.map((place) => ({ place, open: random.shuffle([...place.team.train]) }));
  const asked: PersonsQuestion[] = [];
  while (asked.length < count && stacks.some(({ open }) => open.length > 0))
    for (const { place, open } of stacks) {
      const graded = open.pop();
      if (graded && asked.length < count) asked.push({ place, graded });
    }
  return random.shuffle(asked);
}

/** What is known where all members were measured on these questions. */
export function measuredOn(asked: readonly PersonsQuestion[]): Calibration {
  const outcomes = new Map<string, MeasuredOutcome[]>(members.map(({ name }) => [name, []]));
  for (const [prompt, { place, graded }] of asked.entries())
    for (const [column, { name }] of place.pool.entries()) {
      const quality = graded.quality[column]!;
      const logLength = Math.log1p(graded.question.answers[column]!.text.length);
      outcomes.get(name)!.push({ prompt, quality, logLength, kind: place.source.kind });
    }
  return { prompts: asked.map(({ graded }) => graded.question.embedding), outcomes };
}

/** Outcomes of use, by Balanced: what a person did with the answers to these questions, one after the other. */
export async function useOf(
  asked: readonly PersonsQuestion[],
  person: SimulatedPerson,
  decision: DecisionModels,
  random: Random,
  tells: Readonly<Record<Use, Tells>> = useTells,
): Promise<OutcomeRecord[]> {
  const records: OutcomeRecord[] = [];
  for (let from = 0; from < asked.length; from += relearnEvery) {
    const known = await calibrationOf(records, asked);
    const now = asked.slice(from, from + relearnEvery);
    for (const place of new Set(now.map((one) => one.place))) {
      const here = now.filter((one) => one.place === place);
      const cases = here.map(({ graded }) => graded);
      const [measured] = await routed(place, cases, known, [{ ...presets.balanced }], decision);
      for (const [row, one] of here.entries())
        records.push(...usesOf(one, measured!.outcomes[row]![0]!, person, random, tells));
    }
  }
  return records;
}

function usesOf(
  asked: PersonsQuestion,
  { asked: columns, chosen, judged = [] }: MethodResult,
  person: SimulatedPerson,
  random: Random,
  tells: Readonly<Record<Use, Tells>>,
): OutcomeRecord[] {
  const { place, graded } = asked;
  const answers = columns.map((column) => ({
    quality: graded.quality[column]!,
    characters: graded.question.answers[column]!.text.length,
  }));
  return actsOn(answers, columns.indexOf(chosen), person, place.source.good, random).map(
    ({ answer, use }) => ({
      ...about(asked, columns[answer]!),
      ...tells[use],
      from: 'use',
      use,
      judged: Math.min(1, Math.max(0, judged[answer]!)),
    }),
  );
}

function about(asked: PersonsQuestion, column: number) {
  const { place, graded } = asked;
  return {
    expert: place.pool[column]!.name,
    question: keyOf(asked),
    characters: graded.question.answers[column]!.text.length,
    kind: place.source.kind,
    at,
  };
}

/** What the product makes of outcomes. */
export function calibrationOf(
  records: readonly OutcomeRecord[],
  asked: readonly PersonsQuestion[],
): Promise<Calibration> | Calibration {
  if (records.length === 0) return noCalibration;
  const vectors = new Map(asked.map((one) => [keyOf(one), one.graded.question.embedding]));
  const encode = (text: string) => Promise.resolve({ vector: vectors.get(text)!, familiarity: 1 });
  return calibrationFrom(records, { encode }, { now: Date.parse(at), versions: new Map() });
}

function keyOf({ place, graded }: PersonsQuestion): string {
  return `${place.source.name} ${graded.question.prompt.id}`;
}

/** Whether the answer that an outcome is of was good. */
export function goodnessIn(asked: readonly PersonsQuestion[]): (record: OutcomeRecord) => boolean {
  const byKey = new Map(asked.map((one) => [keyOf(one), one]));
  return ({ question, expert }) => {
    const { place, graded } = byKey.get(question)!;
    return graded.quality[place.pool.findIndex(({ name }) => name === expert)]! >= place.source.good;
  };
}
