import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { t } from '@vscode/l10n';
import type { PoolRow, WrittenTerms } from '../poolMessages';
import {
  readTerms,
  termFields,
  termTexts,
  type ReadTerms,
  type TermField,
  type TermTexts,
} from './expertTermsInput';
import { count } from '../elements/numbers';
import { post } from '../vscodeApi';
import { LightElement } from '../elements/lightElement';
import './expertTerms.css';

type Row = PoolRow & { readonly written: WrittenTerms };

/** Context and price of one entry of the pool, to be changed: what is saved is written to the settings. */
@customElement('der-expert-terms')
export class ExpertTerms extends LightElement {
  @property({ attribute: false }) row!: Row;
  @state() private problems: Extract<ReadTerms, { problems: unknown }>['problems'] = {};

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('row') && changed.get('row')?.id !== this.row.id) this.problems = {};
  }

  private get fields(): readonly TermField[] {
    return this.row.written.price === undefined ? ['contextTokens'] : termFields;
  }

  private readonly save = (event: Event): void => {
    event.preventDefault();
    const { row } = this;
    const typed = new FormData(event.target as HTMLFormElement);
    const texts: TermTexts = { ...termTexts(row.written), ...Object.fromEntries(typed) };
    const read = readTerms(texts, row.written.price !== undefined);
    this.problems = 'problems' in read ? read.problems : {};
    if ('terms' in read) post({ type: 'setTerms', id: row.id, terms: read.terms });
    else void this.updateComplete.then(() => this.querySelector<HTMLElement>('[aria-invalid]')?.focus());
  };

  protected override render(): TemplateResult {
    const { name, written } = this.row;
    const texts = termTexts(written);
    return html`
      <details class="terms">
        <summary>${this.heading}</summary>
        <form @submit=${this.save} novalidate>
          ${this.fields.map((field) => this.field(field, texts[field]))}
          <button type="submit" class="link" aria-label=${t('Save the terms of {0}', name)}>
            ${t('Save')}
          </button>
        </form>
      </details>
    `;
  }

  private get heading(): string {
    return this.row.written.price === undefined ? t('Change context') : t('Change context and price');
  }

  private field(field: TermField, text: string): TemplateResult {
    const id = `${field}-${this.row.id}`;
    const problem = this.problems[field];
    return html`
      <label for=${id}>${labels[field]()}</label>
      <input
        id=${id}
        name=${field}
        inputmode="decimal"
        autocomplete="off"
        .value=${text}
        placeholder=${this.unwritten(field)}
        aria-invalid=${problem === undefined ? nothing : 'true'}
        aria-describedby=${problem === undefined ? nothing : `${id}-problem`}
      />
      ${problem === undefined ? nothing : html`<p class="problem" id=${`${id}-problem`} role="alert">${problem}</p>`}
    `;
  }

  /** What holds while the entry says nothing. */
  private unwritten(field: TermField): string {
    const { contextTokens, price } = this.row;
    const known = field === 'contextTokens' ? contextTokens : price?.[field];
    return known === undefined ? t('unknown') : count(known);
  }
}

const labels: Readonly<Record<TermField, () => string>> = {
  contextTokens: () => t('Context in tokens'),
  promptPerMtok: () => t('Dollars per million prompt tokens'),
  answerPerMtok: () => t('Dollars per million answer tokens'),
};
