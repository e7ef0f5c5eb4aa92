/** The kind `editorTool`: tools that the editor knows, those of MCP servers among them, which a question alone calls. */
import { t } from '@vscode/l10n';
import { z } from 'zod';
import { away, common, text } from '../entryFields';
import { expertKind } from '../kind';
import { changesThings } from './changesThings';
import { questionField } from './questionField';

const schema = z
  .strictObject({
    kind: z.literal('editorTool'),
    tool: text('Name of the tool, as "DER: Configure Experts" writes it.'),
    ...common,
    leavesMachine: away.leavesMachine.describe(
      'Whether the question leaves this machine when it is asked. Default: yes, since nobody says where a tool asks.',
    ),
  })
  .describe(
    'A tool that the editor knows, of an extension or an MCP server, which a question alone calls. Usable within the editor alone.',
  );

export type EditorToolEntry = z.output<typeof schema>;

/** How often what a tool brings is what was asked for. Set by hand, as for the search of a folder. */
const toolSkill = 0.3;
const mostOfDescription = 90;

export const editorToolKind = expertKind({
  schema,
  traits: { provider: 'editorTool', tool: true, priorSkill: toolSkill },
  away: true,
  usualId: ({ tool }) => tool,
  whom: ({ tool }) => [tool],

  async discover({ editorTools }) {
    const tools = editorTools?.list() ?? [];
    const fit = tools.filter(
      ({ name, description, inputSchema }) =>
        questionField(inputSchema) !== undefined && !changesThings(name, description),
    );
    const offered = fit.map(({ name, description }) => ({
      source: 'editor tools',
      entry: { kind: 'editorTool' as const, tool: name },
      label: name,
      description: t('a tool of the editor: {0}', description.slice(0, mostOfDescription)),
      joinsByItself: false,
    }));
    return { offered, problems: [] };
  },
});
