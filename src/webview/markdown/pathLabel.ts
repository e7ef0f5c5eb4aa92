import { html, type TemplateResult } from 'lit';
import './pathLabel.css';

/** A name that may hold a path: where it is too long, its folders give way before the name of the file does. */
export function pathLabel(label: string): TemplateResult {
  // A slash at the end belongs to the name.
  const start = label.lastIndexOf('/', label.length - 2) + 1;
  const folders = label.slice(0, start);
  const name = label.slice(start);
  return html`<span class="path-label"
    ><span class="path-folders">${folders}</span><span class="path-name">${name}</span></span
  >`;
}
