/** What came of a tuning, in a sentence or two. */
import { t } from '@vscode/l10n';
import { leastOutcomes, type TuningVerdict } from '../../der/tuning/order';

export function verdictWords(verdict: TuningVerdict, language: string): string {
  if (verdict.result === 'tooFew') {
    return t(
      'There are {0} outcomes of the experts in the pool. Tuning takes {1}, of two experts and eight questions at least: nothing changed.',
      verdict.outcomes,
      leastOutcomes,
    );
  }
  const { questions, onWhole, onAll } = verdict.figures;
  const { mean, interval } = onWhole ?? onAll;
  const [value, low, high] = [mean, ...interval].map((one) => signed(one, language));
  switch (verdict.result) {
    case 'nothingToldApart':
      return t('Your outcomes do not tell your experts apart beyond chance: nothing changed.');
    case 'notBetter':
      return t(
        'Not better on {0} held-out questions ({1} of quality less cost, between {2} and {3}): nothing changed.',
        questions,
        value!,
        low!,
        high!,
      );
    case 'better':
      return t(
        'Better on {0} held-out questions ({1} of quality less cost, between {2} and {3}). The tuned networks count from the next question on.',
        questions,
        value!,
        low!,
        high!,
      );
  }
}

function signed(value: number, language: string): string {
  const digits = { minimumFractionDigits: 3, maximumFractionDigits: 3, signDisplay: 'exceptZero' } as const;
  return value.toLocaleString(language, digits);
}
