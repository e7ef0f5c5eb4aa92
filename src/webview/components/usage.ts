import { html, type TemplateResult } from 'lit';
import type { AnsweredEvent } from '../../der/events';
import { dollars } from '../../der/dollars';
import { count, counted, duration } from '../text/numbers';
import './usage.css';

/** What an answer took: tokens, time, speed and money. What nobody measured is called unknown. */
export function usage({ usage: used, timing }: AnsweredEvent): TemplateResult {
  const facts: [text: string, title: string][] = [];
  const { answerTokens, promptTokens, usd } = used;
  const prompt = promptTokens === undefined ? '' : `, prompt of ${count(promptTokens)}`;
  facts.push(
    answerTokens === undefined
      ? ['tokens unknown', 'The expert did not report tokens']
      : [counted(answerTokens, 'token'), `Tokens of the answer${prompt}`],
  );
  facts.push([`first after ${duration(timing.firstTokenMs)}`, firstTokenTitle(timing)]);
  facts.push([`${duration(timing.totalMs)} in all`, 'From the request to the last token']);
  const seconds = (timing.totalMs - timing.firstTokenMs) / 1000;
  if (answerTokens !== undefined && answerTokens > 1 && seconds > 0) {
    const speed = (answerTokens - 1) / seconds;
    facts.push([`${count(Math.round(speed))} tokens/s`, 'After the first token']);
  }
  facts.push(
    usd === undefined
      ? ['cost unknown', 'Neither a bill nor a price is known']
      : [usd === 0 ? 'no charge' : dollars(usd), 'As billed, or computed from a known price'],
  );
  return html`<ul class="usage">
    ${facts.map(([text, title]) => html`<li title=${title}>${text}</li>`)}
  </ul>`;
}

function firstTokenTitle({ queuedMs, loadMs }: AnsweredEvent['timing']): string {
  const parts = ['Time to the first token'];
  if (queuedMs !== undefined) parts.push(`${duration(queuedMs)} of it in the queue`);
  if (loadMs !== undefined) parts.push(`${duration(loadMs)} of it loading the model`);
  return parts.join(', ');
}
