import { html, nothing, svg, type TemplateResult } from 'lit';
import { t } from '@vscode/l10n';
import check from '@vscode/codicons/src/icons/check.svg';
import { quality } from '../elements/numbers';
import { icon } from '../elements/icon';
import './gauge.css';

/**
 * Predicted quality on a bar from 0 to 1, with the mark p₀ from which it is good enough.
 * @param estimated predictions were not validated on questions like this one
 */
export function gauge(value: number, p0: number, estimated = false): TemplateResult {
  const reached = value >= p0;
  const words = t('Predicted quality {0}; good enough from p₀ = {1}.', quality(value), quality(p0));
  const label = estimated ? `${words} ${t(caution)}` : words;
  return html`
    <span
      class="gauge ${reached ? 'reached' : ''}"
      role="meter"
      aria-label=${t('Predicted quality')}
      aria-valuemin="0"
      aria-valuemax="1"
      aria-valuenow=${value.toFixed(2)}
      aria-valuetext=${label}
      title=${label}
    >
      <svg class="gauge-bar" width="100%" height="12" aria-hidden="true">
        ${svg`<rect class="track" x="0" y="3" width="100%" height="6" rx="3"></rect>
        <rect class="fill" x="0" y="3" width=${share(value)} height="6" rx="3"></rect>
        <line class="mark" x1=${share(p0)} x2=${share(p0)} y1="0" y2="12"></line>`}
      </svg>
      <span class="gauge-value">${estimated ? '≈ ' : ''}${quality(value)}</span>
      <span class="gauge-check">${reached ? icon(check) : nothing}</span>
    </span>
  `;
}

const caution = 'A mere estimate: predictions were not validated on questions like this one.';

function share(value: number): string {
  return `${(Math.min(Math.max(value, 0), 1) * 100).toFixed(1)}%`;
}
