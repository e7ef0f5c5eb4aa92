/** What the person has decided about who is asked, in plain words. */
import { t } from '@vscode/l10n';
import type { RouteConstraints, ExpertSummary, Knobs } from '../protocol';

export interface AskedWords {
  readonly text: string;
  /** Not everybody in the pool may be asked, or answers are not handed over. */
  readonly restricts: boolean;
}

/** `this machine only`, `only llama3.2:3b · this machine only`, `5 of 6 experts · local only · independent`. */
export function askedWords(
  experts: readonly ExpertSummary[],
  { pinned, excluded, localOnly }: RouteConstraints,
  { transfer }: Pick<Knobs, 'transfer'>,
  isRemote: boolean,
): AskedWords {
  const open = experts.filter(({ id }) => (pinned === null ? !excluded.includes(id) : id === pinned));
  const nameOf = (id: string) => experts.find((expert) => expert.id === id)?.name ?? id;
  const who =
    pinned !== null
      ? t('only {0}', nameOf(pinned))
      : open.length < experts.length
        ? t('{0} of {1} experts', open.length, experts.length)
        : undefined;
  const limits = [who, localOnly && t('local only'), transfer === 'never' && t('independent')].filter(
    Boolean,
  );
  const where = localOnly ? [] : [whereTo(open, isRemote)];
  return { text: [...limits, ...where].join(' · '), restricts: limits.length > 0 };
}

/** Where the text of a question may go. */
function whereTo(experts: readonly ExpertSummary[], isRemote: boolean): string {
  const leaving = experts.filter(({ leavesMachine }) => leavesMachine).length;
  if (leaving === 0) return isRemote ? t('the remote machine only') : t('this machine only');
  if (isRemote) return t('{0} outside the remote machine', leaving);
  return leaving === 1 ? t('{0} leaves this machine', leaving) : t('{0} leave this machine', leaving);
}
