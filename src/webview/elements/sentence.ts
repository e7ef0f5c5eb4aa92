/** A translated sentence with elements in it. */

/** The sentence in parts, with what belongs there at its places `{0}`, `{1}` and so on. */
export function sentence(text: string, ...parts: readonly unknown[]): unknown[] {
  return text.split(/\{(\d+)\}/).map((piece, index) => (index % 2 === 1 ? parts[Number(piece)] : piece));
}
