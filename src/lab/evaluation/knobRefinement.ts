/**
 * Prices of cost that are tried beside those of the grid. A method's cost may leap between two neighbouring prices,
 * where they lie in a pool depends on what its experts cost, and a curve without points there says too little.
 */
import type { Setting } from './method';
import type { Tried } from './selection';

/** Knobs that are a price of cost; a method has one of them at most. */
const prices = ['alpha', 'lambda'] as const;

/** A gap is worth a look when it spans this share of the costs that the area under a curve is taken over. */
const widestGap = 0.05;
/** Most settings that are added for one method at a time. */
const mostAdded = 6;

/**
 * Settings halfway, by the logarithm of the price, between neighbours that differ in nothing else and whose costs on
 * train lie far apart; the widest gaps first.
 * @param cheapest Cost of the cheapest expert.
 * @param dearest Cost of the dearest expert; what lies beyond is on no curve.
 */
export function settingsBetween(tries: readonly Tried[], cheapest: number, dearest: number): Setting[] {
  return prices.flatMap((price) => {
    const lines = new Map<string, Tried[]>();
    for (const one of tries.filter(({ setting }) => (setting[price] ?? 0) > 0)) {
      const others = JSON.stringify({ ...one.setting, [price]: undefined });
      lines.set(others, [...(lines.get(others) ?? []), one]);
    }
    const gaps = [...lines.values()].flatMap((line) => gapsOf(line, price, dearest));
    return gaps
      .filter(({ width }) => width > widestGap * (dearest - cheapest))
      .sort((a, b) => b.width - a.width)
      .slice(0, mostAdded)
      .map(({ setting }) => setting);
  });
}

/** What lies between neighbouring prices, and how much of the costs up to `most` it spans. */
function gapsOf(line: readonly Tried[], price: string, most: number): { setting: Setting; width: number }[] {
  const sorted = line.toSorted((a, b) => a.setting[price]! - b.setting[price]!);
  return sorted.slice(1).map((next, at) => {
    const before = sorted[at]!;
    const middle = Math.sqrt(before.setting[price]! * next.setting[price]!);
    return {
      setting: { ...next.setting, [price]: Number(middle.toPrecision(3)) },
      width: Math.abs(Math.min(before.cost, most) - Math.min(next.cost, most)),
    };
  });
}
