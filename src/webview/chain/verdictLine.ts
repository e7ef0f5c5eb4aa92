import { html, type TemplateResult } from 'lit';
import pass from '@vscode/codicons/src/icons/pass.svg';
import question from '@vscode/codicons/src/icons/question.svg';
import warning from '@vscode/codicons/src/icons/warning.svg';
import dash from '@vscode/codicons/src/icons/dash.svg';
import { icon } from '../elements/icon';
import { verdictText, type ShownVerdict } from './verdict';
import './verdictLine.css';

const symbols: Record<ShownVerdict['level'], string> = {
  right: pass,
  unsure: question,
  wrong: warning,
  none: dash,
};

/** What is thought of an answer, on one line. */
export function verdictLine(verdict: ShownVerdict): TemplateResult {
  return html`<p class="verdict ${verdict.level}">
    ${icon(symbols[verdict.level])}<span>${verdictText(verdict)}</span>
  </p>`;
}
