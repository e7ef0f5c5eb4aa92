import { html, nothing, type TemplateResult } from 'lit';
import { t } from '@vscode/l10n';
import { post } from '../vscodeApi';
import { type ExpertErrorKind, type ExpertSummary, type FromPanel, isModel } from '../protocol';
import type { RemedyView } from '../poolMessages';
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

/** What is known where a request gave no answer. */
export interface AfterFailure {
  readonly route: RouteView;
  /** Whom the person's controls leave open. */
  readonly askable: readonly ExpertSummary[];
  /** By the expert's id. */
  readonly remedies: Readonly<Record<string, RemedyView>>;
  readonly busy: boolean;
}

/** What can be done about a request that gave no answer, once its route has ended. */
export function failureActions(
  { expert }: AttemptView,
  kind: ExpertErrorKind,
  { route, askable, remedies, busy }: AfterFailure,
): TemplateResult | typeof nothing {
  if (kind === 'declined' || kind === 'cancelled' || !isModel(expert)) return nothing;
  const { id } = expert;
  const isAskable = askable.some((one) => one.id === id);
  return html`<span class="failure-actions">
    ${remedy(kind, id, remedies[id] ?? {})}
    ${passing.has(kind) && isAskable ? button(t('Ask it again'), askedOnce(id, route), busy) : nothing}
    ${isAskable ? button(t('Switch it off'), { type: 'enableExpert', id, enabled: false }) : nothing}
  </span>`;
}

/** What makes the same request succeed. */
function remedy(
  kind: ExpertErrorKind,
  id: string,
  { pulls, key, starts }: RemedyView,
): TemplateResult | typeof nothing {
  if (kind === 'unauthorised' && key) return button(t('Replace the key'), { type: 'replaceKey', id });
  if (kind === 'unauthorised') return button(t('Set its key'), { type: 'command', command: 'setApiKey' });
  if (kind === 'not_pulled' && pulls !== undefined)
    return button(t('Pull {0}', pulls), { type: 'pull', model: pulls });
  if (kind !== 'not_running') return nothing;
  const again = button(t('Look again'), { type: 'lookAgain' });
  if (starts === undefined) return again;
  return html`${button(t('Start {0}', starts), { type: 'startServer', id })} ${again}`;
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
