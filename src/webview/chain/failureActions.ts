import { html, nothing, type TemplateResult } from 'lit';
import { t } from '@vscode/l10n';
import { post } from '../vscodeApi';
import { type ExpertErrorKind, type ExpertSummary, type FromPanel, isModel } from '../protocol';
import type { AttemptView, RouteView } from './routeView';

/** Asked once more, these may answer. */
const passing: ReadonlySet<ExpertErrorKind> = new Set<ExpertErrorKind>([
  'not_running',
  'busy',
  'unauthorised',
  'rate_limited',
  'cut_off',
  'first_token_timeout',
  'silent_too_long',
  'malformed_stream',
  'empty_answer',
  'server_error',
  'unknown',
]);

/** What can be done about a request that gave no answer, once its route has ended. */
export function failureActions(
  { expert }: AttemptView,
  kind: ExpertErrorKind,
  route: RouteView,
  askable: readonly ExpertSummary[],
  busy: boolean,
): TemplateResult | typeof nothing {
  if (kind === 'declined' || kind === 'cancelled' || !isModel(expert)) return nothing;
  const isAskable = askable.some(({ id }) => id === expert.id);
  return html`<span class="failure-actions">
    ${kind === 'unauthorised' ? button(t('Set its key'), { type: 'command', command: 'setApiKey' }) : nothing}
    ${kind === 'not_running' ? button(t('Look again'), { type: 'lookAgain' }) : nothing}
    ${passing.has(kind) && isAskable ? button(t('Ask it again'), askedOnce(expert.id, route), busy) : nothing}
    ${isAskable ? button(t('Switch it off'), { type: 'enableExpert', id: expert.id, enabled: false }) : nothing}
  </span>`;
}

/** With what was answered in view; from the beginning where nothing was. */
function askedOnce(expert: string, { id, attempts, end }: RouteView): FromPanel {
  const last = attempts.findLast(({ judged }) => judged !== undefined);
  const step = end?.final?.step ?? last?.step;
  return step === undefined ? { type: 'again', route: id } : { type: 'goOn', route: id, step, expert };
}

function button(label: string, message: FromPanel, disabled = false): TemplateResult {
  return html`<button class="link" ?disabled=${disabled} @click=${() => post(message)}>${label}</button>`;
}
