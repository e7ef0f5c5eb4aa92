/** The days by which a list of conversations is parted. */
import { t } from '@vscode/l10n';
import { language } from '../../language';

/** "Today", "Yesterday", the weekday within a week, else the month; by the clock of this machine. */
export function dayOf(time: number, now: number): string {
  const days = Math.round((midnight(now) - midnight(time)) / (24 * 60 * 60 * 1000));
  if (days <= 0) return t('Today');
  if (days === 1) return t('Yesterday');
  const date = new Date(time);
  if (days < 7) return date.toLocaleDateString(language, { weekday: 'long' });
  return date.toLocaleDateString(language, { month: 'long', year: 'numeric' });
}

/** Its difference to another one is whole days, but for an hour where clocks were changed. */
function midnight(time: number): number {
  return new Date(time).setHours(0, 0, 0, 0);
}
