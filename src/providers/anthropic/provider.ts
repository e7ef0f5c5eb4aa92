/** The provider kind `anthropic`: a Claude model, over Anthropic's messages. */
import type {
  MessageCreateParamsStreaming,
  MessageParam,
  RawMessageStreamEvent,
  StopReason,
  Usage,
} from '@anthropic-ai/sdk/resources/messages';
import type { ChatMessage, Expert } from '../../der/core/experts';
import { isLoopback } from '../address';
import { apiKeyNamed } from '../apiKeys';
import { modelCost } from '../modelSize';
import { entryId, type EntryOf } from '../poolConfig';
import { refused } from '../refused';
import type { ProviderServices } from '../services';
import { charactersOf, streamAnswer, type Chunk } from '../streaming';
import { anthropicClient, anthropicHome, type AnthropicEndpoint } from './client';
import { explainAnthropic } from './errors';

/** The API wants a limit on every answer; every model takes this one. */
const usualAnswer = 4_096;

/** Makes the expert, without a request. @throws ExpertError when its key is missing. */
export async function anthropicExpert(
  entry: EntryOf<'anthropic'>,
  services: ProviderServices,
): Promise<Expert> {
  const { model, price, contextTokens } = entry;
  const baseUrl = entry.baseUrl ?? anthropicHome.baseUrl;
  const apiKeyName = entry.apiKeyName ?? anthropicHome.apiKeyName;
  const apiKey = await apiKeyNamed(apiKeyName, services);
  const endpoint: AnthropicEndpoint = { baseUrl, apiKeyName, apiKey };
  const maxAnswerTokens = entry.maxAnswerTokens ?? usualAnswer;

  async function* open(messages: readonly ChatMessage[], signal: AbortSignal): AsyncGenerator<Chunk> {
    const client = await anthropicClient(services.fetch, endpoint, services.timeouts.firstTokenMs, signal);
    const stream = await client.messages.create(
      {
        ...conversation(messages),
        ...thinking(entry.think),
        model,
        max_tokens: maxAnswerTokens,
        stream: true,
      },
      { signal },
    );
    yield* readStream(stream, model);
  }

  return {
    id: entryId(entry),
    name: entry.name ?? entryId(entry),
    provider: 'anthropic',
    ...modelCost({ model, paramsB: entry.paramsB, price }),
    leavesMachine: entry.leavesMachine ?? !isLoopback(baseUrl),
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
          explain: (error, begun) => explainAnthropic(error, { ...endpoint, model }, begun),
          timeouts: services.timeouts,
          maxCharacters: charactersOf(maxAnswerTokens),
        },
        signal,
      ),
  };
}

/** The API takes what the system says apart from the conversation. */
function conversation(
  messages: readonly ChatMessage[],
): Pick<MessageCreateParamsStreaming, 'system' | 'messages'> {
  const system = messages.filter(({ role }) => role === 'system').map(({ content }) => content);
  const turns = messages.flatMap(({ role, content }): MessageParam[] =>
    role === 'system' ? [] : [{ role, content }],
  );
  return { messages: turns, ...(system.length > 0 && { system: system.join('\n\n') }) };
}

/** Nothing is sent unless the person wishes it: which settings a model takes differs from model to model. */
function thinking(
  wish: EntryOf<'anthropic'>['think'],
): Pick<MessageCreateParamsStreaming, 'thinking' | 'output_config'> {
  if (wish === undefined) return {};
  if (wish === false) return { thinking: { type: 'disabled' } };
  const adaptive = { thinking: { type: 'adaptive', display: 'summarized' } } as const;
  return wish === true ? adaptive : { ...adaptive, output_config: { effort: wish } };
}

async function* readStream(
  stream: AsyncIterable<RawMessageStreamEvent>,
  model: string,
): AsyncGenerator<Chunk> {
  let promptTokens: number | undefined;
  for await (const event of stream) {
    if (event.type === 'message_start') promptTokens = promptTokensOf(event.message.usage);
    if (event.type === 'content_block_delta') {
      if (event.delta.type === 'text_delta') yield { answer: event.delta.text };
      if (event.delta.type === 'thinking_delta') yield { thinking: event.delta.thinking };
    }
    if (event.type === 'message_delta') {
      const { stop_reason: reason } = event.delta;
      if (reason === 'refusal') throw refused(model, event.delta.stop_details?.explanation);
      yield {
        ...(reason && { finish: finishOf(reason) }),
        usage: { promptTokens, answerTokens: event.usage.output_tokens },
      };
    }
  }
}

/** All that was read, from the cache or into it as well; a price per prompt token is a bound then. */
function promptTokensOf(usage: Partial<Usage> | undefined): number | undefined {
  if (usage?.input_tokens === undefined) return undefined;
  return usage.input_tokens + (usage.cache_creation_input_tokens ?? 0) + (usage.cache_read_input_tokens ?? 0);
}

function finishOf(reason: StopReason): 'stop' | 'length' {
  return reason === 'max_tokens' || reason === 'model_context_window_exceeded' ? 'length' : 'stop';
}
