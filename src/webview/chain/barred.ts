/** Models that a route passed over since they may not be shown text of the workspace. */
import { t } from '@vscode/l10n';
import { language } from '../../language';
import { type ExpertSummary, isModel } from '../protocol';
import type { RouteView } from './routeView';

/** Names that are told; of more it is said how many. */
const mostNames = 2;

/** Models that could have answered but for text of the workspace; none where one has answered, or the person ended it. */
export function barredModels({ attempts, end, experts }: RouteView): readonly ExpertSummary[] {
  if (!end || end.stop === 'user' || end.error !== undefined) return [];
  const answered = attempts.some(({ expert, outcome }) => isModel(expert) && outcome?.type === 'answered');
  const usedUp = end.stop === 'nobody_left' || end.stop === 'all_failed';
  if (answered && !usedUp) return [];
  const masked = end.decision?.masked ?? attempts.at(-1)?.choice.masked ?? {};
  return [...experts.values()].filter(({ id }) => masked[id] === 'workspace_text');
}

/** "gpt-4.1-mini may not see your files yet" */
export function barredWords(barred: readonly ExpertSummary[]): string {
  const names = barred.slice(0, mostNames).map(({ name }) => name);
  const more = barred.length - names.length;
  if (names.length === 1) return t('{0} may not see your files yet', names[0]!);
  const list = new Intl.ListFormat(language).format([...names, ...(more > 0 ? [t('{0} more', more)] : [])]);
  return t('{0} may not see your files yet', list);
}
