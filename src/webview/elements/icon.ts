import { html, type TemplateResult } from 'lit';
import { templateContent } from 'lit/directives/template-content.js';
import './icon.css';

/** A codicon, from the text of its file. Never the only carrier of a meaning, so hidden from screen readers. */
export function icon(svg: string, className = ''): TemplateResult {
  return html`<span class="icon ${className}" aria-hidden="true">${drawing(svg)}</span>`;
}

/** The same at the start of one of the toolkit's buttons. */
export function buttonIcon(svg: string): TemplateResult {
  return html`<span slot="start" class="icon" aria-hidden="true">${drawing(svg)}</span>`;
}

/** By the text of the file: each is parsed once, and copied wherever it is shown. */
const drawings = new Map<string, HTMLTemplateElement>();

function drawing(svg: string): unknown {
  let template = drawings.get(svg);
  if (!template) {
    template = document.createElement('template');
    template.innerHTML = svg;
    drawings.set(svg, template);
  }
  return templateContent(template);
}
