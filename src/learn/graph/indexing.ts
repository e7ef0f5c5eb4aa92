/** Picking elements by index, with derivatives. */
import type { Tensor } from './builder';
import { cast } from './elementwise';
import { expand, shapeVector, transpose, unsqueeze } from './layout';
import { describe, dimAt, resolveAxis, withDim, type Shape } from './shape';

/**
 * Slices of `x` along an axis, one for each index: `x[indices]` for axis 0. Indices are int32 or int64;
 * negative ones count from the end. Their axes take the place of `axis`.
 */
export function gather(x: Tensor, indices: Tensor, axis = 0): Tensor {
  const at = resolveAxis(axis, x.shape.length);
  const shape = x.shape.toSpliced(at, 1, ...indices.shape);
  return x.graph.operation(
    'Gather',
    [x, indices],
    { shape, type: x.type },
    { attributes: { axis: at }, derivative: (d) => [scatterSlices(d, indices, x.shape, at)] },
  );
}

/**
 * The element at `indices` along an axis, everywhere: `[batch, pool]` with indices `[batch, 1]` gives
 * `[batch, 1]`. Indices have the rank of `x`; their other axes equal those of `x` or have size 1.
 */
export function takeAlong(x: Tensor, indices: Tensor, axis: number): Tensor {
  const at = resolveAxis(axis, x.shape.length);
  if (indices.shape.length !== x.shape.length) {
    throw new RangeError(`Indices ${describe(indices.shape)} do not have the rank of ${describe(x.shape)}.`);
  }
  const shape = withDim(x.shape, at, dimAt(indices.shape, at));
  const everywhere = expand(indices, shape);
  return x.graph.operation(
    'GatherElements',
    [x, everywhere],
    { shape, type: x.type },
    {
      attributes: { axis: at },
      derivative: (d) => [
        x.graph.operation(
          'ScatterElements',
          [zerosOf(d, x.shape), everywhere, d],
          { shape: x.shape, type: d.type },
          { attributes: { axis: at, reduction: 'add' } },
        ),
      ],
    },
  );
}

/** Sums slices into zeros of the given shape: the derivative of `gather`. */
function scatterSlices(slices: Tensor, indices: Tensor, shape: Shape, axis: number): Tensor {
  const { graph } = slices;
  const rest = shape.map((_, other) => other).filter((other) => other !== axis);
  const order = [axis, ...rest];
  const indexAxes = indices.shape.map((_, offset) => axis + offset);
  const sliceAxes = slices.shape.map((_, other) => other).filter((other) => !indexAxes.includes(other));
  const front = axis === 0 ? slices : transpose(slices, [...indexAxes, ...sliceAxes]);
  const target = order.map((other) => dimAt(shape, other));
  const positions = unsqueeze(cast(indices, 'int64'), -1);
  const summed = graph.operation(
    'ScatterND',
    [zerosOf(slices, target), positions, front],
    { shape: target, type: slices.type },
    { attributes: { reduction: 'add' } },
  );
  return axis === 0
    ? summed
    : transpose(
        summed,
        shape.map((_, other) => order.indexOf(other)),
      );
}

function zerosOf(like: Tensor, shape: Shape): Tensor {
  const { graph, type } = like;
  return graph.once(`zeros ${type} ${describe(shape)}`, () => {
    const inputs = [graph.constant(0, type), shapeVector(graph, shape)];
    return graph.operation('Expand', inputs, { shape, type });
  });
}
