/** What a person may allow where a route ended because nobody else could be shown their files. */
import { html, nothing, type TemplateResult } from 'lit';
import { t } from '@vscode/l10n';
import shield from '@vscode/codicons/src/icons/shield.svg';
import { icon } from '../elements/icon';
import { language } from '../../language';
import { post } from '../vscodeApi';
import { type ExpertSummary, isModel } from '../protocol';
import type { RouteView } from './routeView';
import './consent.css';

/** Names that are told; of more it is said how many. */
const mostNames = 2;

/** Models that could have answered but for text of the workspace; none where one has answered, or the person ended it. */
export function barredModels({ attempts, end, experts }: RouteView): readonly ExpertSummary[] {
  if (!end || end.stop === 'user' || end.error !== undefined) return [];
  const answered = attempts.some(({ expert, outcome }) => isModel(expert) && outcome?.type === 'answered');
  const usedUp = end.stop === 'nobody_left' || end.stop === 'all_failed';
  if (answered && !usedUp) return [];
  const masked = end.decision?.masked ?? attempts.at(-1)?.choice.masked ?? {};
  return [...experts.values()].filter(({ id }) => masked[id] === 'workspace_text');
}

/** "gpt-4.1-mini may not see your files yet" */
export function barredWords(barred: readonly ExpertSummary[]): string {
  const names = barred.slice(0, mostNames).map(({ name }) => name);
  const more = barred.length - names.length;
  if (names.length === 1) return t('{0} may not see your files yet', names[0]!);
  const list = new Intl.ListFormat(language).format([
    ...names,
    ...(more > 0 ? [t('{0} more', more)] : []),
  ]);
  return t('{0} may not see your files yet', list);
}

/** Each of them asks again at once; nothing leaves the machine before. */
export function consentActions(
  { id, experts }: RouteView,
  barred: readonly ExpertSummary[],
  busy: boolean,
): TemplateResult {
  const again = (mayLeave?: true) => post({ type: 'again', route: id, ...(mayLeave && { mayLeave }) });
  const inWorkspace = () => {
    post({ type: 'setControls', controls: { workspaceText: true } });
    again();
  };
  const hasLocal = [...experts.values()].some((expert) => isModel(expert) && !expert.leavesMachine);
  const title = t('Sends the question with its files to {0}', barred.map(({ name }) => name).join(', '));
  return html`<p class="consent" role="group" aria-label=${t('What may leave this machine')}>
    ${icon(shield)}
    <button class="link" title=${title} ?disabled=${busy} @click=${() => again(true)}>${t('Allow once')}</button>
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
