import { html, nothing, type TemplateResult } from 'lit';
import { t } from '@vscode/l10n';
import history from '@vscode/codicons/src/icons/history.svg';
import { turnTokens, type Turn } from '../../der/prompt/turns';
import { count, counted } from '../elements/numbers';
import { post } from '../vscodeApi';
import { disclosure } from '../elements/disclosure';
import { icon } from '../elements/icon';
import './earlierTurns.css';

/** What the next question passes on of this conversation, and the way to keep that. */
export function turnsLine(turns: readonly Turn[], passedOn: boolean): TemplateResult | typeof nothing {
  if (turns.length === 0) return nothing;
  const words = passedOn
    ? t('Experts are shown {0}.', turnWords(turns))
    : t('Experts are not shown {0}.', counted(turns.length, 'earlier turn'));
  return html`
    <p class="turns-line">
      ${icon(history)} ${words}
      <button
        class="link"
        @click=${() => post({ type: 'setControls', controls: { earlierTurns: !passedOn } })}
      >
        ${passedOn ? t('Leave them out') : t('Show them')}
      </button>
    </p>
  `;
}

/** What a route's experts were shown of the conversation, word by word. */
export function turnsShown(turns: readonly Turn[]): TemplateResult | typeof nothing {
  if (turns.length === 0) return nothing;
  const body = html`<ol class="turns">
    ${turns.map(({ question, answer }) => html`<li><b>${question}</b><br />${answer}</li>`)}
  </ol>`;
  return disclosure('turns-shown', html`<span class="muted">${withTurns(turns)}</span>`, body);
}

function turnWords(turns: readonly Turn[]): string {
  return t('{0}, about {1} tokens', counted(turns.length, 'earlier turn'), count(turnTokens(turns)));
}

function withTurns(turns: readonly Turn[]): string {
  const sizes = [turns.length, count(turnTokens(turns))] as const;
  return turns.length === 1
    ? t('With {0} earlier turn, about {1} tokens', ...sizes)
    : t('With {0} earlier turns, about {1} tokens', ...sizes);
}
