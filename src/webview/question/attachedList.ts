import { html, nothing, type TemplateResult } from 'lit';
import { t } from '@vscode/l10n';
import { counted, count } from '../elements/numbers';
import { attachmentIcon } from './attachmentIcon';
import { disclosure } from '../elements/disclosure';
import { icon } from '../elements/icon';
import './attachedList.css';
import { type Attachment, type Passage, estimateTokens } from '../protocol';

/** What was found in the person's files for a question; unfolded, the passages that experts may have been sent. */
export function passageList(passages: readonly Passage[]): TemplateResult | typeof nothing {
  if (passages.length === 0) return nothing;
  return html`<ul class="attached" aria-label=${t('Found in your files')}>
    ${passages.map(
      ({ label, text }) =>
        html`<li>${entry({ kind: 'file', label, text, tokens: estimateTokens(text) })}</li>`,
    )}
  </ul>`;
}

/** What went with a question, and what of it the person let be cut; unfolded, the text that was sent. */
export function attachedList(attachments: readonly Attachment[]): TemplateResult | typeof nothing {
  if (attachments.length === 0) return nothing;
  return html`<ul class="attached" aria-label=${t('Sent with the question')}>
    ${attachments.map((one) => html`<li>${entry(one)}</li>`)}
  </ul>`;
}

function entry({ kind, label, tokens, cut, text, image }: Attachment): TemplateResult {
  const size = cut ? cutWords(tokens, cut) : counted(tokens, 'token');
  const summary = html`${icon(attachmentIcon[kind])} ${label} <span class="muted">${size}</span>`;
  return disclosure(
    'attachment',
    summary,
    image
      ? html`<p class="muted">
          ${t('{0}, {1} kB', image.mediaType, count(Math.ceil((image.data.length * 3) / 4_000)))}
        </p>`
      : html`<pre tabindex="0" role="group" aria-label=${label}>${text}</pre>`,
  );
}

function cutWords(tokens: number, { kept, ofTokens }: NonNullable<Attachment['cut']>): string {
  const all = counted(ofTokens, 'token');
  return kept === 'start'
    ? t('start kept, {0} of {1}', count(tokens), all)
    : t('end kept, {0} of {1}', count(tokens), all);
}
