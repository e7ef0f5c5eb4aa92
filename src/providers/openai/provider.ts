/** The provider kind `openai`: a model of any OpenAI-compatible endpoint, over chat completions. */
import type {
  ChatCompletionChunk,
  ChatCompletionCreateParamsStreaming,
} from 'openai/resources/chat/completions';
import type { ChatMessage, Expert, ExpertUsage } from '../../der/core/experts';
import { isLoopback } from '../address';
import { apiKeyNamed } from '../apiKeys';
import { modelCost } from '../modelSize';
import { entryId, type EntryOf } from '../poolConfig';
import { refused } from '../refused';
import type { ProviderServices } from '../services';
import { charactersOf, streamAnswer, type Chunk } from '../streaming';
import { openAiClient } from './client';
import { firstDialect, nextDialect, type Dialect } from './dialect';
import { explainOpenAi, isApiError } from './errors';

/** Bounds an answer where neither entry nor server does. */
const mostTokens = 131_072;

/** Makes the expert, without a request. @throws ExpertError when its key is missing. */
export async function openAiExpert(entry: EntryOf<'openai'>, services: ProviderServices): Promise<Expert> {
  const { baseUrl, model, apiKeyName, maxAnswerTokens, contextTokens } = entry;
  const apiKey = apiKeyName === undefined ? undefined : await apiKeyNamed(apiKeyName, services);
  const leavesMachine = entry.leavesMachine ?? !isLoopback(baseUrl);
  const local = isLoopback(baseUrl) && !leavesMachine;
  const price = entry.price ?? (local ? { promptPerMtok: 0, answerPerMtok: 0 } : undefined);
  const first = firstDialect(baseUrl);
  // What the server taught in one call holds for the next.
  let dialect = first;

  async function* open(messages: readonly ChatMessage[], signal: AbortSignal): AsyncGenerator<Chunk> {
    const timeoutMs = services.timeouts.firstTokenMs;
    const client = await openAiClient(services.fetch, { baseUrl, apiKey, timeoutMs }, signal);
    const stream = await inSomeDialect((spoken) =>
      client.chat.completions.create(body(spoken, messages), { signal }),
    );
    let refusal = '';
    for await (const chunk of stream) {
      refusal += chunk.choices?.[0]?.delta?.refusal ?? '';
      const read = readChunk(chunk);
      // What is refused has no end, however the stream ends.
      yield refusal ? { ...read, finish: undefined } : read;
      if (chunk.choices?.[0]?.finish_reason === 'content_filter') throw refused(model, refusal);
    }
    if (refusal) throw refused(model, refusal);
  }

  /** Sends again in another dialect when the server rejects a parameter by name. */
  async function inSomeDialect<T>(send: (spoken: Dialect) => Promise<T>): Promise<T> {
    // Requests at the same time learn independently.
    const spoken = dialect;
    try {
      return await send(spoken);
    } catch (error) {
      const next =
        isApiError(error) && error.status === 400 ? nextDialect(spoken, error.message, first) : undefined;
      if (!next) throw error;
      dialect = next;
      return inSomeDialect(send);
    }
  }

  function body(spoken: Dialect, messages: readonly ChatMessage[]): ChatCompletionCreateParamsStreaming {
    return {
      model,
      messages: messages.map(({ role, content }) => ({ role, content })),
      stream: true,
      ...(spoken.usage && { stream_options: { include_usage: true } }),
      ...(maxAnswerTokens !== undefined && { [spoken.limit]: maxAnswerTokens }),
    };
  }

  return {
    id: entryId(entry),
    name: entry.name ?? entryId(entry),
    provider: 'openai',
    ...modelCost({ model, paramsB: entry.paramsB, price: entry.price }),
    leavesMachine,
    tool: false,
    readsWorkspace: false,
    contextTokens,
    maxAnswerTokens,
    price,
    ask: (request, signal) =>
      streamAnswer(
        {
          name: model,
          open: (aborting) => open(request.messages, aborting),
          explain: (error, begun) => explainOpenAi(error, { model, baseUrl, apiKeyName, apiKey }, begun),
          timeouts: services.timeouts,
          maxCharacters: charactersOf(maxAnswerTokens ?? contextTokens ?? mostTokens),
        },
        signal,
      ),
  };
}

/** Fields that servers add to the API: reasoning apart from the answer, and what the call was billed. */
interface Extended {
  reasoning_content?: string | null;
  reasoning?: string | null;
}

function readChunk(chunk: ChatCompletionChunk): Chunk {
  const choice = chunk.choices?.[0];
  const delta: (ChatCompletionChunk.Choice.Delta & Extended) | undefined = choice?.delta;
  const reason = choice?.finish_reason;
  return {
    answer: delta?.content ?? undefined,
    thinking: delta?.reasoning_content ?? delta?.reasoning ?? undefined,
    finish: reason && reason !== 'content_filter' ? (reason === 'length' ? 'length' : 'stop') : undefined,
    usage: chunk.usage ? readUsage(chunk.usage) : undefined,
  };
}

function readUsage(usage: NonNullable<ChatCompletionChunk['usage']> & { cost?: unknown }): ExpertUsage {
  return {
    promptTokens: amount(usage.prompt_tokens),
    answerTokens: amount(usage.completion_tokens),
    // OpenRouter bills in dollars and says so.
    usd: amount(usage.cost),
  };
}

/** Some servers send null, or text, for what they do not know. */
function amount(value: unknown): number | undefined {
  return typeof value === 'number' && value >= 0 ? value : undefined;
}
