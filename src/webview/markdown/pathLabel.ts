import { html, type TemplateResult } from 'lit';
import './pathLabel.css';

/** A name that may hold a path: where it is too long, its folders give way before the name of the file does. */
export function pathLabel(label: string): TemplateResult {
  const name = /[^/]*\/?$/.exec(label)?.[0] ?? '';
  const folders = label.slice(0, label.length - name.length);
  return html`<span class="path-label"
    ><span class="path-folders">${folders}</span><span class="path-name">${name}</span></span
  >`;
}
