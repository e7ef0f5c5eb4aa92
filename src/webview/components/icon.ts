import { html, type TemplateResult } from 'lit';
import { unsafeSVG } from 'lit/directives/unsafe-svg.js';
import './icon.css';

/** A codicon, from the text of its file. Never the only carrier of a meaning, so hidden from screen readers. */
export function icon(svg: string, className = ''): TemplateResult {
  return html`<span class="icon ${className}" aria-hidden="true">${unsafeSVG(svg)}</span>`;
}

/** The same at the start of one of the toolkit's buttons. */
export function buttonIcon(svg: string): TemplateResult {
  return html`<span slot="start" class="icon" aria-hidden="true">${unsafeSVG(svg)}</span>`;
}
