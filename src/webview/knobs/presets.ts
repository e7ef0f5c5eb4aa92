/** How much a question may take, in a word. */
import { html, nothing, type TemplateResult } from 'lit';
import { t } from '@vscode/l10n';
import { duration } from '../elements/numbers';
import { expectedSeconds, presetNames, type PresetName } from '../protocol';
import { post } from '../vscodeApi';
import './presets.css';

export function presetWord(preset: PresetName | 'custom'): string {
  switch (preset) {
    case 'fast':
      return t('Fast');
    case 'balanced':
      return t('Balanced');
    case 'best':
      return t('Best');
    case 'custom':
      return t('Values of your own');
  }
}

function meaning(preset: PresetName): string {
  switch (preset) {
    case 'fast':
      return t('One answer of an expert that is good for its price');
    case 'balanced':
      return t('Asks on while it is likely to pay');
    case 'best':
      return t('The ablest experts, and others as long as there is doubt');
  }
}

/** @param seconds that the experts of the pool usually take, of those whose time is known */
export function presetChoices(chosen: PresetName | 'custom', seconds: readonly number[]): TemplateResult {
  return html`<div class="presets" role="radiogroup" aria-label=${t('How much a question may take')}>
    ${presetNames.map(
      (preset) =>
        html`<label class="preset">
          <input
            type="radio"
            name="preset"
            .checked=${preset === chosen}
            @change=${() => post({ type: 'setPreset', preset })}
          />
          <span
            ><b>${presetWord(preset)}</b>
            <span class="muted">${meaning(preset)}${expected(preset, seconds)}</span></span
          >
        </label>`,
    )}
  </div>`;
}

/** What it is expected to take with these experts. */
function expected(preset: PresetName, seconds: readonly number[]): string | typeof nothing {
  const range = expectedSeconds(preset, seconds);
  if (!range) return nothing;
  const [least, most] = [duration(range.least * 1000), duration(range.most * 1000)];
  return ` · ${least === most ? t('about {0}', most) : t('about {0} to {1}', least, most)}`;
}
