/** Gradient clipping and the Adam update, as operations of the training graph. */
import type { Operand, Tensor } from './builder';
import { add, div, exp, minimum, mul, sqrt, square, sub } from './elementwise';
import { sum } from './reductions';

/** The constants of Adam (Kingma and Ba, 2015). */
export interface AdamOptions {
  /** Decay of the mean of gradients; 0.9 by default. */
  readonly beta1?: number;
  /** Decay of the mean of their squares; 0.999 by default. */
  readonly beta2?: number;
  /** Keeps the division finite; 1e-8 by default. */
  readonly epsilon?: number;
  /** Decoupled weight decay (AdamW), of matrices only: biases and scales keep their size. 0 by default. */
  readonly weightDecay?: number;
}

/** Running means of a parameter's gradient and of its square. */
export interface Moments {
  readonly mean: Tensor;
  readonly variance: Tensor;
}

/** The length of all gradients taken as one vector, and the gradients scaled down so that it is at most `limit`. */
export function clipByGlobalNorm(
  gradients: readonly Tensor[],
  limit: Operand,
): { norm: Tensor; clipped: readonly Tensor[] } {
  const squares = gradients.map((gradient) => sum(square(gradient)));
  const norm = sqrt(squares.reduce((total, one) => add(total, one)));
  const scale = minimum(div(limit, add(norm, 1e-6)), 1);
  return { norm, clipped: gradients.map((gradient) => mul(gradient, scale)) };
}

/**
 * The update of Kingma and Ba (2015) with bias correction, in the form that corrects the learning rate
 * instead of both moments.
 *
 * @param step number of this update, from 1, a scalar; `learningRate` likewise a scalar.
 * @returns for a parameter, its gradient and moments, the parameter and moments after the update.
 */
export function adam(step: Tensor, learningRate: Tensor, options: AdamOptions = {}) {
  const { beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8, weightDecay = 0 } = options;
  const correction1 = sub(1, exp(mul(step, Math.log(beta1))));
  const correction2 = sqrt(sub(1, exp(mul(step, Math.log(beta2)))));
  const rate = div(mul(learningRate, correction2), correction1);
  const floor = mul(correction2, epsilon);
  const decay = mul(learningRate, weightDecay);

  return (parameter: Tensor, gradient: Tensor, moments: Moments): { parameter: Tensor; moments: Moments } => {
    const mean = add(mul(moments.mean, beta1), mul(gradient, 1 - beta1));
    const variance = add(mul(moments.variance, beta2), mul(square(gradient), 1 - beta2));
    const move = div(mul(mean, rate), add(sqrt(variance), floor));
    const decays = weightDecay > 0 && parameter.shape.length > 1;
    const kept = decays ? sub(parameter, mul(parameter, decay)) : parameter;
    return { parameter: sub(kept, move), moments: { mean, variance } };
  };
}
