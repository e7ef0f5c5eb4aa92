/** What a screen reader is told: steps of the route, never tokens. */
import type { RouteEvent } from '../../der/events';
import type { RouteView } from '../state/routeView';
import { quality } from './numbers';
import { stopWords } from './stopWords';

/** Words for an event, given the route after it; undefined where nothing is worth saying. */
export function announcement(route: RouteView, event: RouteEvent): string | undefined {
  const name = (id: string) => route.experts.get(id)?.name ?? id;
  switch (event.type) {
    case 'chosen':
      return `Step ${event.step + 1}: asking ${name(event.expert)}.`;
    case 'failed':
      return event.error.kind === 'cancelled'
        ? undefined
        : `${name(event.expert)} gave no answer: ${event.error.message}`;
    case 'judged': {
      const newest = event.judged.at(-1);
      return newest === undefined
        ? undefined
        : `Answer ${event.step + 1} is here, predicted quality ${quality(newest)}.`;
    }
    case 'finished': {
      const words = stopWords(route);
      const chosen = event.final ? `Answer ${event.final.step + 1} is chosen. ` : '';
      return words && `Finished. ${chosen}${words.title}. ${words.reason}`;
    }
    case 'started':
    case 'delta':
    case 'relabelled':
    case 'answered':
      return undefined;
  }
}
