import { html, type TemplateResult } from 'lit';
import { t } from '@vscode/l10n';
import type { ExpertSummary } from '../../der/core/experts';
import { placeWords, sizeWords } from '../pool/expertText';
import { post } from '../vscodeApi';
import { disclosure } from '../elements/disclosure';
import './goOn.css';

/** Goes on from an answer with an expert of the person's choice: a new route, of which the answers up to here are part. */
export function goOn(
  route: string,
  step: number,
  experts: readonly ExpertSummary[],
  busy: boolean,
): TemplateResult {
  const body = html`
    <ul class="go-on" aria-label=${t('Go on from answer {0} with', step + 1)}>
      ${experts.map(
        (expert) =>
          html`<li>
            <button
              class="link"
              ?disabled=${busy}
              title=${t('Ask {0} next: it is shown answer {1}, unless opinions are independent', expert.name, step + 1)}
              @click=${(event: Event) => ask(event, route, step, expert.id)}
            >
              ${expert.name}
            </button>
            <span class="muted">${[sizeWords(expert), placeWords(expert)].filter(Boolean).join(' · ')}</span>
          </li>`,
      )}
    </ul>
  `;
  return disclosure('go-on-from', html`<span class="muted">${t('Go on from here with …')}</span>`, body);
}

function ask({ target }: Event, route: string, step: number, expert: string): void {
  post({ type: 'goOn', route, step, expert });
  (target as Element).dispatchEvent(new CustomEvent('asked', { bubbles: true }));
}
