/** The answers of a route that can be compared with one of them, and on one line what differs. */
import { t } from '@vscode/l10n';
import type { RouteEvent } from '../../der/trace/events';

export interface RouteAnswer {
  readonly step: number;
  /** Of its expert. */
  readonly name: string;
  readonly text: string;
}

/** The complete answers of a route, in their order. */
export function answersOf(events: readonly RouteEvent[]): RouteAnswer[] {
  const [started] = events;
  const pool = started?.type === 'started' ? started.pool : [];
  return events.flatMap((event) => {
    if (event.type !== 'answered') return [];
    const name = pool.find(({ id }) => id === event.expert)?.name ?? event.expert;
    return [{ step: event.step, name, text: event.answer }];
  });
}

/** "4 lines new, 2 gone". A line that only moved is neither: it takes no comparison to say so much. */
export function differenceWords(before: string, after: string): string {
  if (before === after) return t('the same, word by word');
  const [old, now] = [before, after].map((text) => text.split('\n').filter((line) => line.trim() !== ''));
  const [fresh, gone] = [without(now!, old!), without(old!, now!)];
  return fresh + gone === 0 ? t('the same lines') : t('lines: {0} new, {1} gone', fresh, gone);
}

/** How many lines are left where each of the others takes one of its kind away. */
function without(lines: readonly string[], others: readonly string[]): number {
  const left = new Map<string, number>();
  for (const line of others) left.set(line, (left.get(line) ?? 0) + 1);
  return lines.filter((line) => {
    const count = left.get(line) ?? 0;
    if (count > 0) left.set(line, count - 1);
    return count === 0;
  }).length;
}
