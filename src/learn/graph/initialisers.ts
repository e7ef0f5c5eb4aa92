/** Initial values of parameters. Weights are `[…, inputs, outputs]`. */
import type { Graph, Initialiser } from './builder';
import type { TensorValue } from '../../der/networks/onnxSession';
import { Random } from '../random';

/** Values of a graph's parameters, by name. */
export type ParameterValues = ReadonlyMap<string, TensorValue>;

/** Draws every parameter from a stream of its own, so that adding one changes none of the others. */
export function initialParameters(graph: Graph, seed: number): ParameterValues {
  const random = new Random(seed);
  return new Map(
    graph.parameters.map(({ name, origin: { shape, initialiser } }) => {
      const values = initialiser(shape, random.fork(name));
      const data = graph.dtype === 'float32' ? Float32Array.from(values) : values;
      return [name, { type: graph.dtype, data, dims: shape }];
    }),
  );
}

/** Sets all elements to zero, as biases begin. */
export const zeros: Initialiser = (shape) => new Float64Array(elements(shape));

/** One value everywhere. */
export function filled(value: number): Initialiser {
  return (shape) => new Float64Array(elements(shape)).fill(value);
}

/** Drawn from a normal distribution around 0 with this standard deviation. */
export function normal(deviation: number): Initialiser {
  return (shape, random) => Float64Array.from({ length: elements(shape) }, () => random.normal(0, deviation));
}

/** For layers followed by relu (He et al., 2015). */
export function heNormal(): Initialiser {
  return (shape, random) => normal(Math.sqrt(2 / inputsOf(shape)))(shape, random);
}

/** For layers followed by tanh or nothing (Glorot and Bengio, 2010). A small gain makes first outputs small. */
export function glorotUniform(gain = 1): Initialiser {
  return (shape, random) => {
    const bound = gain * Math.sqrt(6 / (inputsOf(shape) + (shape.at(-1) ?? 1)));
    return Float64Array.from({ length: elements(shape) }, () => random.uniform(-bound, bound));
  };
}

function elements(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}

function inputsOf(shape: readonly number[]): number {
  return shape.at(-2) ?? 1;
}
