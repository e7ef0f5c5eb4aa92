/** The provider kind `editor`: a language model that the editor itself offers, whoever brought it there. */
import {
  asExpertError,
  ExpertError,
  RateLimitedError,
  type ExpertErrorKind,
} from '../../der/core/expertErrors';
import type { ChatMessage, Expert } from '../../der/core/experts';
import { serverSentence } from '../apiKeys';
import { modelCost } from '../modelSize';
import type { ProviderServices } from '../services';
import { charactersOf, streamAnswer } from '../streaming';
import type { Chunk } from '../wire/chunk';
import { EditorModelFailure, listQuickly, type EditorMessage, type EditorModel } from './models';
import { editorKind, type EditorEntry } from './kind';

/** Bounds an answer where nothing is known of its context, as the editor knows no limit of its own. */
const mostTokens = 131_072;

/**
 * Makes the expert, without asking its model. What the editor does not list now may be there when it is asked.
 * @throws ExpertError outside an editor.
 */
export async function editorExpert(entry: EditorEntry, services: ProviderServices): Promise<Expert> {
  const models = services.editorModels;
  if (!models) {
    throw new ExpertError(
      'not_running',
      'the models of the editor can be asked from within the editor only. Take its entry out of this pool.',
    );
  }
  const known = (await listQuickly(models))?.find(isOf(entry));
  const contextTokens = entry.contextTokens ?? known?.maxInputTokens;
  const name = entry.name ?? known?.name ?? entry.id ?? entry.model;

  async function* open(messages: readonly ChatMessage[], signal: AbortSignal): AsyncGenerator<Chunk> {
    const model = (await models!.list()).find(isOf(entry));
    if (!model) throw new EditorModelFailure('not_found', 'the editor does not list it.');
    for await (const answer of model.send(conversation(messages), signal)) yield { answer };
    // The editor tells an end from a failure, and nothing more about either.
    yield { finish: 'stop' };
  }

  return {
    id: entry.id ?? entry.model,
    name,
    ...editorKind.traits,
    ...modelCost({ model: entry.model, paramsB: entry.paramsB }),
    leavesMachine: entry.leavesMachine ?? true,
    readsWorkspace: false,
    contextTokens,
    ask: (request, signal) =>
      streamAnswer(
        {
          name,
          open: (aborting) => open(request.messages, aborting),
          explain: (error, begun) => explain(error, name, begun),
          timeouts: services.timeouts,
          maxCharacters: charactersOf(contextTokens ?? mostTokens),
        },
        signal,
      ),
  };
}

function isOf(entry: EditorEntry): (model: EditorModel) => boolean {
  return ({ vendor, id }) => vendor === entry.vendor && id === entry.model;
}

function conversation(messages: readonly ChatMessage[]): EditorMessage[] {
  return messages.map(({ role, content }) => ({ role: role === 'system' ? 'user' : role, content }));
}

function explain(error: unknown, name: string, begun: boolean): ExpertError {
  if (!(error instanceof EditorModelFailure)) return asExpertError(error);
  const said = serverSentence(error.message, undefined);
  const because = (kind: ExpertErrorKind, message: string) =>
    new ExpertError(kind, message, { cause: error });
  switch (error.reason) {
    case 'no_permission':
      return because(
        'unauthorised',
        `The editor does not let DER ask ${name}: ${said} Ask again and allow it, or see "Manage Language Model Access".`,
      );
    case 'blocked':
      return new RateLimitedError(
        `The editor blocks ${name}, as it does when a quota is used up: ${said} Ask again later, or choose another expert.`,
        undefined,
        { cause: error },
      );
    case 'not_found':
      return because(
        'not_pulled',
        `The editor has no model ${name}: ${said} Install or sign in to the extension that brings it, or take it out of the pool.`,
      );
    case 'failed':
      return because(
        'server_error',
        `${name} failed${begun ? ' in the middle of its answer' : ''}: ${said} Ask again, or look at the log of the extension that brings it.`,
      );
  }
}
