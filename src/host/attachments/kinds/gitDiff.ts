import { t } from '@vscode/l10n';
import { repositories, type Repository } from '../repositories';
import { withoutSecretFiles } from '../secretDiff';
import { secretPatterns } from '../secrets';
import type { ContextKind } from '../reference';

/** What has changed since the last commit, staged or not; files that git does not track are not in it. */
export const gitDiff: ContextKind = {
  async completions() {
    const found = await repositories();
    const count = found.reduce((sum, { state }) => sum + changesOf(state), 0);
    const detail = count === 1 ? t('{0} change', count) : t('{0} changes', count);
    return count === 0 ? [] : [{ kind: 'gitDiff', label: 'git diff', detail }];
  },
  async read() {
    const found = await repositories();
    const diffs = await Promise.all(found.flatMap((one) => [one.diff(true), one.diff(false)]));
    const secrets = await secretPatterns();
    const whole = diffs.filter((diff) => diff.trim() !== '').join('\n');
    const text = withoutSecretFiles(whole, (path) => secrets.holds(path));
    if (text === '') throw new Error(t('Nothing has changed since the last commit. Remove "git diff".'));
    return { text, language: 'diff' };
  },
};

const changesOf = ({ indexChanges, workingTreeChanges }: Repository['state']) =>
  indexChanges.length + workingTreeChanges.length;
