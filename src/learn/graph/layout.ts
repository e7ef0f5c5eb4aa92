/** Operations that move elements without changing them, each with its derivative. */
import type { Derivative, Graph, Tensor } from './builder';
import {
  broadcastShapes,
  describe,
  dimAt,
  productDim,
  resolveAxis,
  sameShape,
  sumDim,
  withDim,
  type Dim,
  type Shape,
} from './shape';

const wholeAxis = 2 ** 31 - 1;

/** Size of an axis when the graph runs, as an int64 vector of one element. */
export function sizeOf(graph: Graph, dim: Dim): Tensor {
  if (typeof dim === 'number') return graph.constant([dim], 'int64');
  return graph.once(`size ${dim}`, () => {
    const { tensor, axis } = graph.axisSource(dim);
    const attributes = { start: axis, end: axis + 1 };
    return graph.operation('Shape', [tensor], { shape: [1], type: 'int64' }, { attributes });
  });
}

/** A shape when the graph runs, as an int64 vector. */
export function shapeVector(graph: Graph, shape: Shape): Tensor {
  if (shape.every((dim) => typeof dim === 'number')) return graph.constant(shape, 'int64');
  return graph.once(`shape ${describe(shape)}`, () => {
    const sizes = shape.map((dim) => sizeOf(graph, dim));
    return graph.operation(
      'Concat',
      sizes,
      { shape: [shape.length], type: 'int64' },
      { attributes: { axis: 0 } },
    );
  });
}

/**
 * The same elements in the same order under another shape. At most one named axis may be new to the graph;
 * its size follows from the others.
 */
export function reshape(x: Tensor, shape: Shape): Tensor {
  if (sameShape(x.shape, shape)) return x;
  if (typeof productDim(x.shape) === 'number' && productDim(x.shape) !== productDim(shape)) {
    throw new RangeError(`${describe(x.shape)} cannot take the shape ${describe(shape)}.`);
  }
  const named = shape.filter((dim) => typeof dim === 'string');
  const free = named.length === 1 ? named[0] : named.find((dim) => !x.graph.hasAxis(dim));
  const vector = shapeVector(
    x.graph,
    shape.map((dim) => (dim === free ? -1 : dim)),
  );
  return x.graph.operation(
    'Reshape',
    [x, vector],
    { shape, type: x.type },
    { derivative: (d) => [reshape(d, x.shape)] },
  );
}

/** Joins the axes before the last into one: `[batch, pool, 8]` becomes `[batch*pool, 8]`. */
export function flattenRows(x: Tensor): Tensor {
  return reshape(x, [productDim(x.shape.slice(0, -1)), dimAt(x.shape, -1)]);
}

/** Adds an axis of size 1, at position `axis` of the result. */
export function unsqueeze(x: Tensor, axis: number): Tensor {
  const at = resolveAxis(axis, x.shape.length + 1);
  const axes = x.graph.constant([at], 'int64');
  return x.graph.operation(
    'Unsqueeze',
    [x, axes],
    { shape: x.shape.toSpliced(at, 0, 1), type: x.type },
    { derivative: (d) => [squeeze(d, at)] },
  );
}

/** Drops an axis of size 1. */
export function squeeze(x: Tensor, axis: number): Tensor {
  const at = resolveAxis(axis, x.shape.length);
  if (x.shape[at] !== 1) throw new RangeError(`Axis ${axis} of ${describe(x.shape)} does not have size 1.`);
  const axes = x.graph.constant([at], 'int64');
  return x.graph.operation(
    'Squeeze',
    [x, axes],
    { shape: x.shape.toSpliced(at, 1), type: x.type },
    { derivative: (d) => [unsqueeze(d, at)] },
  );
}

/** Reorders axes: axis `i` of the result is axis `order[i]` of `x`. */
export function transpose(x: Tensor, order: readonly number[]): Tensor {
  const shape = order.map((axis) => dimAt(x.shape, axis));
  if (new Set(order).size !== x.shape.length)
    throw new RangeError(`[${order.join()}] does not reorder all axes.`);
  const inverse = order.map((_, axis) => order.indexOf(axis));
  return x.graph.operation(
    'Transpose',
    [x],
    { shape, type: x.type },
    { attributes: { perm: order }, derivative: (d) => [transpose(d, inverse)] },
  );
}

/** Repeats axes of size 1, and adds axes in front, up to `shape`. */
export function expand(x: Tensor, shape: Shape): Tensor {
  if (sameShape(x.shape, shape)) return x;
  if (!sameShape(broadcastShapes(x.shape, shape), shape)) {
    throw new RangeError(`${describe(x.shape)} does not expand to ${describe(shape)}.`);
  }
  return x.graph.operation(
    'Expand',
    [x, shapeVector(x.graph, shape)],
    { shape, type: x.type },
    { elementwise: true, derivative: (d) => [d] },
  );
}

/** Lays tensors end to end along an axis. */
export function concat(parts: readonly Tensor[], axis: number): Tensor {
  const [first, ...others] = parts;
  if (!first) throw new RangeError('concat needs at least one tensor.');
  const at = resolveAxis(axis, first.shape.length);
  for (const { shape } of others) {
    if (
      shape.length !== first.shape.length ||
      !sameShape(withDim(shape, at, 1), withDim(first.shape, at, 1))
    ) {
      throw new RangeError(`${describe(first.shape)} and ${describe(shape)} do not join along axis ${axis}.`);
    }
  }
  const size = others.reduce((sum, { shape }) => sumDim(sum, dimAt(shape, at)), dimAt(first.shape, at));
  return first.graph.operation(
    'Concat',
    parts,
    { shape: withDim(first.shape, at, size), type: first.type },
    { attributes: { axis: at }, derivative: (d) => split(d, at, parts) },
  );
}

/** Undoes `concat`. */
function split(whole: Tensor, axis: number, parts: readonly Tensor[]): Tensor[] {
  const { graph } = whole;
  let start = sizeOf(graph, 0);
  return parts.map(({ shape }) => {
    const size = sizeOf(graph, dimAt(shape, axis));
    const end = graph.operation('Add', [start, size], { shape: [1], type: 'int64' });
    const piece = cut(whole, axis, start, end, dimAt(shape, axis));
    start = end;
    return piece;
  });
}

/** Elements `start` … `end` − 1 along an axis; negative positions count from its end. */
export function slice(x: Tensor, axis: number, start: number, end?: number): Tensor {
  const at = resolveAxis(axis, x.shape.length);
  const dim = dimAt(x.shape, at);
  const from = position(dim, start);
  const to = end === undefined ? { beforeEnd: true, offset: 0 } : position(dim, end);
  if (from.beforeEnd && !to.beforeEnd) {
    throw new RangeError(`A slice ${start} … ${end} of the axis "${dim}" has no size known beforehand.`);
  }
  const span = to.offset - from.offset;
  const size = from.beforeEnd === to.beforeEnd ? span : sumDim(dim, span);
  const constant = (value: number) => x.graph.constant([value], 'int64');
  const stop = to.beforeEnd && to.offset === 0 ? wholeAxis : to.offset;
  return cut(x, at, constant(from.offset), constant(stop), size, (d) => {
    const before = from.beforeEnd ? plus(sizeOf(x.graph, dim), from.offset) : constant(from.offset);
    const after = to.beforeEnd ? constant(-to.offset) : plus(sizeOf(x.graph, dim), -to.offset);
    return [pad(d, at, before, after, dim)];
  });
}

/** A position on an axis: an offset from its start, or before its end. */
function position(dim: Dim, index: number): { beforeEnd: boolean; offset: number } {
  if (typeof dim === 'number')
    return { beforeEnd: false, offset: Math.min(index < 0 ? dim + index : index, dim) };
  return { beforeEnd: index < 0, offset: index };
}

/** Sum of an int64 vector of one element and a number. */
function plus(size: Tensor, offset: number): Tensor {
  const inputs = [size, size.graph.constant([offset], 'int64')];
  return size.graph.operation('Add', inputs, { shape: [1], type: 'int64' });
}

function cut(
  x: Tensor,
  axis: number,
  start: Tensor,
  end: Tensor,
  size: Dim,
  derivative?: Derivative,
): Tensor {
  const axes = x.graph.constant([axis], 'int64');
  const result = { shape: withDim(x.shape, axis, size), type: x.type };
  return x.graph.operation('Slice', [x, start, end, axes], result, { ...(derivative && { derivative }) });
}

/** Puts zeros before and after along an axis, `before` and `after` being int64 vectors of one element. */
function pad(x: Tensor, axis: number, before: Tensor, after: Tensor, size: Dim): Tensor {
  const { graph } = x;
  const counts = { shape: [2], type: 'int64' } as const;
  const pads = graph.operation('Concat', [before, after], counts, { attributes: { axis: 0 } });
  const inputs = [x, pads, graph.constant(0, x.type), graph.constant([axis], 'int64')];
  return graph.operation('Pad', inputs, { shape: withDim(x.shape, axis, size), type: x.type });
}
