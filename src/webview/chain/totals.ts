/** What a route took in all: the three numbers that people ask for, and the rest. */
import { t } from '@vscode/l10n';
import { totalWords } from '../knobs/costText';
import { counted, dollars, duration, signed } from '../elements/numbers';
import type { RouteView } from './routeView';
import { type FinishedEvent, type Totals, unitOf } from '../protocol';

/** What stands there, and what it means. */
export type Fact = readonly [text: string, title: string];

export interface TotalFacts {
  /** Time, models asked, money; what α counts where there is no price. */
  readonly line: readonly Fact[];
  readonly rest: readonly Fact[];
}

export function totalFacts({ attempts, experts }: RouteView, { totals }: FinishedEvent): TotalFacts {
  const models = new Set(attempts.flatMap(({ expert }) => (expert.tool ? [] : [expert.id])));
  const failed = totals.attempts - totals.steps;
  const counts: Fact = totalWords(totals.costB, unitOf([...experts.values()]));
  const billed = billWords(totals);
  const money: Fact[] = billed ? [[billed, t('As billed, or computed from known prices')]] : [];
  const priced = totals.usd !== undefined && !(totals.usdIncomplete && totals.usd === 0);
  return {
    line: [
      [duration(totals.totalMs), t('From the question to the end')],
      [askedWords(models.size), t('Built-in tools do not count')],
      ...(priced ? money : [counts]),
    ],
    rest: [
      [counted(totals.steps, 'answer'), t('Answers given on this route')],
      ...(failed > 0 ? [[t('{0} gave no answer', failed), t('Requests that gave no answer')] as const] : []),
      ...(totals.answerTokens === undefined
        ? []
        : [[counted(totals.answerTokens, 'token'), t('Of all answers')] as const]),
      ...(priced ? [counts] : money),
      [t('reward {0}', signed(totals.reward)), t('The sum of all reward terms of the route')],
    ],
  };
}

function askedWords(models: number): string {
  return models === 0 ? t('no model asked') : counted(models, 'model asked');
}

function billWords({ usd, usdIncomplete }: Totals): string | undefined {
  if (usdIncomplete) return usd ? t('cost at least {0}', dollars(usd)) : t('cost unknown');
  if (usd === undefined) return undefined;
  return usd === 0 ? t('no charge') : dollars(usd);
}
