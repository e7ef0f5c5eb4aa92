/** The provider kind `editorTool`: a tool that the editor knows is asked with the person's question. */
import { CancelledError, DeclinedError, ExpertError } from '../../der/core/expertErrors';
import type { Expert, ExpertEvent } from '../../der/core/experts';
import { unlessAborted } from '../../der/core/unlessAborted';
import { serverSentence } from '../apiKeys';
import type { ProviderServices } from '../services';
import { changesThings } from './changesThings';
import { editorToolKind, type EditorToolEntry } from './kind';
import { questionField } from './questionField';

/** Characters of what a tool brings that are kept: as much as a long answer. */
const mostCharacters = 40_000;

/**
 * Makes the expert, without calling its tool. What it brings counts as text of the workspace, since tools read files.
 * @throws ExpertError outside an editor, and where the tool's name says that it changes something.
 */
export function editorToolExpert(entry: EditorToolEntry, services: ProviderServices): Expert {
  const tools = services.editorTools;
  const name = entry.name ?? entry.id ?? entry.tool;
  if (!tools) {
    throw new ExpertError(
      'not_running',
      'the tools of the editor can be asked from within the editor only. Take its entry out of this pool.',
    );
  }
  const toolOf = () => tools.list().find((tool) => tool.name === entry.tool);
  const known = toolOf();
  if (changesThings(entry.tool, known?.description ?? '')) {
    throw new ExpertError(
      'bad_request',
      `the tool ${entry.tool} may change something, by its name or its description, and is not called by a route. Take its entry out of the pool.`,
    );
  }
  return {
    id: entry.id ?? entry.tool,
    name,
    ...editorToolKind.traits,
    costB: 0,
    costEstimated: false,
    leavesMachine: entry.leavesMachine ?? true,
    readsWorkspace: true,
    async *ask({ question }, signal): AsyncGenerator<ExpertEvent> {
      const tool = toolOf();
      const field = tool && questionField(tool.inputSchema);
      if (!tool || field === undefined) {
        throw new ExpertError(
          'not_pulled',
          tool
            ? `${name} needs more than a question to be called. Take it out of the pool.`
            : `The editor has no tool ${entry.tool}. Install or start what brings it, or take it out of the pool.`,
        );
      }
      // It may have been replaced under its name since the pool was made.
      if (changesThings(tool.name, tool.description))
        throw new ExpertError('bad_request', `${name} may change something and is not called by a route.`);
      const call = (either: AbortSignal) => tool.invoke({ [field]: question }, either);
      const text = await brought(call, name, services.timeouts.firstTokenMs, signal);
      if (text.trim() === '') throw new DeclinedError(`${name} has nothing about this.`);
      yield { type: 'delta', text: text.slice(0, mostCharacters) };
      const finish = text.length > mostCharacters ? 'length' : 'stop';
      yield { type: 'done', finish, verified: false, usage: {}, timing: {} };
    },
  };
}

/** A tool that heeds no signal is not waited for. @throws ExpertError */
async function brought(
  call: (signal: AbortSignal) => Promise<string>,
  name: string,
  mostMs: number,
  signal: AbortSignal,
): Promise<string> {
  const over = AbortSignal.timeout(mostMs);
  const either = AbortSignal.any([signal, over]);
  try {
    return await unlessAborted(call(either), either);
  } catch (error) {
    if (signal.aborted) throw new CancelledError();
    if (over.aborted) {
      const seconds = Math.round(mostMs / 1_000);
      throw new ExpertError(
        'first_token_timeout',
        `${name} brought nothing within ${seconds} seconds. Ask again, or raise "der.timeouts".`,
      );
    }
    const said = serverSentence(error instanceof Error ? error.message : String(error), undefined);
    throw new ExpertError(
      'server_error',
      `${name} failed: ${said} Ask again, or look at the extension or server that brings it.`,
      { cause: error },
    );
  }
}
