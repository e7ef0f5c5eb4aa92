/**
 * Neural networks as ONNX graphs in plain operations, written like formulas.
 *
 * ```ts
 * function scores(graph: Graph): Tensor {
 *   const x = graph.input('x', ['batch', 'pool', 60]);            // named axes may have any size at run time
 *   const w1 = graph.parameter('w1', [60, 64], heNormal());
 *   const b1 = graph.parameter('b1', [64], zeros);
 *   const w2 = graph.parameter('w2', [64, 1], glorotUniform());
 *   return squeeze(matmul(relu(linear(x, w1, b1)), w2), -1);      // [batch, pool]
 * }
 * const graph = new Graph();                                       // or new Graph({ dtype: 'float64' })
 * graph.output('scores', scores(graph));
 * const session = await openSession(encodeModel(graph, initialParameters(graph, 7)));
 * ```
 *
 * Operations are in `elementwise.ts`, `layout.ts`, `indexing.ts`, `reductions.ts` and `matmul.ts`, each with its
 * derivative; `functions.ts` composes them. `gradients.ts` differentiates, `trainer.ts` trains.
 */
import type { ElementType } from '../../der/networks/onnxSession';
import type { Random } from '../random';
import { describe, sameShape, type Shape } from './shape';

/** The floating-point types that a graph computes in; float64 is for checking derivatives. */
export type FloatType = 'float32' | 'float64';

/** ONNX's codes of the element types (`TensorProto.DataType`). */
export const elementCodes: Readonly<Record<ElementType, number>> = {
  float32: 1,
  int32: 6,
  int64: 7,
  bool: 9,
  float64: 11,
};

/** Fills a parameter of the given shape, row by row. */
export type Initialiser = (shape: readonly number[], random: Random) => Float64Array;

/**
 * Given the derivative of the loss by an operation's result, and that result, the derivative by each input;
 * undefined for an input that has none.
 */
export type Derivative = (byResult: Tensor, result: Tensor) => readonly (Tensor | undefined)[];

/** An attribute of an ONNX operator. */
export type Attribute = number | string | readonly number[];

/** How a tensor comes to be. */
export type TensorOrigin =
  | { readonly kind: 'input' }
  | { readonly kind: 'parameter'; readonly shape: readonly number[]; readonly initialiser: Initialiser }
  | { readonly kind: 'constant'; readonly values: readonly number[] }
  | Operation;

/** How the tensor that an operator gives comes to be. */
export interface Operation {
  readonly kind: 'operation';
  /** Name of the ONNX operator. */
  readonly operator: string;
  readonly inputs: readonly Tensor[];
  readonly attributes: Readonly<Record<string, Attribute>>;
  /**
   * `elementwise`: result and derivative broadcast. The derivative by the result may then be given with
   * axes of size 1 where it is constant, which spares expanding it.
   */
  readonly elementwise: boolean;
  readonly derivative?: Derivative;
}

/** A value of the graph. Made by a `Graph` and by the operations; never changed. */
export interface Tensor {
  readonly graph: Graph;
  readonly name: string;
  readonly type: ElementType;
  readonly shape: Shape;
  readonly origin: TensorOrigin;
}

/** A tensor, or a number that stands for a constant of the graph's float type. */
export type Operand = Tensor | number;

/** Parameter of a graph: a tensor of fixed shape that training changes. */
export interface Parameter extends Tensor {
  readonly origin: Extract<TensorOrigin, { kind: 'parameter' }>;
}

/** Collects tensors in the order they are made, which is an order they can be computed in. */
export class Graph {
  /** Float type of everything in the graph; `float64` serves to check derivatives. */
  readonly dtype: FloatType;
  private readonly tensors: Tensor[] = [];
  private readonly named = new Map<string, Tensor>();
  private readonly results = new Map<string, Tensor>();
  private readonly axes = new Map<string, { tensor: Tensor; axis: number }>();
  private readonly shared = new Map<string, Tensor>();

  constructor({ dtype = 'float32' }: { dtype?: FloatType } = {}) {
    this.dtype = dtype;
  }

  /** Declares an input, of the graph's float type unless said otherwise. Shape `[]` is a scalar. */
  input(name: string, shape: Shape, type: ElementType = this.dtype): Tensor {
    if (this.named.has(name)) throw new Error(`The graph already has an input or parameter "${name}".`);
    return this.declare({ graph: this, name, type, shape, origin: { kind: 'input' } });
  }

  /** Declares a parameter. Asking again for the same name and shape gives the same one: shared weights. */
  parameter(name: string, shape: readonly number[], initialiser: Initialiser): Tensor {
    const known = this.named.get(name);
    if (known?.origin.kind === 'parameter' && sameShape(known.shape, shape)) return known;
    if (known) throw new Error(`The graph already has "${name}", of shape ${describe(known.shape)}.`);
    const origin = { kind: 'parameter', shape, initialiser } as const;
    return this.declare({ graph: this, name, type: this.dtype, shape, origin });
  }

  /** A constant: a scalar, or a vector when given a list. */
  constant(value: number | readonly number[], type: ElementType = this.dtype): Tensor {
    const values = typeof value === 'number' ? [value] : value;
    const shape = typeof value === 'number' ? [] : [values.length];
    return this.once(`constant ${type} ${describe(shape)} ${values.join()}`, () =>
      this.add({
        graph: this,
        name: this.freshName('const'),
        type,
        shape,
        origin: { kind: 'constant', values },
      }),
    );
  }

  /** Names a tensor as a result of the graph. */
  output(name: string, tensor: Tensor): void {
    if (this.results.has(name) || this.named.has(name)) {
      throw new Error(`The graph already has an input, parameter or output "${name}".`);
    }
    const origin: Operation = {
      kind: 'operation',
      operator: 'Identity',
      inputs: [tensor],
      attributes: {},
      elementwise: true,
    };
    const { type, shape } = tensor;
    this.results.set(name, this.add({ graph: this, name, type, shape, origin }));
  }

  /** Adds an operation. The public operations call this; networks are written with those. */
  operation(
    operator: string,
    inputs: readonly Tensor[],
    result: { shape: Shape; type?: ElementType },
    how: { attributes?: Operation['attributes']; elementwise?: boolean; derivative?: Derivative } = {},
  ): Tensor {
    const stranger = inputs.find((input) => input.graph !== this);
    if (stranger) throw new Error(`${operator}: "${stranger.name}" belongs to another graph.`);
    const { attributes = {}, elementwise = false, derivative } = how;
    const origin: Operation = {
      kind: 'operation',
      operator,
      inputs,
      attributes,
      elementwise,
      ...(derivative && { derivative }),
    };
    const { shape, type = this.dtype } = result;
    return this.add({ graph: this, name: this.freshName(operator), type, shape, origin });
  }

  /** Makes a tensor once for each key: sizes of axes and constants are needed again and again. */
  once(key: string, make: () => Tensor): Tensor {
    const tensor = this.shared.get(key) ?? make();
    this.shared.set(key, tensor);
    return tensor;
  }

  hasAxis(name: string): boolean {
    return this.axes.has(name);
  }

  /** A tensor that has the named axis, and where. */
  axisSource(name: string): { tensor: Tensor; axis: number } {
    const source = this.axes.get(name);
    if (!source) throw new Error(`No tensor of the graph has an axis "${name}" to take its size from.`);
    return source;
  }

  /** Everything made so far, each tensor after those it depends on. */
  get all(): readonly Tensor[] {
    return this.tensors;
  }

  get inputs(): readonly Tensor[] {
    return this.tensors.filter((tensor) => tensor.origin.kind === 'input');
  }

  get parameters(): readonly Parameter[] {
    return this.tensors.filter((tensor): tensor is Parameter => tensor.origin.kind === 'parameter');
  }

  get outputs(): ReadonlyMap<string, Tensor> {
    return this.results;
  }

  private declare(tensor: Tensor): Tensor {
    this.named.set(tensor.name, tensor);
    return this.add(tensor);
  }

  private add(tensor: Tensor): Tensor {
    this.tensors.push(tensor);
    for (const [axis, dim] of tensor.shape.entries()) {
      if (typeof dim === 'string' && !this.axes.has(dim)) this.axes.set(dim, { tensor, axis });
    }
    return tensor;
  }

  private freshName(stem: string): string {
    return `${stem}.${this.tensors.length}`;
  }
}
