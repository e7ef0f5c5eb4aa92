/** What a person's comparisons come to so far. */
import { t } from '@vscode/l10n';
import { predictionReport } from '../../der/comparison/prediction';
import { nobody } from '../../der/comparison/report';
import type { QuestionKind, Vote } from '../../der/comparison/vote';
import { pairsOf, winRate } from '../../der/comparison/winRates';
import type { Expert } from '../../der/core/experts';
import type { PredictionTally, TallyView } from '../../webview/comparisonMessages';
import { labelOf } from './labels';

/** Pairs that are shown, the most compared ones. */
const mostPairs = 6;

export function tallies(votes: readonly Vote[], pool: readonly Pick<Expert, 'id' | 'name'>[]): TallyView[] {
  const names = [...new Set(votes.flatMap(({ left, right }) => [left.strategy, right.strategy]))];
  // DER is held against the others, not they against it.
  const order = names.toSorted((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
  return pairsOf(votes, order)
    .map(([one, other]) => winRate(votes, one, other))
    .toSorted((a, b) => b.votes - a.votes)
    .slice(0, mostPairs)
    .map(({ strategy, against, wins, losses, ties, bothBad, rate, byKind }) => ({
      labels: [labelOf(strategy, pool), labelOf(against, pool)],
      questions: rate!.questions,
      wins,
      losses,
      ties,
      bothBad,
      rate: rate!,
      byKind: Object.entries(byKind).map(([kind, { mean, questions }]) => ({
        kind: kindWords(kind as QuestionKind),
        mean,
        questions,
      })),
    }));
}

function rank(strategy: string): number {
  if (strategy === 'der') return 0;
  return strategy.startsWith('preset:') ? 1 : 2;
}

function kindWords(kind: QuestionKind): string {
  switch (kind) {
    case 'short':
      return t('short answers');
    case 'program':
      return t('programs');
    case 'open':
      return t('open answers');
    case 'mixed':
      return t('mixed');
  }
}

export function predictionTally(votes: readonly Vote[]): PredictionTally | null {
  const report = predictionReport(votes.filter(({ rater }) => rater !== nobody));
  if (!report?.auc) return null;
  const { decided, auc, ece } = report;
  return { decided, auc: auc.value, ci95: auc.ci95, ece };
}
