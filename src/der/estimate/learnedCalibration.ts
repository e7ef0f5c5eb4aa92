/** What profiles are made from: the outcomes that stand, each with its question's embedding and with how much it counts. */
import type { Encoder } from '../networks/encoder';
import { modelVersions } from './modelVersions';
import { outcomeWeights, type Circumstances } from './outcomeWeights';
import { outcomeKind, outcomesFile, readOutcomes, standingOf, type OutcomeRecord } from './outcomes';
import type { Outcome } from './outcomeRates';
import { noCalibration, type Calibration } from './profile';

/** Questions that profiles are made from, the latest; more would make the first decision wait. */
const mostQuestions = 500;

type Env = Readonly<Record<string, string | undefined>>;

/** All that is known on this machine of a person's experts; `report` hears of lines that are no outcomes. */
export async function knownCalibration(
  env: Env,
  encoder: Pick<Encoder, 'encode'>,
  report?: (problem: string) => void,
): Promise<Calibration> {
  const [records, versions] = await Promise.all([
    readOutcomes(outcomesFile(env), report),
    modelVersions(env),
  ]);
  return calibrationFrom(records, encoder, { now: Date.now(), versions });
}

/** The outcomes as profiles take them. Of several of one expert on one question the last one counts. */
export async function calibrationFrom(
  records: readonly OutcomeRecord[],
  encoder: Pick<Encoder, 'encode'>,
  circumstances: Circumstances = { now: Date.now(), versions: new Map() },
): Promise<Calibration> {
  if (records.length === 0) return noCalibration;
  const standing = standingOf(records);
  const weights = outcomeWeights(standing, circumstances);
  const questions = [...new Set(standing.map(({ question }) => question))].slice(-mostQuestions);
  const places = new Map(questions.map((question, place) => [question, place]));
  const prompts: Float32Array[] = [];
  for (const question of questions) prompts.push((await encoder.encode(question)).vector);
  const outcomes = new Map<string, Outcome[]>();
  for (const [at, record] of standing.entries()) {
    const { expert, question, quality, characters } = record;
    const prompt = places.get(question);
    const weight = weights[at]!;
    if (prompt === undefined || quality === null || weight === 0) continue;
    const own = outcomes.get(expert) ?? [];
    const kind = outcomeKind(record);
    // Programs and explanations are asked to be brief when they are measured: that is not their author's usual length.
    const brief = record.from === 'calibrate' && (kind === 'program' || kind === 'open');
    own.push({
      prompt,
      quality,
      ...(!brief && { logLength: Math.log1p(characters) }),
      ...(kind && { kind }),
      ...(weight < 1 && { weight }),
    });
    outcomes.set(expert, own);
  }
  return { prompts, outcomes };
}
