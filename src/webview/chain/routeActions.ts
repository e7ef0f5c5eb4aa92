import { html, nothing, type TemplateResult } from 'lit';
import { t } from '@vscode/l10n';
import add from '@vscode/codicons/src/icons/add.svg';
import refresh from '@vscode/codicons/src/icons/refresh.svg';
import type { FromPanel } from '../protocol';
import type { RouteView } from './routeView';
import { post } from '../vscodeApi';
import { icon } from '../elements/icon';
import './routeActions.css';

/** What can be done with a route that has ended: have one more answer, or ask from the beginning. */
export function routeActions({ id, attempts }: RouteView, busy: boolean): TemplateResult {
  const last = attempts.findLast(({ judged }) => judged !== undefined);
  return html`
    <div class="route-actions" role="group" aria-label=${t('What to do with this route')}>
      ${
        last
          ? action(
              add,
              t('One more answer'),
              t(
                'Ask on though the route has ended: the policy chooses whom. The knobs stay, and decide again after it.',
              ),
              { type: 'goOn', route: id, step: last.step },
              busy,
            )
          : nothing
      }
      ${action(
        refresh,
        t('Ask again'),
        t('Ask this question again from the beginning, with the knobs and experts of now'),
        { type: 'again', route: id },
        busy,
      )}
    </div>
  `;
}

function action(
  symbol: string,
  label: string,
  title: string,
  message: FromPanel,
  busy: boolean,
): TemplateResult {
  return html`<button
    class="icon-button"
    title=${title}
    ?disabled=${busy}
    @click=${({ target }: Event) => {
      post(message);
      (target as Element).dispatchEvent(new CustomEvent('asked', { bubbles: true }));
    }}
  >
    ${icon(symbol)} ${label}
  </button>`;
}
