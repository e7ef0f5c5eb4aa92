/** Sums, means and maxima over axes, each with its derivative. */
import type { Graph, Tensor } from './builder';
import { cast, div, equal, mul } from './elementwise';
import { reshape, sizeOf, unsqueeze } from './layout';
import { dimAt, productDim, resolveAxis, sameShape, type Shape } from './shape';

/** One axis, several, or (undefined) all of them. */
export type Axes = number | readonly number[] | undefined;

/** Sum over axes, which are dropped unless `keepDims`. */
export function sum(x: Tensor, axes?: Axes, keepDims = false): Tensor {
  return reduce('ReduceSum', x, axes, keepDims, (d) => d);
}

/** Greatest element over axes; among equal ones the derivative is shared. */
export function max(x: Tensor, axes?: Axes, keepDims = false): Tensor {
  return reduce('ReduceMax', x, axes, keepDims, (d, greatest) => {
    const chosen = cast(equal(x, greatest), x.type);
    return div(mul(d, chosen), sum(chosen, axes, true));
  });
}

/** Mean over axes, which are dropped unless `keepDims`. */
export function mean(x: Tensor, axes?: Axes, keepDims = false): Tensor {
  const dims = resolveAxes(x.shape, axes).map((axis) => dimAt(x.shape, axis));
  return div(sum(x, axes, keepDims), count(x.graph, dims));
}

/** Sums what broadcasting repeated: from `full` back to `shape`, where `x` broadcasts to `full`. */
export function sumTo(x: Tensor, full: Shape, shape: Shape): Tensor {
  if (sameShape(full, shape)) return x;
  const aligned = alignRank(x, full.length);
  const axes = full
    .map((_, axis) => axis)
    .filter((axis) => full[axis] !== (shape[axis - full.length + shape.length] ?? 1));
  const constant = axes.filter((axis) => aligned.shape[axis] === 1);
  const varying = axes.filter((axis) => aligned.shape[axis] !== 1);
  const repeats = count(
    x.graph,
    constant.map((axis) => dimAt(full, axis)),
  );
  const summed = varying.length === 0 ? aligned : sum(aligned, varying, true);
  return dropAxes(repeats === 1 ? summed : mul(summed, repeats), full.length - shape.length);
}

/** Number of elements over the axes `dims`: a number, or a scalar tensor when an axis is named. */
function count(graph: Graph, dims: Shape): Tensor | number {
  const size = productDim(dims);
  if (typeof size === 'number') return size;
  return graph.once(`count ${size}`, () =>
    dims
      .map((dim) => (typeof dim === 'number' ? graph.constant(dim) : reshape(cast(sizeOf(graph, dim)), [])))
      .reduce((product, factor) => mul(product, factor)),
  );
}

function reduce(
  operator: string,
  x: Tensor,
  axes: Axes,
  keepDims: boolean,
  derivative: (byResult: Tensor, result: Tensor) => Tensor,
): Tensor {
  const resolved = resolveAxes(x.shape, axes);
  const kept = x.shape.map((dim, axis) => (resolved.includes(axis) ? 1 : dim));
  const shape = keepDims ? kept : x.shape.filter((_, axis) => !resolved.includes(axis));
  const restore = (tensor: Tensor) =>
    keepDims ? tensor : resolved.reduce((restored, axis) => unsqueeze(restored, axis), tensor);
  return x.graph.operation(
    operator,
    [x, x.graph.constant(resolved, 'int64')],
    { shape, type: x.type },
    {
      attributes: { keepdims: keepDims ? 1 : 0 },
      derivative: (d, y) => [derivative(restore(d), restore(y))],
    },
  );
}

function resolveAxes(shape: Shape, axes: Axes): readonly number[] {
  if (axes === undefined) return shape.map((_, axis) => axis);
  const list = typeof axes === 'number' ? [axes] : axes;
  return list.map((axis) => resolveAxis(axis, shape.length)).sort((a, b) => a - b);
}

function alignRank(x: Tensor, rank: number): Tensor {
  return x.shape.length === rank ? x : alignRank(unsqueeze(x, 0), rank);
}

/** Drops the first `count` axes, all of size 1. */
function dropAxes(x: Tensor, count: number): Tensor {
  return count === 0 ? x : reshape(x, x.shape.slice(count));
}
