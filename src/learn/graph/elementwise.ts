/** Element-wise operations, broadcasting, each with its derivative. */
import type { ElementType } from '../../der/networks/onnxSession';
import { elementCodes, type Derivative, type Operand, type Tensor } from './builder';
import { broadcastShapes } from './shape';

/** Numbers among the operands become constants of the type of the tensors beside them. */
function tensors(operator: string, operands: readonly Operand[], fallback?: Tensor): readonly Tensor[] {
  const sample = operands.find((operand) => typeof operand !== 'number');
  const graph = (sample ?? fallback)?.graph;
  if (!graph) throw new TypeError(`${operator} needs at least one tensor of a graph.`);
  const type = sample?.type ?? graph.dtype;
  return operands.map((operand) => {
    const tensor = typeof operand === 'number' ? graph.constant(operand, type) : operand;
    if (tensor.type !== type)
      throw new TypeError(`${operator} mixes ${type} and ${tensor.type}; cast one of them.`);
    return tensor;
  });
}

function apply(
  operator: string,
  operands: readonly Operand[],
  derivative?: Derivative,
  type?: ElementType,
): Tensor {
  const inputs = tensors(operator, operands);
  const [{ graph, type: operandType }] = inputs as [Tensor];
  const shape = broadcastShapes(...inputs.map((input) => input.shape));
  const how = { elementwise: true, ...(derivative && { derivative }) };
  return graph.operation(operator, inputs, { shape, type: type ?? operandType }, how);
}

/** a + b. Shapes broadcast as NumPy’s; the result has the larger one. */
export function add(a: Operand, b: Operand): Tensor {
  return apply('Add', [a, b], (d) => [d, d]);
}

/** a − b, broadcast. */
export function sub(a: Operand, b: Operand): Tensor {
  return apply('Sub', [a, b], (d) => [d, neg(d)]);
}

/** a · b, broadcast; for products of matrices see `matmul`. */
export function mul(a: Operand, b: Operand): Tensor {
  return apply('Mul', [a, b], (d) => [mul(d, b), mul(d, a)]);
}

/** a / b, broadcast; as in IEEE 754 where b is 0. */
export function div(a: Operand, b: Operand): Tensor {
  return apply('Div', [a, b], (d, ratio) => {
    const byA = div(d, b);
    return [byA, neg(mul(byA, ratio))];
  });
}

/** The greater of the two; where they are equal, the derivative goes to `a`. */
export function maximum(a: Operand, b: Operand): Tensor {
  return apply('Max', [a, b], (d) => {
    const first = greaterOrEqual(a, b);
    return [where(first, d, 0), where(first, 0, d)];
  });
}

/** The lesser of the two; where they are equal, the derivative goes to `a`. */
export function minimum(a: Operand, b: Operand): Tensor {
  return apply('Min', [a, b], (d) => {
    const first = lessOrEqual(a, b);
    return [where(first, d, 0), where(first, 0, d)];
  });
}

/** `x` held between `low` and `high`; the derivative passes at the bounds themselves. */
export function clip(x: Operand, low: Operand, high: Operand): Tensor {
  return minimum(maximum(x, low), high);
}

/** −x. */
export function neg(x: Operand): Tensor {
  return apply('Neg', [x], (d) => [neg(d)]);
}

/** eˣ; its derivative reads the result, so that nothing is computed twice. */
export function exp(x: Operand): Tensor {
  return apply('Exp', [x], (d, y) => [mul(d, y)]);
}

/** The natural logarithm; −∞ at 0. */
export function log(x: Operand): Tensor {
  return apply('Log', [x], (d) => [div(d, x)]);
}

/** The square root; its derivative is infinite at 0. */
export function sqrt(x: Operand): Tensor {
  return apply('Sqrt', [x], (d, y) => [div(mul(d, 0.5), y)]);
}

/** |x|; the derivative at 0 is 1. */
export function abs(x: Operand): Tensor {
  return apply('Abs', [x], (d) => [where(less(x, 0), neg(d), d)]);
}

/** x², with one operation and one derivative. */
export function square(x: Tensor): Tensor {
  return apply('Mul', [x, x], (d) => [mul(mul(d, 2), x), undefined]);
}

/** The hyperbolic tangent, in (−1, 1). */
export function tanh(x: Operand): Tensor {
  return apply('Tanh', [x], (d, y) => [mul(d, sub(1, mul(y, y)))]);
}

/** 1 / (1 + e⁻ˣ), in (0, 1). */
export function sigmoid(x: Operand): Tensor {
  return apply('Sigmoid', [x], (d, y) => [mul(d, mul(y, sub(1, y)))]);
}

/** max(x, 0), with derivative 0 at 0. */
export function relu(x: Operand): Tensor {
  return apply('Relu', [x], (d, y) => [where(greater(y, 0), d, 0)]);
}

/** log(1 + eˣ), without overflow. */
export function softplus(x: Operand): Tensor {
  return apply('Softplus', [x], (d) => [mul(d, sigmoid(x))]);
}

/** `a` where the condition holds, else `b`. */
export function where(condition: Tensor, a: Operand, b: Operand): Tensor {
  const [left, right] = tensors('Where', [a, b], condition) as [Tensor, Tensor];
  const shape = broadcastShapes(condition.shape, left.shape, right.shape);
  return condition.graph.operation(
    'Where',
    [condition, left, right],
    { shape, type: left.type },
    { elementwise: true, derivative: (d) => [undefined, where(condition, d, 0), where(condition, 0, d)] },
  );
}

/** a > b as booleans, broadcast; without derivative, like all comparisons. */
export function greater(a: Operand, b: Operand): Tensor {
  return apply('Greater', [a, b], undefined, 'bool');
}

function greaterOrEqual(a: Operand, b: Operand): Tensor {
  return apply('GreaterOrEqual', [a, b], undefined, 'bool');
}

/** a < b as booleans, broadcast. */
export function less(a: Operand, b: Operand): Tensor {
  return apply('Less', [a, b], undefined, 'bool');
}

/** a ≤ b as booleans, broadcast. */
export function lessOrEqual(a: Operand, b: Operand): Tensor {
  return apply('LessOrEqual', [a, b], undefined, 'bool');
}

/** a = b as booleans, broadcast. */
export function equal(a: Operand, b: Operand): Tensor {
  return apply('Equal', [a, b], undefined, 'bool');
}

/** Of booleans, broadcast. */
export function and(a: Tensor, b: Tensor): Tensor {
  return apply('And', [a, b], undefined, 'bool');
}

/** Of booleans, broadcast. */
export function or(a: Tensor, b: Tensor): Tensor {
  return apply('Or', [a, b], undefined, 'bool');
}

/** Of booleans. */
export function not(a: Tensor): Tensor {
  return apply('Not', [a], undefined, 'bool');
}

/** The same value as another type, by default the graph's float type. */
export function cast(x: Tensor, type: ElementType = x.graph.dtype): Tensor {
  const isFloat = [x.type, type].every((one) => one === 'float32' || one === 'float64');
  return x.graph.operation(
    'Cast',
    [x],
    { shape: x.shape, type },
    {
      attributes: { to: elementCodes[type] },
      elementwise: true,
      derivative: (d) => [isFloat ? cast(d, x.type) : undefined],
    },
  );
}

/** The same value with derivative 0. */
export function stopGradient(x: Tensor): Tensor {
  return apply('Identity', [x], () => [undefined], x.type);
}
