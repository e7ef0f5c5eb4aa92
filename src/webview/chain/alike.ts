/** Which answers of a route say the same, told anew only when there is more to tell: it reads all of them. */
import type { RouteView } from './routeView';
import { agreeing } from '../protocol';

export type Alike = readonly (readonly number[])[];

/** By step, the steps of the other answers that say the same. */
export function alikeIn(route: RouteView): Alike {
  return agreeing(
    route.question,
    answersOf(route).map(({ answer }) => answer),
    route.checked,
  );
}

export function saysMore(route: RouteView, before: RouteView | undefined): boolean {
  if (!before) return true;
  return route.checked !== before.checked || answersOf(route).length !== answersOf(before).length;
}

function answersOf({ attempts }: RouteView) {
  return attempts.filter(({ outcome }) => outcome?.type === 'answered');
}
