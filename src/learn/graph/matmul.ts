/** Matrix products, with their derivatives. */
import type { Tensor } from './builder';
import { flattenRows, reshape, transpose } from './layout';
import { broadcastShapes, describe, dimAt, type Dim } from './shape';

/** Matrix product over the last two axes; the axes before them broadcast. Both need at least two axes. */
export function matmul(a: Tensor, b: Tensor): Tensor {
  checkInner(a, b, dimAt(a.shape, -1), dimAt(b.shape, -2));
  if (b.shape.length === 2) return unflatten(gemm(flattenRows(a), b), a);
  const batch = broadcastShapes(a.shape.slice(0, -2), b.shape.slice(0, -2));
  return a.graph.operation(
    'MatMul',
    [a, b],
    { shape: [...batch, dimAt(a.shape, -2), dimAt(b.shape, -1)], type: a.type },
    { derivative: (d) => [matmul(d, swapLast(b)), matmul(swapLast(a), d)] },
  );
}

/** x·weights + bias over the last axis of `x`, of any rank; weights `[inputs, outputs]`, bias `[outputs]`. */
export function linear(x: Tensor, weights: Tensor, bias: Tensor): Tensor {
  checkInner(x, weights, dimAt(x.shape, -1), dimAt(weights.shape, 0));
  return unflatten(gemm(flattenRows(x), weights, bias), x);
}

/** Swaps the last two axes. */
export function swapLast(x: Tensor): Tensor {
  const rank = x.shape.length;
  const order = x.shape.map((_, axis) => axis);
  return transpose(x, [...order.slice(0, -2), rank - 1, rank - 2]);
}

/** Product of two matrices, either transposed, plus a bias for each row. Faster than `MatMul` and `Add`. */
function gemm(a: Tensor, b: Tensor, bias?: Tensor, transA = 0, transB = 0): Tensor {
  const shape = [dimAt(a.shape, transA ? 1 : 0), dimAt(b.shape, transB ? 0 : 1)];
  return a.graph.operation(
    'Gemm',
    bias ? [a, b, bias] : [a, b],
    { shape, type: a.type },
    {
      attributes: { transA, transB },
      // Only the plain product is differentiated: the transposed ones are themselves derivatives.
      ...(!transA &&
        !transB && { derivative: (d) => [gemm(d, b, undefined, 0, 1), gemm(a, d, undefined, 1, 0), d] }),
    },
  );
}

/** Gives the rows of `flat` the leading axes of `like`. */
function unflatten(flat: Tensor, like: Tensor): Tensor {
  return reshape(flat, [...like.shape.slice(0, -1), dimAt(flat.shape, -1)]);
}

function checkInner(a: Tensor, b: Tensor, left: Dim, right: Dim): void {
  if (a.shape.length < 2 || b.shape.length < 2 || left !== right) {
    throw new RangeError(`Matrices ${describe(a.shape)} and ${describe(b.shape)} cannot be multiplied.`);
  }
}
