/** Measuring in plain words: what it takes, how far it is, what was found. */
import { t } from '@vscode/l10n';
import type { SkillKind } from '../protocol';
import type { KindSkillView, MeasuringView } from '../poolMessages';
import { count, counted, dollars, duration, percent } from '../elements/numbers';

/** As a heading, or the label of a box. */
export function kindLabel(kind: SkillKind): string {
  const labels = { short: t('Short answers'), program: t('Programs'), open: t('Explanations') };
  return labels[kind];
}

/** `3 experts, about 140 questions, 12 min, about $0.40`. */
export function planWords({ experts, plan }: MeasuringView): string {
  if (!plan) return '';
  if (plan.most === 0) return t('Everything is known already. It can be asked again.');
  const parts = [
    counted(experts.length, 'expert'),
    t('about {0}', counted(plan.questions, 'question')),
    t('about {0}', minutes(plan.seconds)),
    plan.usd > 0 ? t('about {0}', dollars(plan.usd)) : '',
  ];
  return `${parts.filter(Boolean).join(', ')}.`;
}

/** What the plan leaves open, a sentence each. */
export function planNotes({ plan }: MeasuringView): string[] {
  if (!plan || plan.most === 0) return [];
  const notes = [
    t('It ends sooner where a skill is clear, and after {0} at the latest.', counted(plan.most, 'question')),
  ];
  if (plan.leaving > 0)
    notes.push(
      plan.leaving === 1
        ? t('For one expert the questions leave this machine.')
        : t('For {0} experts the questions leave this machine.', count(plan.leaving)),
    );
  if (plan.unknownPrice.length > 0)
    notes.push(t('The price of {0} is not known.', plan.unknownPrice.join(', ')));
  return notes;
}

/** `37 of about 140 questions, 9 min left, $0.10 so far`. */
export function progressWords({ progress, state }: MeasuringView): string {
  if (!progress) return t('Starting …');
  const { done, expected, secondsLeft, usd } = progress;
  const parts = [
    state === 'done'
      ? counted(done, 'question')
      : t('{0} of about {1}', count(done), counted(expected, 'question')),
    state === 'running' && expected > done ? t('about {0} left', minutes(secondsLeft)) : '',
    usd > 0 ? (state === 'done' ? dollars(usd) : t('{0} so far', dollars(usd))) : '',
  ];
  return parts.filter(Boolean).join(', ');
}

/** Nobody needs to the second what takes minutes. */
function minutes(seconds: number): string {
  return seconds < 60 ? duration(Math.ceil(seconds) * 1000) : t('{0} min', count(Math.round(seconds / 60)));
}

/** `Programs: 72 % right (60 to 82 %, 18 questions); from its size 58 % were expected`. */
export function kindSkillWords({ kind, mean, low, high, outcomes, guessed }: KindSkillView): string {
  const from = t('{0} to {1}', count(Math.round(low * 100)), percent(high));
  const questions = counted(outcomes, 'question');
  const found =
    kind === 'open'
      ? t('{0}: {1} of the facts ({2}, {3})', kindLabel(kind), percent(mean), from, questions)
      : t('{0}: {1} right ({2}, {3})', kindLabel(kind), percent(mean), from, questions);
  return guessed === undefined ? found : `${found}; ${t('{0} expected beforehand', percent(guessed))}`;
}
