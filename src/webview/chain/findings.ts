import { html, nothing, type TemplateResult } from 'lit';
import { t } from '@vscode/l10n';
import { findingWords } from '../../findingWords';
import { disclosure } from '../elements/disclosure';
import { type Checked, factsOf, type Finding } from '../protocol';
import './findings.css';

/** What proves what checks found about an answer; what they found is told by its verdict. */
export function findings(checked: Checked | undefined, step: number): TemplateResult | typeof nothing {
  if (!checked) return nothing;
  const words = findingWords(factsOf(checked, step));
  if (words.length === 0) return nothing;
  const proofs = checked.answers[step]!.findings.flatMap(proofsOf);
  return disclosure(
    'findings',
    html`<span class="muted">${t('What checks found')}</span>`,
    html`<ul>
      ${[words.join(' · '), ...proofs].map((line) => html`<li>${line}</li>`)}
    </ul>`,
  );
}

function proofsOf(finding: Finding): string[] {
  switch (finding.type) {
    case 'syntax':
      return finding.ok || finding.message === undefined ? [] : [finding.message];
    case 'runs':
      return finding.message === undefined ? [] : [finding.message];
    case 'examples':
      return finding.failed.map(({ input, got, expected }) =>
        finding.earlier
          ? t('{0} gave {1}, an earlier question says {2}', input, got, expected)
          : t('{0} gave {1}, the question says {2}', input, got, expected),
      );
    case 'tests': {
      const { from, passed, failed } = finding;
      return [
        t('{0} of {1} tests of answer {2}', passed, passed + failed.length, from + 1),
        ...failed.map(({ input, got, expected }) =>
          t('{0} gave {1}, answer {2} says {3}', input, got, from + 1, expected),
        ),
      ];
    }
    case 'behaviour':
      return [
        finding.probes === 1
          ? t('Compared with the others on one input.')
          : t('Compared with the others on {0} inputs.', finding.probes),
      ];
    case 'problems':
      return [
        finding.added === 0
          ? t('No new problems in {0}', finding.file)
          : finding.added === 1
            ? t('One new problem in {0}', finding.file)
            : t('{0} new problems in {1}', finding.added, finding.file),
        ...(finding.first === undefined ? [] : [finding.first]),
      ];
    case 'command':
      return [
        finding.ok
          ? t('Your check {0} passes.', finding.command)
          : t('Your check {0} fails.', finding.command),
        ...(finding.message === undefined ? [] : [finding.message]),
      ];
    case 'cannot':
      return [finding.reason];
  }
}
