/** What the blocks of an answer that name their files come to, one after the other. */
import { t } from '@vscode/l10n';
import { isTests } from '../../der/evidence/codeBlock';
import { withoutOld, type Shown } from './beforeAfter';
import { changesOf } from './change';
import type { Change, Code } from './fileChange';
import { languageId } from './languages';
import { outlineOf } from './outline';
import type { Proposals } from './proposals';
import { isUnifiedDiff } from './unifiedDiff';

/**
 * A block that does not fit is reported, and the others count all the same.
 * @throws Error where no block names its file.
 */
export async function answerChanges(
  blocks: readonly Shown[],
  proposals: Proposals,
  report: (problem: string) => void,
): Promise<readonly Change[]> {
  const meant = withoutOld(blocks).filter(
    ({ code, language, path }) => path !== undefined || isUnifiedDiff(language, code),
  );
  if (meant.length === 0)
    throw new Error(
      t('No block of this answer names the file that it is for. Preview each one as a change.'),
    );
  const changes = new Map<string, Change>();
  for (const block of meant) {
    const elsewhere = definedBy(
      meant.filter((other) => other.path !== block.path && !isTests(toText(other))),
    );
    const beside = definedBy(meant.filter((other) => other !== block && other.path === block.path));
    const around = { elsewhere, beside, earlier: changes };
    try {
      for (const change of (await changesOf(block, proposals, around)) ?? [])
        changes.set(change.target.toString(), change);
    } catch (error) {
      report((error as Error).message);
    }
  }
  return [...changes.values()];
}

const toText = ({ path, code }: Code) => ({ path, text: code });

/** Names on the top level of blocks. */
function definedBy(blocks: readonly Code[]): ReadonlySet<string> {
  const names = blocks.flatMap(({ code, language }) =>
    isUnifiedDiff(language, code)
      ? []
      : outlineOf(code, languageId(language)).definitions.map(({ name }) => name),
  );
  return new Set(names);
}
