/**
 * The little dense linear algebra that training the encoder needs; matrices are row by row. Of a package the shipped
 * encoder would not come out the same again: it has other signs of eigenvectors, and other last digits.
 */

/** Makes the columns of a [rows, columns] matrix orthonormal in place (modified Gram–Schmidt, twice for accuracy). */
export function orthonormalise(matrix: Float64Array, rows: number, columns: number): void {
  for (let pass = 0; pass < 2; pass++) {
    for (let column = 0; column < columns; column++) {
      for (let earlier = 0; earlier < column; earlier++) {
        subtract(matrix, rows, columns, column, earlier);
      }
      scaleToOne(matrix, rows, columns, column);
    }
  }
}

/** Takes what column `b` explains out of column `a`. */
function subtract(matrix: Float64Array, rows: number, columns: number, a: number, b: number): void {
  let overlap = 0;
  for (let row = 0; row < rows; row++) overlap += matrix[row * columns + a]! * matrix[row * columns + b]!;
  for (let row = 0; row < rows; row++) matrix[row * columns + a]! -= overlap * matrix[row * columns + b]!;
}

function scaleToOne(matrix: Float64Array, rows: number, columns: number, column: number): void {
  let square = 0;
  for (let row = 0; row < rows; row++) square += matrix[row * columns + column]! ** 2;
  const factor = square > 1e-24 ? 1 / Math.sqrt(square) : 0;
  for (let row = 0; row < rows; row++) matrix[row * columns + column]! *= factor;
}

/**
 * Eigenvalues, largest first, and eigenvectors as columns, of a symmetric matrix [size, size] (cyclic Jacobi).
 * The input is not changed.
 */
export function symmetricEigen(
  matrix: Float64Array,
  size: number,
): { values: Float64Array; vectors: Float64Array } {
  const a = Float64Array.from(matrix);
  const v = new Float64Array(size * size);
  for (let i = 0; i < size; i++) v[i * size + i] = 1;
  for (let sweep = 0; sweep < 30 && offDiagonal(a, size) > 1e-18 * trace(a, size) ** 2; sweep++) {
    for (let p = 0; p < size; p++) for (let q = p + 1; q < size; q++) rotate(a, v, size, p, q);
  }
  const order = Array.from({ length: size }, (_, i) => i).sort((i, j) => a[j * size + j]! - a[i * size + i]!);
  const vectors = new Float64Array(size * size);
  for (let row = 0; row < size; row++) {
    order.forEach((from, to) => (vectors[row * size + to] = v[row * size + from]!));
  }
  return { values: Float64Array.from(order, (i) => a[i * size + i]!), vectors };
}

/** One Jacobi rotation: makes a[p, q] zero and keeps the product v·a·vᵀ. */
function rotate(a: Float64Array, v: Float64Array, size: number, p: number, q: number): void {
  const apq = a[p * size + q]!;
  if (apq === 0) return;
  const theta = (a[q * size + q]! - a[p * size + p]!) / (2 * apq);
  const t = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
  const c = 1 / Math.sqrt(t * t + 1);
  const s = t * c;
  const mix = (m: Float64Array, i: number, j: number) => {
    const [x, y] = [m[i]!, m[j]!];
    m[i] = c * x - s * y;
    m[j] = s * x + c * y;
  };
  for (let k = 0; k < size; k++) mix(a, k * size + p, k * size + q);
  for (let k = 0; k < size; k++) mix(a, p * size + k, q * size + k);
  for (let k = 0; k < size; k++) mix(v, k * size + p, k * size + q);
}

function offDiagonal(a: Float64Array, size: number): number {
  let sum = 0;
  for (let i = 0; i < size; i++) for (let j = 0; j < size; j++) if (i !== j) sum += a[i * size + j]! ** 2;
  return sum;
}

function trace(a: Float64Array, size: number): number {
  let sum = 0;
  for (let i = 0; i < size; i++) sum += Math.abs(a[i * size + i]!);
  return sum;
}
