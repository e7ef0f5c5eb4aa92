import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { t } from '@vscode/l10n';
import circleSlash from '@vscode/codicons/src/icons/circle-slash.svg';
import cloud from '@vscode/codicons/src/icons/cloud.svg';
import filter from '@vscode/codicons/src/icons/filter.svg';
import pin from '@vscode/codicons/src/icons/pin.svg';
import pinned from '@vscode/codicons/src/icons/pinned.svg';
import vm from '@vscode/codicons/src/icons/vm.svg';
import type { PanelState } from '../panel/panelState';
import { askedWords } from './constraintText';
import { placeWords, sizeWords } from './expertText';
import { post } from '../vscodeApi';
import { icon } from '../elements/icon';
import './whoMayAnswer.css';
import type { RouteConstraints, ExpertSummary, Knobs } from '../protocol';

type Shown = Pick<PanelState, 'pool' | 'controls' | 'knobs' | 'remote'>;

/** Who may answer, in one line; unfolded, the controls that bind the policy. */
export function whoMayAnswer({ pool, controls, knobs, remote }: Shown): TemplateResult {
  const bound = askedWords(pool.experts, controls, knobs, remote !== undefined);
  return html`
    <details class="who-may">
      <summary
        title=${[bound.text, t('Pin or exclude experts, or ask only local ones: no policy overrides this')].join('\n')}
      >
        ${icon(iconOf(pool.experts, bound.restricts))}
        <span class="visually-hidden">${t('Who may answer:')}</span>
        <span class=${bound.restricts ? 'restricts' : ''}>${bound.text}</span>
      </summary>
      <div class="who-rows">
        ${checkbox(t('Local experts only'), t('Nothing leaves this machine (der.localOnly)'), controls.localOnly, (localOnly) => set({ localOnly }))}
        ${checkbox(
          t('Your files may leave this machine'),
          t('Models that leave this machine may be sent text of this workspace'),
          controls.workspaceText ?? false,
          (workspaceText) => set({ workspaceText }),
        )}
        ${checkbox(
          t('Independent second opinions'),
          t('No expert is shown another one’s answer (der.transfer: never)'),
          knobs.transfer === 'never',
          (independent) => setTransfer(independent ? 'never' : 'always'),
        )}
        <ul class="who-list" aria-label=${t('Experts')}>
          ${pool.experts.map((expert) => row(expert, controls, remote !== undefined))}
        </ul>
        ${gone(pool.experts, controls)}
        <p class="knob-note">${t('Binds the policy, from its next decision on.')}</p>
      </div>
    </details>
  `;
}

function iconOf(experts: readonly ExpertSummary[], isRestricted: boolean): string {
  if (isRestricted) return filter;
  return experts.some(({ leavesMachine }) => leavesMachine) ? cloud : vm;
}

function row(expert: ExpertSummary, controls: RouteConstraints, remote: boolean): TemplateResult {
  const { id, name } = expert;
  const isPinned = controls.pinned === id;
  const isExcluded = controls.excluded.includes(id);
  const isOut =
    isExcluded || (controls.pinned !== null && !isPinned) || (controls.localOnly && expert.leavesMachine);
  const kept = controls.excluded.filter((other) => other !== id);
  const traits = [sizeWords(expert), placeWords(expert, remote)].filter(Boolean).join(' · ');
  return html`
    <li class=${isOut ? 'out' : ''}>
      <span class="who-text"><span class="who-name">${name}</span> <span class="muted">${traits}</span></span>
      <span class="who-buttons">
        ${toggle(
          t('Pin {0}', name),
          t('Only this one is asked, until it is unpinned'),
          isPinned,
          [pin, pinned],
          () => set({ pinned: isPinned ? null : id }),
        )}
        ${toggle(
          t('Exclude {0}', name),
          t('This one is never asked'),
          isExcluded,
          [circleSlash, circleSlash],
          () => set({ excluded: isExcluded ? kept : [...kept, id] }),
        )}
      </span>
    </li>
  `;
}

/** A pinned expert that has left the pool still binds: nobody else is asked behind the person's back. */
function gone(
  experts: readonly ExpertSummary[],
  { pinned: id }: RouteConstraints,
): TemplateResult | typeof nothing {
  if (id === null || experts.some((expert) => expert.id === id)) return nothing;
  return html`<p class="knob-note">
    ${t('{0} is pinned and not in the pool, so nobody is asked.', id)}
    <button class="link" @click=${() => set({ pinned: null })}>${t('Unpin it')}</button>
  </p>`;
}

function toggle(
  label: string,
  title: string,
  pressed: boolean,
  [plain, filled]: readonly [string, string],
  act: () => void,
): TemplateResult {
  return html`<button
    class="icon-button"
    aria-pressed=${pressed}
    aria-label=${label}
    title=${`${label}: ${title}`}
    @click=${act}
  >
    ${icon(pressed ? filled : plain)}
  </button>`;
}

function checkbox(
  label: string,
  title: string,
  checked: boolean,
  act: (checked: boolean) => void,
): TemplateResult {
  return html`<label class="who-check" title=${title}>
    <input
      type="checkbox"
      .checked=${live(checked)}
      @change=${(event: Event) => act((event.target as HTMLInputElement).checked)}
    />
    ${label}
  </label>`;
}

function set(controls: Partial<RouteConstraints>): void {
  post({ type: 'setControls', controls });
}

function setTransfer(transfer: Knobs['transfer']): void {
  post({ type: 'setKnobs', knobs: { transfer } });
}
