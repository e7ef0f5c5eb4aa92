/** What a screen reader is told: steps of the route, never tokens. */
import { t } from '@vscode/l10n';
import type { RouteView } from '../chain/routeView';
import { verdict } from '../chain/verdict';
import { stopReasonText } from '../chain/stopReasonText';
import type { RouteEvent } from '../protocol';

/** Words for an event, given the route after it; undefined where nothing is worth saying. */
export function announcement(route: RouteView, event: RouteEvent): string | undefined {
  const name = (id: string) => route.experts.get(id)?.name ?? id;
  switch (event.type) {
    case 'chosen':
      return t('Step {0}: asking {1}.', event.step + 1, name(event.expert));
    case 'failed':
      return event.error.kind === 'cancelled'
        ? undefined
        : t('{0} gave no answer: {1}', name(event.expert), event.error.message);
    case 'judged': {
      const newest = route.attempts.find(({ step, quality }) => step === event.step && quality);
      if (!newest) return undefined;
      const { words } = verdict(newest, { checked: route.checked });
      return t('Answer {0} is here: {1}.', event.step + 1, words);
    }
    case 'finished': {
      const words = stopReasonText(route);
      if (!words) return undefined;
      const { title, reason } = words;
      return event.final
        ? t('Finished. Answer {0} is chosen. {1}. {2}', event.final.step + 1, title, reason)
        : t('Finished. {0}. {1}', title, reason);
    }
    case 'started':
    case 'retrieved':
    case 'loading':
    case 'delta':
    case 'relabelled':
    case 'answered':
    case 'checked':
      return undefined;
  }
}
