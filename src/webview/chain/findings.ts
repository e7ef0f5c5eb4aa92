import { html, nothing, type TemplateResult } from 'lit';
import { t } from '@vscode/l10n';
import { language } from '../../language';
import { type Checked, type Facts, factsOf } from '../protocol';
import './findings.css';

/** What checks found about an answer, on one line; the first failure, and why nothing was run, stand behind it. */
export function findings(checked: Checked | undefined, step: number): TemplateResult | typeof nothing {
  if (!checked) return nothing;
  const facts = factsOf(checked, step);
  const words = findingWords(facts);
  if (words.length === 0) return nothing;
  const wrong = facts.runs === false || facts.failure !== undefined || facts.fault !== undefined;
  return html`<p class="findings" title=${proof(facts)}>
    <span class=${wrong ? 'wrong' : ''}>${words.join(' · ')}</span>
  </p>`;
}

/** "runs · 3 of 3 examples · behaves as answers 1 and 3". */
function findingWords({ fault, runs, examples, like, cannot }: Facts): string[] {
  const words: string[] = [];
  if (fault) {
    words.push(fault.line === undefined ? t('does not parse') : t('line {0} does not parse', fault.line));
  }
  if (runs !== undefined) words.push(runs ? t('runs') : t('does not run'));
  if (examples) words.push(t('{0} of {1} examples', examples.passed, examples.stated));
  const numbers = new Intl.ListFormat(language).format(like.map((other) => String(other + 1)));
  if (like.length === 1) words.push(t('behaves as answer {0}', numbers));
  if (like.length > 1) words.push(t('behaves as answers {0}', numbers));
  if (cannot !== undefined) words.push(t('not run'));
  return words;
}

function proof({ fault, failure, cannot }: Facts): string {
  if (failure) return t('{0} gave {1}, the question says {2}', failure.input, failure.got, failure.expected);
  return fault?.message ?? cannot ?? '';
}
