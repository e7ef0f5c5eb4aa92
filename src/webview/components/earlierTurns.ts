import { html, nothing, type TemplateResult } from 'lit';
import history from '@vscode/codicons/src/icons/history.svg';
import { turnTokens, type Turn } from '../../der/turns';
import { count, counted } from '../text/numbers';
import { post } from '../vscodeApi';
import { disclosure } from './disclosure';
import { icon } from './icon';
import './earlierTurns.css';

/** What the next question passes on of this conversation, and the way to keep that. */
export function turnsLine(turns: readonly Turn[], passedOn: boolean): TemplateResult | typeof nothing {
  if (turns.length === 0) return nothing;
  const words = passedOn
    ? `Experts are shown ${turnWords(turns)}`
    : `Experts are not shown ${counted(turns.length, 'earlier turn')}`;
  return html`
    <p class="turns-line">
      ${icon(history)} ${words}.
      <button
        class="link"
        @click=${() => post({ type: 'setControls', controls: { earlierTurns: !passedOn } })}
      >
        ${passedOn ? 'Leave them out' : 'Show them'}
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
  return disclosure('turns-shown', html`<span class="muted">With ${turnWords(turns)}</span>`, body);
}

function turnWords(turns: readonly Turn[]): string {
  return `${counted(turns.length, 'earlier turn')}, about ${count(turnTokens(turns))} tokens`;
}
