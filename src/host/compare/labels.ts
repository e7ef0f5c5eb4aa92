/** Ways to answer by the names that people know them by. */
import { t } from '@vscode/l10n';
import { expertStrategy, presetStrategy } from '../../der/comparison/strategy';
import type { Expert } from '../../der/core/experts';
import type { StrategyView } from '../../webview/comparisonMessages';

type Named = Pick<Expert, 'id' | 'name'>;

/** All that can be compared: DER first, then single experts. */
export function strategyViews(pool: readonly Named[]): StrategyView[] {
  const names = [
    'der',
    'best_single',
    ...(['fast', 'balanced', 'best'] as const).map(presetStrategy),
    ...pool.map(expertStrategy),
  ];
  return names.map((name) => ({ name, label: labelOf(name, pool) }));
}

export function labelOf(strategy: string, pool: readonly Named[]): string {
  switch (strategy) {
    case 'der':
      return t('DER as you have set it');
    case 'best_single':
      return t('Best single expert');
    case presetStrategy('fast'):
      return t('DER, Fast');
    case presetStrategy('balanced'):
      return t('DER, Balanced');
    case presetStrategy('best'):
      return t('DER, Best');
    default:
      return pool.find((expert) => expertStrategy(expert) === strategy)?.name ?? strategy;
  }
}
