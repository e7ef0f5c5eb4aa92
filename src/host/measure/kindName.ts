/** Kinds of questions as people call them, within a sentence. */
import { t } from '@vscode/l10n';
import type { SkillKind } from '../../der/core/modelFacts';

export function kindName(kind: SkillKind): string {
  const names = { short: t('short answers'), program: t('programs'), open: t('explanations') };
  return names[kind];
}
