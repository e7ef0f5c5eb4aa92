/** Shapes known while a graph is built: fixed sizes, and named axes whose size is known only when it runs. */

/** A fixed size, or the name of an axis. Axes of the same name have the same size throughout a graph. */
export type Dim = number | string;
/** The sizes of a tensor's axes; a name stands for a size that is known at run time. */
export type Shape = readonly Dim[];

/** Whether rank and every dimension, symbolic ones by their name, are the same. */
export function sameShape(a: Shape, b: Shape): boolean {
  return a.length === b.length && a.every((dim, axis) => dim === b[axis]);
}

/** For messages: "[batch, 3]". */
export function describe(shape: Shape): string {
  return `[${shape.join(', ')}]`;
}

/** `axis` counted from the front; negative ones count from the end. */
export function resolveAxis(axis: number, rank: number): number {
  const resolved = axis < 0 ? axis + rank : axis;
  if (!Number.isInteger(axis) || resolved < 0 || resolved >= rank) {
    throw new RangeError(`Axis ${axis} does not exist in a tensor of ${rank} axes.`);
  }
  return resolved;
}

/** The dimension of an axis, counted from the end where it is negative. @throws RangeError where there is none. */
export function dimAt(shape: Shape, axis: number): Dim {
  const dim = shape[resolveAxis(axis, shape.length)];
  if (dim === undefined) throw new RangeError(`${describe(shape)} has no axis ${axis}.`);
  return dim;
}

/** The shape with another dimension at the axis. @throws RangeError where there is none. */
export function withDim(shape: Shape, axis: number, dim: Dim): Shape {
  return shape.with(resolveAxis(axis, shape.length), dim);
}

/** Shape of an element-wise operation on `shapes`, by the usual broadcasting rule. */
export function broadcastShapes(...shapes: Shape[]): Shape {
  const rank = Math.max(...shapes.map((shape) => shape.length));
  return Array.from({ length: rank }, (_, axis) => {
    const dims = shapes.map((shape) => shape[axis - rank + shape.length] ?? 1).filter((dim) => dim !== 1);
    const dim = dims[0] ?? 1;
    if (dims.some((other) => other !== dim)) {
      throw new RangeError(`Shapes ${shapes.map(describe).join(' and ')} do not broadcast together.`);
    }
    return dim;
  });
}

/** Size of the axes joined into one. */
export function productDim(dims: Shape): Dim {
  const names = dims.filter((dim) => typeof dim === 'string');
  const fixed = dims.reduce<number>((product, dim) => (typeof dim === 'number' ? product * dim : product), 1);
  if (names.length === 0) return fixed;
  return fixed === 1 ? names.join('*') : `${names.join('*')}*${fixed}`;
}

/** Size of two axes laid end to end. */
export function sumDim(a: Dim, b: Dim): Dim {
  if (typeof a === 'number' && typeof b === 'number') return a + b;
  if (typeof a === 'string' && typeof b === 'string') return `${a}+${b}`;
  const [name, count] = typeof a === 'string' ? [a, b as number] : [b as string, a];
  return addToName(name, count);
}

/** `pool` and 1 give `pool+1`; `pool+1` and −1 give `pool` again. */
function addToName(name: string, count: number): string {
  const [, stem = name, offset = '0'] = /^(.*?)([+-]\d+)$/.exec(name) ?? [];
  const total = Number(offset) + count;
  if (total === 0) return stem;
  return total > 0 ? `${stem}+${total}` : `${stem}${total}`;
}
