/** The provider kind `ollama`: a model of an Ollama server, over its native API. */
import type { ChatRequest } from 'ollama/browser';
import { ExpertError } from '../../der/core/expertErrors';
import type { Expert, ExpertRequest } from '../../der/core/experts';
import { isLoopback } from '../address';
import { modelCost } from '../modelSize';
import { entryId, type EntryOf } from '../poolConfig';
import type { ProviderServices } from '../services';
import { charactersOf, streamAnswer, type Chunk } from '../streaming';
import { ollamaBaseUrl } from './address';
import { describeOllamaModel, isCloudName, ollamaClient, type OllamaModel } from './discover';
import { explainOllama } from './errors';

/** Context that is asked for unless the entry says otherwise: enough for a hand-over, little enough for a laptop. */
const usualContext = 8_192;

/** How long making the pool may wait for a server that does not answer. */
const quickMs = 1_500;

/** Fields of the server's API that the package does not declare. */
type Chat = Omit<ChatRequest, 'think'> & {
  stream: true;
  truncate: false;
  think?: ChatRequest['think'] | 'max';
};

/**
 * Makes the expert. What its entry leaves out is asked of the server; when that is not running now, the name has
 * to do, and asking later says so.
 * @throws ExpertError when the model can never answer (it only embeds).
 */
export async function ollamaExpert(entry: EntryOf<'ollama'>, services: ProviderServices): Promise<Expert> {
  const baseUrl = entry.baseUrl ?? ollamaBaseUrl(services.env['OLLAMA_HOST']);
  const { model } = entry;
  const describe = (signal: AbortSignal) => describeOllamaModel(services.fetch, baseUrl, model, signal);
  let facts: OllamaModel | undefined = await describe(AbortSignal.timeout(quickMs)).catch(() => undefined);
  if (facts && !facts.chats) {
    throw new ExpertError('bad_request', `${model} makes embeddings and cannot chat. Choose a chat model.`);
  }

  const leavesMachine = facts?.leavesMachine ?? (!isLoopback(baseUrl) || isCloudName(model));
  // Fixed for the expert's life: another num_ctx would make the server load the model again.
  const contextTokens = entry.contextTokens ?? Math.min(facts?.contextTokens ?? usualContext, usualContext);
  const maxAnswerTokens = entry.maxAnswerTokens ?? Math.floor(contextTokens / 2);

  async function* open(request: ExpertRequest, signal: AbortSignal): AsyncGenerator<Chunk> {
    facts ??= await describe(signal);
    if (facts.leavesMachine && !leavesMachine) {
      throw new ExpertError(
        'refused',
        `${model} turns out to run in Ollama's cloud, so nothing was sent. Ask again: it is now known as leaving the machine.`,
      );
    }
    const client = await ollamaClient(services.fetch, baseUrl, signal);
    const chat: Chat = {
      model,
      messages: request.messages.map(({ role, content }) => ({ role, content })),
      stream: true,
      truncate: false,
      options: { num_ctx: contextTokens, num_predict: maxAnswerTokens },
      ...thinking(entry.think, facts),
      ...(entry.keepAlive === undefined ? {} : { keep_alive: entry.keepAlive }),
    };
    for await (const part of await client.chat(chat as ChatRequest & { stream: true })) {
      yield {
        answer: part.message.content,
        thinking: part.message.thinking,
        ...(part.done && {
          finish: part.done_reason === 'length' ? 'length' : 'stop',
          // A count of 0 is left out by the server, so absent stays unknown.
          usage: { promptTokens: part.prompt_eval_count, answerTokens: part.eval_count },
          timing: { loadMs: nanosToMs(part.load_duration) },
        }),
      };
    }
  }

  return {
    id: entryId(entry),
    name: entry.name ?? entryId(entry),
    provider: 'ollama',
    ...modelCost({ model, paramsB: entry.paramsB ?? facts?.paramsB }),
    leavesMachine,
    tool: false,
    readsWorkspace: false,
    contextTokens,
    maxAnswerTokens,
    price: leavesMachine ? undefined : { promptPerMtok: 0, answerPerMtok: 0 },
    ask: (request, signal) =>
      streamAnswer(
        {
          name: model,
          open: (aborting) => open(request, aborting),
          explain: (error, begun) => explainOllama(error, model, baseUrl, begun),
          timeouts: services.timeouts,
          maxCharacters: charactersOf(contextTokens),
        },
        signal,
      ),
  };
}

/** `think` by capability: thinking models think unless told not to, others reject being told to. */
function thinking(wanted: Chat['think'], { capabilities }: OllamaModel): Pick<Chat, 'think'> {
  if (capabilities && !capabilities.includes('thinking')) return {};
  return { think: wanted ?? false };
}

function nanosToMs(nanos: number | undefined): number | undefined {
  return nanos === undefined ? undefined : nanos / 1e6;
}
