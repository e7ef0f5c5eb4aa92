/** The inputs of one run of a graph, checked against what the graph declares. */
import type { TensorValue, TensorValues } from '../../der/networks/onnxSession';
import type { FloatType, Tensor } from './builder';
import { describe } from './shape';

/** Inputs by name; a number stands for a scalar of the graph's float type. */
export type Batch = Readonly<Record<string, TensorValue | number>>;

/** A scalar of a float type. */
export function scalar(value: number, type: FloatType = 'float32'): TensorValue {
  const data = type === 'float32' ? Float32Array.of(value) : Float64Array.of(value);
  return { type, data, dims: [] };
}

/**
 * The batch as feeds for a session of the graph.
 *
 * @throws RangeError when an input is missing, unknown, of another type or shape, or when one named axis gets
 * two sizes: the runtime would broadcast some of these in silence.
 */
export function toFeeds(inputs: readonly Tensor[], batch: Batch): TensorValues {
  const unknown = Object.keys(batch).find((name) => !inputs.some((input) => input.name === name));
  if (unknown !== undefined) throw new RangeError(`The network has no input "${unknown}".`);
  const sizes = new Map<string, { size: number; from: string }>();
  return Object.fromEntries(
    inputs.map((input) => {
      const given = batch[input.name];
      if (given === undefined) throw new RangeError(`The input "${input.name}" is missing.`);
      const value = typeof given === 'number' ? scalar(given, input.graph.dtype) : given;
      checkValue(input, value, sizes);
      return [input.name, value];
    }),
  );
}

function checkValue(
  { name, type, shape }: Tensor,
  value: TensorValue,
  sizes: Map<string, { size: number; from: string }>,
): void {
  const fits = (size: number, axis: number) => typeof shape[axis] === 'string' || shape[axis] === size;
  if (value.type !== type || value.dims.length !== shape.length || !value.dims.every(fits)) {
    const given = `${value.type} ${describe(value.dims)}`;
    throw new RangeError(`The input "${name}" is ${type} ${describe(shape)}, but was given ${given}.`);
  }
  for (const [axis, dim] of shape.entries()) {
    if (typeof dim === 'number') continue;
    const size = value.dims[axis] as number;
    const known = sizes.get(dim) ?? { size, from: name };
    if (known.size !== size) {
      throw new RangeError(
        `The axis "${dim}" has size ${known.size} in "${known.from}" and ${size} in "${name}".`,
      );
    }
    sizes.set(dim, known);
  }
}
