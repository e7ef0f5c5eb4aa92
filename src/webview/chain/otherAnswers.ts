import { html, type TemplateResult } from 'lit';
import { othersWords, type AnswerFirst } from './answerFirst';
import { disclosure } from '../elements/disclosure';
import './otherAnswers.css';

/**
 * The answers that did not become the result, behind one line.
 * @param cards drawn once it is unfolded: a long conversation has many that nobody looks at
 */
export function otherAnswers(
  first: AnswerFirst,
  cards: unknown,
  toggled: (open: boolean) => void,
): TemplateResult {
  return disclosure('others', othersWords(first), html`<div class="chain">${cards}</div>`, { toggled });
}
