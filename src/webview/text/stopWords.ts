/** Why a route ended, in plain words. */
import { ruledOut } from '../../der/masks';
import type { RouteView } from '../state/routeView';
import { counted, quality } from './numbers';

export interface StopWords {
  readonly title: string;
  readonly reason: string;
}

export function stopWords(route: RouteView): StopWords | undefined {
  const end = route.end;
  if (!end) return undefined;
  if (end.error !== undefined) {
    const kept = end.final ? 'The best answer so far is chosen.' : 'No answer was finished before.';
    return { title: 'A network failed', reason: `${kept} ${end.error}` };
  }
  const { p0, maxSteps } = route.knobs;
  const chosen = route.attempts.find(
    (attempt) => attempt.outcome?.type === 'answered' && attempt.step === end.final?.step,
  );
  const reached = chosen?.quality === undefined ? undefined : quality(chosen.quality.last);
  switch (end.stop) {
    case 'good_enough':
      return {
        title: 'Good enough',
        reason: `The best answer's predicted quality${reached ? `, ${reached},` : ''} reaches p₀ = ${quality(p0)}.`,
      };
    case 'not_worth_it':
      return {
        title: 'Not worth asking on',
        reason: 'By the policy, another answer would cost more than it is likely to improve.',
      };
    case 'max_steps':
      return {
        title: 'All steps used',
        reason: `${counted(maxSteps, 'answer')} given without reaching p₀ = ${quality(p0)}; the best of them is chosen.`,
      };
    case 'spend_cap':
      return {
        title: 'Spending cap reached',
        reason:
          'Every expert that is left would go over the cap, or has an unknown price. Raise der.spendCapUsd, or set der.allowUnknownPrice.',
      };
    case 'nobody_left':
      return { title: 'Nobody left to ask', reason: nobodyLeft(route) };
    case 'user':
      return {
        title: 'Stopped by you',
        reason: end.final ? 'The best answer so far is chosen.' : 'No answer was finished before.',
      };
    case 'all_failed':
      return {
        title: 'No expert could answer',
        reason: 'Each row above says what happened and what you can do.',
      };
  }
}

function nobodyLeft({ end, experts }: RouteView): string {
  const reasons = ruledOut(end?.decision?.masked ?? {}, (id) => experts.get(id)?.name ?? id);
  const what = end?.final
    ? 'Every other expert was asked already or is ruled out.'
    : 'Nobody answered: every expert declined or is ruled out. Add one with DER: Configure Experts.';
  return [what, ...reasons].join(' ');
}
