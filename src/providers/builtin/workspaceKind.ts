/** The kind `workspace`, built in: quotes the files of a folder. */
import { t } from '@vscode/l10n';
import { z } from 'zod';
import { common, text } from '../entryFields';
import { expertKind } from '../kind';

const schema = z
  .strictObject({
    kind: z.literal('workspace'),
    ...common,
    root: text('Folder to search. Default: the open folder.').optional(),
  })
  .describe('Built in: quotes passages of the files of a folder.');

export type WorkspaceEntry = z.output<typeof schema>;

const entry = { kind: 'workspace' } as const;

export const workspaceKind = expertKind({
  schema,
  // How often its answer is what was asked for, given that it answers at all: it declines what it cannot do. Set by
  // hand, since no recorded data has tools in it.
  traits: { provider: 'workspace', tool: true, priorSkill: 0.3 },
  usualId: ({ kind }) => kind,
  whom: () => [],
  offers: () =>
    Promise.resolve({
      offered: [
        {
          entry,
          source: 'built in',
          label: t('Workspace'),
          description: t('built in: quotes passages of your files'),
          joinsByItself: true,
        },
      ],
      problems: [],
    }),
  joining: () => Promise.resolve({ entries: [entry] }),
});
