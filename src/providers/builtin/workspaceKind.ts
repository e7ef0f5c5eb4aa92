/** The kind `workspace`, built in: quotes the files of a folder. */
import { t } from '@vscode/l10n';
import { z } from 'zod';
import { common, text } from '../entryFields';
import { expertKind } from '../kind';
import { builtIn, toolSkill } from './builtIn';

const schema = z
  .strictObject({
    kind: z.literal('workspace'),
    ...common,
    root: text('Folder to search. Default: the open folder.').optional(),
  })
  .describe('Built in: quotes passages of the files of a folder.');

export type WorkspaceEntry = z.output<typeof schema>;

export const workspaceKind = expertKind({
  schema,
  traits: { provider: 'workspace', tool: true, priorSkill: toolSkill.workspace },
  ...builtIn({ kind: 'workspace' } as const, () => ({
    label: t('Workspace'),
    description: t('built in: quotes passages of your files'),
  })),
});
