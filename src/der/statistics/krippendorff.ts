/**
 * Krippendorff's α: agreement of raters beyond chance, 1 where all agree and 0 where they might as well have drawn
 * lots. For any number of raters, with values missing. After Krippendorff, "Computing Krippendorff's
 * Alpha-Reliability" (2011).
 */

export type Scale = 'nominal' | 'ordinal';

/**
 * @param units the values that each unit was given, as numbers of categories 0 … categories − 1; units with fewer than
 * two tell nothing
 * @param categories in their order, where the scale is ordinal
 * @returns undefined where no unit has two values, or all values are the same one
 */
export function krippendorff(
  units: readonly (readonly number[])[],
  categories: number,
  scale: Scale,
): number | undefined {
  const coincidences = Array.from({ length: categories }, () => new Float64Array(categories));
  for (const values of units) {
    if (values.length < 2) continue;
    const counts = new Float64Array(categories);
    for (const value of values) counts[value]! += 1;
    for (let one = 0; one < categories; one++) {
      for (let other = 0; other < categories; other++) {
        const pairs = counts[one]! * (counts[other]! - Number(one === other));
        coincidences[one]![other]! += pairs / (values.length - 1);
      }
    }
  }
  const totals = coincidences.map((row) => row.reduce((sum, count) => sum + count, 0));
  const all = totals.reduce((sum, total) => sum + total, 0);
  let [observed, expected] = [0, 0];
  for (let one = 0; one < categories; one++) {
    for (let other = one + 1; other < categories; other++) {
      const far = scale === 'nominal' ? 1 : ordinalDistance(totals, one, other);
      observed += coincidences[one]![other]! * far;
      expected += totals[one]! * totals[other]! * far;
    }
  }
  return expected === 0 ? undefined : 1 - ((all - 1) * observed) / expected;
}

/** Squared number of values that lie between two categories, half of either's own included. */
function ordinalDistance(totals: readonly number[], low: number, high: number): number {
  const between = totals.slice(low, high + 1).reduce((sum, total) => sum + total, 0);
  return (between - (totals[low]! + totals[high]!) / 2) ** 2;
}
