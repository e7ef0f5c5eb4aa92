/** Whether two numbers are the same within what they show: rounding, shares, amounts, units. */
import type { ShownNumber } from './shownNumber';
import type { Unit } from './units';

/** Share of the value by which two calculations differ that round in different places. */
const roundedOnTheWay = 0.0025;
/** Share by which a whole number may differ from the fraction that it rounds. */
const roundedToWhole = 0.01;

/** Within the coarser one's last place, or within what rounding on the way makes of numbers that are not whole. */
export function sameShown(a: ShownNumber, b: ShownNumber): boolean {
  if (a.label !== '' && b.label !== '' && a.label !== b.label) return false;
  if (!sameMeasure(a, b)) return inOneMeasure(a, b);
  return readings(a, b).some(([x, y, place, exact]) => {
    const apart = Math.abs(x - y);
    const scale = Math.max(Math.abs(x), Math.abs(y));
    if (apart <= scale * (exact ? Number.EPSILON : 1e-9)) return true;
    if (exact) return false;
    if (a.isWhole !== b.isWhole && apart > scale * roundedToWhole) return false;
    return apart <= place * (1 + 1e-9) || apart <= scale * roundedOnTheWay;
  });
}

/** Whether both are told in the same unit, or one of them in none. */
export function sameMeasure(a: ShownNumber, b: ShownNumber): boolean {
  if ((a.percent && b.unit) || (b.percent && a.unit)) return false;
  return sameUnit(a.unit, b.unit) && sameUnit(a.rate, b.rate);
}

function sameUnit(a: Unit | undefined, b: Unit | undefined): boolean {
  return !a || !b || (a.of === b.of && a.factor === b.factor && a.offset === b.offset);
}

/** Told in different units: an hour is sixty minutes. Whole numbers are counted in the finer one. */
function inOneMeasure(a: ShownNumber, b: ShownNumber): boolean {
  if (a.percent || b.percent || !isSameKind(a.unit, b.unit) || !isSameKind(a.rate, b.rate)) return false;
  const [x, y] = [inFirst(a, b), inFirst(b, a)];
  const apart = Math.abs(x.value - y.value);
  if (apart <= Math.max(Math.abs(x.value), Math.abs(y.value)) * 1e-9) return true;
  return apart <= Math.max(a.isWhole ? 0 : x.place, b.isWhole ? 0 : y.place) / 2;
}

function isSameKind(a: Unit | undefined, b: Unit | undefined): boolean {
  return !a || !b || a.of === b.of;
}

/** In the first unit of its measure, as far as the other one is told in any. */
function inFirst(one: ShownNumber, other: ShownNumber): { value: number; place: number } {
  const unit = other.unit && one.unit;
  const scale = (unit?.factor ?? 1) / ((other.rate && one.rate)?.factor ?? 1);
  return { value: one.value * scale + (unit?.offset ?? 0), place: one.place * one.factor * scale };
}

/** Pairs of values that both may mean: a percentage is a share too, an amount may leave its millions to the question. */
function readings(a: ShownNumber, b: ShownNumber): (readonly [number, number, number, boolean])[] {
  const pair = (x: number, y: number, fa: number, fb: number) => {
    // Whole numbers are counted, not rounded; beside a fraction they are what it rounds to.
    const exact = a.place === 1 && b.place === 1 && a.isWhole && b.isWhole;
    return [x, y, Math.max((a.place * fa) / 2, (b.place * fb) / 2), exact] as const;
  };
  const found = [pair(a.value, b.value, a.factor, b.factor)];
  if (a.percent !== b.percent) {
    const [fa, fb] = [a.percent ? 0.01 : 1, b.percent ? 0.01 : 1];
    found.push(pair(a.value * fa, b.value * fb, fa, fb));
  }
  if (a.factor !== b.factor && (a.factor === 1 || b.factor === 1)) {
    found.push(pair(a.value / a.factor, b.value / b.factor, 1, 1));
  }
  return found;
}
