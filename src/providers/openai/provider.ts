/** The provider kind `openai`: a model of any OpenAI-compatible endpoint, over chat completions. */
import type { ChatMessage, Expert } from '../../der/core/experts';
import { isLoopback } from '../address';
import { apiKeyNamed } from '../apiKeys';
import { modelCost } from '../modelSize';
import type { ProviderServices } from '../services';
import { charactersOf, streamAnswer } from '../streaming';
import type { Chunk } from '../wire/chunk';
import { failureIn } from '../wire/failure';
import type { Sending } from '../wire/sending';
import { openAiBaseUrl } from './address';
import { openChat, readChat, type ChatBody } from './chat';
import { firstDialect, nextDialect, type Dialect } from './dialect';
import { explainOpenAi } from './errors';
import { openAiKind, type OpenAiEntry } from './kind';

/** Bounds an answer where neither entry nor server does. */
const mostTokens = 131_072;

/** Makes the expert, without a request. @throws ExpertError when its key is missing. */
export async function openAiExpert(entry: OpenAiEntry, services: ProviderServices): Promise<Expert> {
  const { model, apiKeyName, maxAnswerTokens, contextTokens } = entry;
  const baseUrl = openAiBaseUrl(entry.baseUrl);
  const apiKey = apiKeyName === undefined ? undefined : await apiKeyNamed(apiKeyName, services);
  const leavesMachine = entry.leavesMachine ?? !isLoopback(baseUrl);
  const local = isLoopback(baseUrl) && !leavesMachine;
  const price = entry.price ?? (local ? { promptPerMtok: 0, answerPerMtok: 0 } : undefined);
  const first = firstDialect(baseUrl);
  // What the server taught in one call holds for the next.
  let dialect = first;

  async function* open(
    messages: readonly ChatMessage[],
    signal: AbortSignal,
    sending: Sending,
  ): AsyncGenerator<Chunk> {
    const endpoint = { baseUrl, apiKey, timeoutMs: services.timeouts.firstTokenMs };
    const response = await inSomeDialect((spoken) =>
      openChat(services.fetch, endpoint, body(spoken, messages), signal, sending),
    );
    yield* readChat(response, endpoint, model);
  }

  /** Sends again in another dialect when the server rejects a parameter by name. */
  async function inSomeDialect<T>(send: (spoken: Dialect) => Promise<T>): Promise<T> {
    // Requests at the same time learn independently.
    const spoken = dialect;
    try {
      return await send(spoken);
    } catch (error) {
      const failure = failureIn(error);
      const rejected = failure?.status === 400 || failure?.status === 422;
      const next = rejected ? nextDialect(spoken, failure.words.said, first) : undefined;
      if (!next) throw error;
      dialect = next;
      return inSomeDialect(send);
    }
  }

  function body(spoken: Dialect, messages: readonly ChatMessage[]): ChatBody {
    return {
      model,
      messages: messages.map(messageOf),
      stream: true,
      ...(spoken.usage && { stream_options: { include_usage: true } }),
      ...(maxAnswerTokens !== undefined && { [spoken.limit]: maxAnswerTokens }),
    };
  }

  return {
    id: entry.id ?? entry.model,
    name: entry.name ?? entry.id ?? entry.model,
    ...openAiKind.traits,
    ...modelCost({ model, paramsB: entry.paramsB, price: entry.price }),
    leavesMachine,
    readsWorkspace: false,
    takesImages: entry.images,
    contextTokens,
    maxAnswerTokens,
    price,
    ask: (request, signal) =>
      streamAnswer(
        {
          name: model,
          open: (aborting, sending) => open(request.messages, aborting, sending),
          explain: (error, begun) => explainOpenAi(error, { model, baseUrl, apiKeyName, apiKey }, begun),
          timeouts: services.timeouts,
          maxCharacters: charactersOf(maxAnswerTokens ?? contextTokens ?? mostTokens),
        },
        signal,
      ),
  };
}

/** Images come before the text that speaks of them. */
function messageOf({ role, content, images }: ChatMessage): ChatBody['messages'][number] {
  if (role !== 'user' || !images) return { role, content };
  const parts = images.map(({ mediaType, data }) => ({
    type: 'image_url' as const,
    image_url: { url: `data:${mediaType};base64,${data}` },
  }));
  return { role, content: [...parts, { type: 'text', text: content }] };
}
