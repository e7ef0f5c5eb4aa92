/** Which answers of a route say the same, told anew only when there is more to tell: it reads all of them. */
import type { RouteView } from './routeView';
import { agreeing } from '../protocol';

/** What an answer has in common with the others of its route, by their steps. */
export interface Alike {
  /** They say the same. */
  readonly agree: readonly number[];
  /** The first answer before it that is the same text. */
  readonly same?: number | undefined;
}

/** By step. */
export function alikeIn(route: RouteView): readonly Alike[] {
  const answers = answersOf(route).map(({ answer }) => answer);
  const texts = answers.map(bare);
  return agreeing(route.question, answers, route.checked).map((agree, step) => {
    const first = texts.indexOf(texts[step]!);
    return { agree, ...(first < step && { same: first }) };
  });
}

export function saysMore(route: RouteView, before: RouteView | undefined): boolean {
  if (!before) return true;
  return route.checked !== before.checked || answersOf(route).length !== answersOf(before).length;
}

export function sameText(one: string, other: string): boolean {
  return bare(one) === bare(other);
}

/** White space at the ends of lines and between paragraphs makes no other answer. */
function bare(text: string): string {
  const lines = text.split('\n').map((line) => line.trimEnd());
  return lines.filter((line) => line !== '').join('\n');
}

function answersOf({ attempts }: RouteView) {
  return attempts.filter(({ outcome }) => outcome?.type === 'answered');
}
