/** The kind `editor`: language models that the editor itself offers. */
import { t } from '@vscode/l10n';
import { z } from 'zod';
import { away, common, model, text } from '../entryFields';
import { expertKind } from '../kind';
import { listQuickly } from './models';

const schema = z
  .strictObject({
    kind: z.literal('editor'),
    vendor: text('Who brings the model, for example "copilot".'),
    model: text('Id of the model, as "DER: Configure Experts" writes it.'),
    ...common,
    paramsB: model.paramsB,
    contextTokens: model.contextTokens,
    ...away,
  })
  .describe('A language model that the editor itself offers. Usable within the editor alone.');

export type EditorEntry = z.output<typeof schema>;

const source = 'editor';

/** Names that are told in full; the rest is counted. */
const named = 3;

export const editorKind = expertKind({
  schema,
  traits: { provider: 'editor', tool: false },
  away: true,
  usualId: ({ model }) => model,
  whom: ({ vendor, model }) => [vendor, model],

  async discover({ editorModels }) {
    const models = editorModels ? await listQuickly(editorModels) : [];
    if (!models) return { offered: [], problems: [silent()] };
    const offered = models.map(({ vendor, id, name }) => ({
      source,
      entry: { kind: 'editor' as const, vendor, model: id, name },
      label: name,
      description: t("the editor's own, by {0}, text leaves this machine", vendor),
      joinsByItself: false,
    }));
    return { offered, problems: [] };
  },

  async sources({ editorModels }) {
    const models = (await editorModels?.list().catch(() => [])) ?? [];
    if (models.length === 0) return [];
    const names = models.slice(0, named).map(({ name }) => name);
    const more = models.length - names.length;
    const detail = more > 0 ? t('{0} and {1} more', names.join(', '), more) : names.join(', ');
    return [{ id: source, title: t("The editor's own models"), detail, leavesMachine: true }];
  },
});

const silent = () =>
  t(
    'Editor: it did not list its language models in time. Look whether the extension that brings them runs, then open this list again.',
  );
