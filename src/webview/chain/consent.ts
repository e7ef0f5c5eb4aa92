/** What a person may allow where a route ended because nobody else could be shown their files. */
import { html, nothing, type TemplateResult } from 'lit';
import { t } from '@vscode/l10n';
import shield from '@vscode/codicons/src/icons/shield.svg';
import { icon } from '../elements/icon';
import { post } from '../vscodeApi';
import { type ExpertSummary, isModel } from '../protocol';
import type { RouteView } from './routeView';
import './consent.css';

/** Each of them goes on at once, with the answers that are there; nothing leaves the machine before. */
export function consentActions(
  { id, experts }: RouteView,
  barred: readonly ExpertSummary[],
  busy: boolean,
): TemplateResult {
  const again = (mayLeave?: true) =>
    post({ type: 'again', route: id, on: true, ...(mayLeave && { mayLeave }) });
  const inWorkspace = () => {
    post({ type: 'setControls', controls: { workspaceText: true } });
    again();
  };
  const hasLocal = [...experts.values()].some((expert) => isModel(expert) && !expert.leavesMachine);
  const title = t('Sends the question with its files to {0}', barred.map(({ name }) => name).join(', '));
  return html`<p class="consent" role="group" aria-label=${t('What may leave this machine')}>
    ${icon(shield)}
    <button class="link" title=${title} ?disabled=${busy} @click=${() => again(true)}>
      ${t('Allow once')}
    </button>
    <button
      class="link"
      title=${t('{0}; so do later questions about this workspace, until you take it back under the list of who may answer', title)}
      ?disabled=${busy}
      @click=${inWorkspace}
    >
      ${t('Allow in this workspace')}
    </button>
    ${
      hasLocal
        ? nothing
        : html`<button
            class="link"
            title=${t('Pull a model that answers on this machine')}
            @click=${() => post({ type: 'command', command: 'pullModel' })}
          >
            ${t('Use local models')}
          </button>`
    }
  </p>`;
}
