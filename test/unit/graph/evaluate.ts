/** Runs a graph once. */
import { encodeModel } from '../../../src/learn/graph/encode';
import type { Graph } from '../../../src/learn/graph/builder';
import { initialParameters, type ParameterValues } from '../../../src/learn/graph/initialisers';
import { openSession, type TensorValue, type TensorValues } from '../../../src/der/networks/onnxSession';

export async function evaluate(
  graph: Graph,
  feeds: TensorValues = {},
  parameters: ParameterValues = initialParameters(graph, 1),
): Promise<TensorValues> {
  const session = await openSession(encodeModel(graph, parameters));
  try {
    return await session.run(feeds);
  } finally {
    await session.release();
  }
}

export function float64(dims: readonly number[], values: readonly number[]): TensorValue {
  return { type: 'float64', data: Float64Array.from(values), dims };
}

export function float32(dims: readonly number[], values: readonly number[]): TensorValue {
  return { type: 'float32', data: Float32Array.from(values), dims };
}

export function int32(dims: readonly number[], values: readonly number[]): TensorValue {
  return { type: 'int32', data: Int32Array.from(values), dims };
}

export function bool(dims: readonly number[], values: readonly boolean[]): TensorValue {
  return { type: 'bool', data: Uint8Array.from(values, Number), dims };
}

/** Elements of an output as plain numbers. */
export function numbers(values: TensorValues, name: string): number[] {
  const value = values[name];
  if (!value) throw new Error(`There is no output "${name}".`);
  return Array.from(value.data, Number);
}
