import { html, nothing, type TemplateResult } from 'lit';
import { t } from '@vscode/l10n';
import question from '@vscode/codicons/src/icons/question.svg';
import { unitOf } from '../../der/core/costUnit';
import type { Knobs } from '../../der/core/mdp';
import { recordedOf, type RouteView } from './routeView';
import { whatIfWords } from './whatIfText';
import { icon } from '../elements/icon';
import './whatIfLine.css';

/** What a finished route would have been with the knobs as they stand, computed from its record. */
export function whatIfLine(route: RouteView, knobs: Knobs): TemplateResult | typeof nothing {
  const recorded = recordedOf(route);
  const words = recorded && whatIfWords(recorded, knobs, unitOf([...route.experts.values()]));
  if (!words) return nothing;
  return html`
    <p class="what-if" role="note" aria-label=${t('What if')} aria-live="polite">
      ${icon(question)}
      <span>
        <b>${words.knobs}:</b> ${words.change}
        <span class="label" title=${words.why}>${t(words.basis)}</span>
      </span>
    </p>
  `;
}
