/** Unicode's normal forms of texts that others wrote. */

/** Marks that are kept of one character; no language writes more. */
const mostMarks = 16;
const manyMarks = new RegExp(String.raw`(\p{M}{${mostMarks}})\p{M}+`, 'gu');

/**
 * The text in a normal form, with a bounded number of marks on each character: putting marks in order takes a time
 * that grows with the square of their number.
 */
export function normalised(text: string, form: 'NFC' | 'NFD' | 'NFKC'): string {
  return text.replace(manyMarks, '$1').normalize(form);
}
