/** Calibrates predictions by those made for prompts that nothing was learned from. */
import { answerKinds } from '../../der/networks/terminatorFeatures';
import type { AnswerKind } from '../../der/evidence/findings';
import { sigmoid } from '../../der/estimate/logOdds';

/** A prediction beside what was true. */
export interface Predicted {
  readonly kind: AnswerKind;
  /** Before calibration. */
  readonly logOdds: number;
  readonly quality: number;
}

/** The scaling of each kind of answer, since each is calibrated by itself. */
export type ScalingByKind = Readonly<Record<AnswerKind, Scaling>>;

/** With fewer predictions of a kind than this, its predictions stay as they are. */
const leastPredictions = 200;

/** Scale and shift for each kind of answers. */
export function scalingByKind(predicted: readonly Predicted[]): ScalingByKind {
  const of = (kind: AnswerKind): Scaling => {
    const own = predicted.filter((one) => one.kind === kind);
    if (own.length < leastPredictions) return { scale: 1, shift: 0 };
    return fitScaling(
      own.map(({ logOdds }) => logOdds),
      own.map(({ quality }) => quality),
    );
  };
  return Object.fromEntries(answerKinds.map((kind) => [kind, of(kind)])) as ScalingByKind;
}

/** Platt's scaling (1999) of a log-odds: scale times it, plus shift. */
export interface Scaling {
  readonly scale: number;
  readonly shift: number;
}

/** What is believed before anything was seen: scale near 1 and shift near 0, by these standard deviations. */
interface FitOptions {
  /** How much each prediction counts; all alike where it is undefined. */
  readonly weights?: readonly number[];
  readonly usual?: Scaling;
}

/** Scale and shift of log-odds under which qualities are most likely (Platt, 1999; by Newton's method). */
export function fitScaling(
  logOdds: readonly number[],
  quality: readonly number[],
  { weights, usual }: FitOptions = {},
): Scaling {
  const [scaleHeld, shiftHeld] = usual ? [usual.scale ** -2, usual.shift ** -2] : [1e-6, 1e-6];
  let [scale, shift] = [1, 0];
  for (let step = 0; step < 20; step++) {
    let [g0, g1, h00, h01, h11] = [0, 0, scaleHeld, 0, shiftHeld];
    if (usual) [g0, g1] = [-scaleHeld * (scale - 1), -shiftHeld * shift];
    logOdds.forEach((x, index) => {
      const p = sigmoid(scale * x + shift);
      const counts = weights?.[index] ?? 1;
      const [error, weight] = [counts * (quality[index]! - p), counts * p * (1 - p)];
      g0 += error * x;
      g1 += error;
      h00 += weight * x * x;
      h01 += weight * x;
      h11 += weight;
    });
    const determinant = h00 * h11 - h01 * h01;
    scale += (h11 * g0 - h01 * g1) / determinant;
    shift += (h00 * g1 - h01 * g0) / determinant;
  }
  return { scale, shift };
}
