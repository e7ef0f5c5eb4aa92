import { html, type TemplateResult } from 'lit';
import { t } from '@vscode/l10n';
import type { AnsweredEvent } from '../../der/trace/events';
import { count, counted, dollars, duration } from '../elements/numbers';
import './usage.css';

/** What an answer took: tokens, time, speed and money. What nobody measured is called unknown. */
export function usage({ usage: used, timing }: AnsweredEvent): TemplateResult {
  const facts: [text: string, title: string][] = [];
  const { answerTokens, promptTokens, usd } = used;
  facts.push(
    answerTokens === undefined
      ? [t('tokens unknown'), t('The expert did not report tokens')]
      : [
          counted(answerTokens, 'token'),
          promptTokens === undefined
            ? t('Tokens of the answer')
            : t('Tokens of the answer, prompt of {0}', count(promptTokens)),
        ],
  );
  facts.push([t('first after {0}', duration(timing.firstTokenMs)), firstTokenTitle(timing)]);
  facts.push([t('{0} in all', duration(timing.totalMs)), t('From the request to the last token')]);
  const seconds = (timing.totalMs - timing.firstTokenMs) / 1000;
  if (answerTokens !== undefined && answerTokens > 1 && seconds > 0) {
    const speed = (answerTokens - 1) / seconds;
    facts.push([t('{0} tokens/s', count(Math.round(speed))), t('After the first token')]);
  }
  facts.push(
    usd === undefined
      ? [t('cost unknown'), t('Neither a bill nor a price is known')]
      : [usd === 0 ? t('no charge') : dollars(usd), t('As billed, or computed from a known price')],
  );
  return html`<ul class="usage">
    ${facts.map(([text, title]) => html`<li title=${title}>${text}</li>`)}
  </ul>`;
}

function firstTokenTitle({ queuedMs, loadMs }: AnsweredEvent['timing']): string {
  const parts = [t('Time to the first token')];
  if (queuedMs !== undefined) parts.push(t('{0} of it in the queue', duration(queuedMs)));
  if (loadMs !== undefined) parts.push(t('{0} of it loading the model', duration(loadMs)));
  return parts.join(', ');
}
