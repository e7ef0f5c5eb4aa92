/** Judges many routes at once, as the product judges one. */
import { predictedQuality } from '../../der/core/terminator';
import type { Evidence } from '../../der/evidence/evidence';
import type { AnswerKind } from '../../der/evidence/findings';
import { knownOf } from '../../der/evidence/known';
import { sigmoid } from '../../der/estimate/logOdds';
import type { Session } from '../../der/networks/onnxSession';
import { kindsIn, terminatorInput } from '../../der/networks/terminatorFeatures';
import type { ScalingByKind } from '../terminator/scaling';
import { batchOf, inputsOf } from '../terminator/terminatorTraining';

/** What a network makes of one answer. */
export interface JudgedOdds {
  readonly kind: AnswerKind;
  readonly logOdds: number;
}

/** By route, then by answer. @param session a Terminator's network */
export async function logOddsOf(session: Session, routes: readonly Evidence[]): Promise<JudgedOdds[][]> {
  if (routes.length === 0) return [];
  const examples = routes.map((evidence) => {
    const input = terminatorInput(evidence);
    return { ...input, quality: new Float32Array(evidence.signs.length) };
  });
  const { logOdds } = await session.run(inputsOf(batchOf(examples)));
  const longest = logOdds!.dims[1]!;
  return examples.map((example, row) =>
    kindsIn(example).map((kind, index) => ({
      kind,
      logOdds: Number(logOdds!.data[row * longest + index]),
    })),
  );
}

/** P̂ of every answer of a route. */
export function qualitiesOf(
  evidence: Evidence,
  judged: readonly JudgedOdds[],
  scaling: ScalingByKind,
): number[] {
  return judged.map(({ kind, logOdds }, index) => {
    const { scale, shift } = scaling[kind];
    return predictedQuality(sigmoid(scale * logOdds + shift), knownOf(evidence, index));
  });
}
