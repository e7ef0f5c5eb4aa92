/** What the person has decided about who is asked, in plain words. */
import { t } from '@vscode/l10n';
import type { RouteConstraints, ExpertSummary, Knobs } from '../protocol';

export interface AskedWords {
  readonly text: string;
  /** Not everybody in the pool may be asked, or answers are not handed over. */
  readonly restricts: boolean;
}

/** `everybody`, `only llama3.2:3b`, `5 of 6 experts · local only · independent`. */
export function askedWords(
  experts: readonly ExpertSummary[],
  { pinned, excluded, localOnly }: RouteConstraints,
  { transfer }: Pick<Knobs, 'transfer'>,
): AskedWords {
  const open = experts.filter(({ id }) => !excluded.includes(id)).length;
  const nameOf = (id: string) => experts.find((expert) => expert.id === id)?.name ?? id;
  const who =
    pinned !== null
      ? t('only {0}', nameOf(pinned))
      : open < experts.length
        ? t('{0} of {1} experts', open, experts.length)
        : undefined;
  const limits = [who, localOnly && t('local only'), transfer === 'never' && t('independent')].filter(
    Boolean,
  );
  return limits.length > 0
    ? { text: limits.join(' · '), restricts: true }
    : { text: t('everybody'), restricts: false };
}
