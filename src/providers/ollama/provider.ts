/** The provider kind `ollama`: a model of an Ollama server, over its native API. */
import type { ChatRequest, Ollama } from 'ollama/browser';
import { ExpertError } from '../../der/core/expertErrors';
import type { Expert, ExpertRequest } from '../../der/core/experts';
import { isLoopback } from '../address';
import { modelCost } from '../modelSize';
import type { ProviderServices } from '../services';
import { charactersOf, streamAnswer } from '../streaming';
import type { Chunk } from '../wire/chunk';
import { failureIn } from '../wire/failure';
import type { Sending } from '../wire/sending';
import { ollamaBaseUrl, ollamaHostProblem, ollamaRoot } from './address';
import { chunksOf } from './chat';
import { describeOllamaModel, isCloudName, ollamaClient, ollamaDigest, type OllamaModel } from './discover';
import { explainOllama, isAboutThinking } from './errors';
import { ollamaKind, type OllamaEntry } from './kind';
import { modelInMemory } from './loading';

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
 * @throws ExpertError when the model can never answer (it only embeds), or `OLLAMA_HOST` is no address.
 */
export async function ollamaExpert(entry: OllamaEntry, services: ProviderServices): Promise<Expert> {
  const wrong = entry.baseUrl === undefined ? ollamaHostProblem(services.env['OLLAMA_HOST']) : undefined;
  if (wrong !== undefined) throw new ExpertError('bad_request', wrong);
  const baseUrl =
    entry.baseUrl !== undefined ? ollamaRoot(entry.baseUrl) : ollamaBaseUrl(services.env['OLLAMA_HOST']);
  const { model } = entry;
  const describe = (signal: AbortSignal) => describeOllamaModel(services.fetch, baseUrl, model, signal);
  const quick = AbortSignal.timeout(quickMs);
  let facts: OllamaModel | undefined = await describe(quick).catch(() => undefined);
  const version = facts && (await ollamaDigest(services.fetch, baseUrl, model, quick).catch(() => undefined));
  if (facts && !facts.chats) {
    throw new ExpertError('bad_request', `${model} makes embeddings and cannot chat. Choose a chat model.`);
  }

  const leavesMachine = facts?.leavesMachine ?? (!isLoopback(baseUrl) || isCloudName(model));
  // Fixed for the expert's life: another num_ctx would make the server load the model again.
  const contextTokens = entry.contextTokens ?? Math.min(facts?.contextTokens ?? usualContext, usualContext);
  const maxAnswerTokens = entry.maxAnswerTokens ?? Math.floor(contextTokens / 2);

  // What the server taught in one call holds for the next.
  let thinkless = false;

  async function* open(request: ExpertRequest, signal: AbortSignal, sending: Sending): AsyncGenerator<Chunk> {
    facts ??= await describe(signal);
    if (facts.leavesMachine && !leavesMachine) {
      throw new ExpertError(
        'refused',
        `${model} turns out to run in Ollama's cloud, so nothing was sent. Ask again: it is now known as leaving the machine.`,
      );
    }
    const client = await ollamaClient(services.fetch, baseUrl, signal, sending);
    const chat: Chat = {
      model,
      messages: request.messages.map(({ role, content, images }) => ({
        role,
        content,
        ...(images && { images: images.map(({ data }) => data) }),
      })),
      stream: true,
      truncate: false,
      options: { num_ctx: contextTokens, num_predict: maxAnswerTokens },
      ...thinking(entry.think, facts),
      ...(entry.keepAlive === undefined ? {} : { keep_alive: entry.keepAlive }),
    };
    for await (const part of await answered(client, chat)) yield* chunksOf(part, model);
    if (version) yield { version };
  }

  /** Sends again without `think` where nobody set it and the server does not take it. */
  async function answered(client: Ollama, { think, ...chat }: Chat): Promise<AsyncIterable<unknown>> {
    const wanted = think === undefined || thinkless ? {} : { think };
    try {
      return await client.chat({ ...chat, ...wanted } as ChatRequest & { stream: true });
    } catch (error) {
      const unset = entry.think === undefined && 'think' in wanted;
      if (!unset || !isAboutThinking(failureIn(error)?.words.said ?? '')) throw error;
      thinkless = true;
      return client.chat(chat as ChatRequest & { stream: true });
    }
  }

  const { localModels } = services;
  const inMemory =
    localModels && !leavesMachine
      ? modelInMemory({ model, baseUrl, contextTokens, keepAlive: entry.keepAlive }, services, localModels)
      : undefined;
  const ask: Expert['ask'] = (request, signal) =>
    streamAnswer(
      {
        name: model,
        open: (aborting, sending) => open(request, aborting, sending),
        explain: (error, begun) => explainOllama(error, { model, baseUrl, think: entry.think }, begun),
        timeouts: services.timeouts,
        maxCharacters: charactersOf(contextTokens),
      },
      signal,
    );

  return {
    id: entry.id ?? entry.model,
    name: entry.name ?? entry.id ?? entry.model,
    ...ollamaKind.traits,
    ...modelCost({ model, paramsB: entry.paramsB ?? facts?.paramsB }),
    leavesMachine,
    readsWorkspace: false,
    takesImages: entry.images ?? facts?.capabilities?.includes('vision') ?? false,
    contextTokens,
    maxAnswerTokens,
    price: leavesMachine ? undefined : { promptPerMtok: 0, answerPerMtok: 0 },
    ...(inMemory && { loading: inMemory.loading }),
    ask: inMemory ? (request, signal) => inMemory.watched(() => ask(request, signal)) : ask,
  };
}

/** `think` by capability: thinking models think unless told not to, others reject being told to. */
function thinking(wanted: Chat['think'], { capabilities }: OllamaModel): Pick<Chat, 'think'> {
  if (capabilities && !capabilities.includes('thinking')) return {};
  return { think: wanted ?? false };
}
