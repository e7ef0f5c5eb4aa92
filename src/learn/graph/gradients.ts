/** Reverse-mode differentiation: the derivative of a loss as further operations of the same graph. */
import type { Tensor } from './builder';
import { add } from './elementwise';
import { expand } from './layout';
import { sumTo } from './reductions';
import { broadcastShapes, describe } from './shape';

/**
 * The derivative of a scalar by each of the given tensors, in their order and of their shapes.
 *
 * @throws when the loss does not depend on one of them, or an operation between has no derivative.
 */
export function gradients(loss: Tensor, by: readonly Tensor[]): readonly Tensor[] {
  if (loss.shape.length > 0) throw new RangeError(`A loss is a scalar, not ${describe(loss.shape)}.`);
  const { graph } = loss;
  const existing = [...graph.all];
  const dependent = dependentOn(new Set(by), existing);
  const sums = new Map<Tensor, Tensor>([[loss, graph.constant(1)]]);
  for (const tensor of existing.reverse()) {
    const { origin } = tensor;
    const total = sums.get(tensor);
    if (!total || origin.kind !== 'operation' || !dependent.has(tensor)) continue;
    if (!origin.derivative) throw new Error(`${origin.operator} ("${tensor.name}") has no derivative.`);
    const byResult = origin.elementwise ? total : expand(total, tensor.shape);
    const byInputs = origin.derivative(byResult, tensor);
    for (const [index, input] of origin.inputs.entries()) {
      const part = byInputs[index];
      if (!part || !dependent.has(input)) continue;
      // What an element-wise operation broadcast is summed over all of its result, even where the part is constant.
      const full = origin.elementwise ? tensor.shape : broadcastShapes(part.shape, input.shape);
      const reduced = sumTo(part, full, input.shape);
      const before = sums.get(input);
      sums.set(input, before ? add(before, reduced) : reduced);
    }
  }
  return by.map((tensor) => {
    const total = sums.get(tensor);
    if (!total) throw new Error(`The loss does not depend on "${tensor.name}".`);
    return expand(total, tensor.shape);
  });
}

/** The tensors whose value changes with one of `roots`. */
function dependentOn(roots: ReadonlySet<Tensor>, inOrder: readonly Tensor[]): ReadonlySet<Tensor> {
  const dependent = new Set<Tensor>(roots);
  for (const tensor of inOrder) {
    if (tensor.origin.kind === 'operation' && tensor.origin.inputs.some((input) => dependent.has(input))) {
      dependent.add(tensor);
    }
  }
  return dependent;
}
