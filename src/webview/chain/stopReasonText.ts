/** Why a route ended, in plain words. */
import { t } from '@vscode/l10n';
import type { RouteView } from './routeView';
import { ruledOut } from '../pool/maskText';
import { counted, quality } from '../elements/numbers';

export interface StopWords {
  readonly title: string;
  readonly reason: string;
}

export function stopReasonText(route: RouteView): StopWords | undefined {
  const end = route.end;
  if (!end) return undefined;
  if (end.error !== undefined) {
    return { title: t('A network failed'), reason: [keptWords(route), end.error].join(' ') };
  }
  const { p0, maxSteps } = route.knobs;
  const chosen = route.attempts.find(
    (attempt) => attempt.outcome?.type === 'answered' && attempt.step === end.final?.step,
  );
  const reached = chosen?.quality === undefined ? undefined : quality(chosen.quality.last);
  switch (end.stop) {
    case 'good_enough':
      return {
        title: t('Good enough'),
        reason: reached
          ? t("The best answer's predicted quality, {0}, reaches p₀ = {1}.", reached, quality(p0))
          : t("The best answer's predicted quality reaches p₀ = {0}.", quality(p0)),
      };
    case 'not_worth_it':
      return {
        title: t('Not worth asking on'),
        reason: t('By the policy, another answer would cost more than it is likely to improve.'),
      };
    case 'max_steps':
      return {
        title: t('All steps used'),
        reason: t(
          '{0} given without reaching p₀ = {1}; the best of them is chosen.',
          counted(maxSteps, 'answer'),
          quality(p0),
        ),
      };
    case 'spend_cap':
      return {
        title: t('Spending cap reached'),
        reason: t(
          'Every expert that is left would go over the cap, or has an unknown price. Raise der.spendCapUsd, or set der.allowUnknownPrice.',
        ),
      };
    case 'nobody_left':
      return { title: t('Nobody left to ask'), reason: nobodyLeft(route) };
    case 'user':
      return { title: t('Stopped by you'), reason: keptWords(route) };
    case 'all_failed':
      return {
        title: t('No expert could answer'),
        reason: t('Each row above says what happened and what you can do.'),
      };
  }
}

function keptWords({ end }: RouteView): string {
  return end?.final ? t('The best answer so far is chosen.') : t('No answer was finished before.');
}

function nobodyLeft({ end, experts }: RouteView): string {
  const reasons = ruledOut(end?.decision?.masked ?? {}, (id) => experts.get(id)?.name ?? id);
  const what = end?.final
    ? t('Every other expert was asked already or is ruled out.')
    : t('Nobody answered: every expert declined or is ruled out. Add one with DER: Configure Experts.');
  return [what, ...reasons].join(' ');
}
