/** The provider kind `anthropic`: a Claude model, over Anthropic's messages. */
import type { MessageCreateParamsStreaming, MessageParam } from '@anthropic-ai/sdk/resources/messages';
import type { ChatMessage, Expert } from '../../der/core/experts';
import { isLoopback } from '../address';
import { apiKeyNamed } from '../apiKeys';
import { modelCost } from '../modelSize';
import type { ProviderServices } from '../services';
import { charactersOf, streamAnswer } from '../streaming';
import type { Chunk } from '../wire/chunk';
import type { Sending } from '../wire/sending';
import { anthropicBaseUrl, anthropicHome, respondedBy, type AnthropicEndpoint } from './client';
import { explainAnthropic } from './errors';
import { readMessages } from './messages';
import { anthropicKind, type AnthropicEntry } from './kind';

/** The API wants a limit on every answer; every model takes this one. */
const usualAnswer = 4_096;

/** Makes the expert, without a request. @throws ExpertError when its key is missing. */
export async function anthropicExpert(entry: AnthropicEntry, services: ProviderServices): Promise<Expert> {
  const { model, price, contextTokens } = entry;
  const baseUrl = anthropicBaseUrl(entry.baseUrl ?? anthropicHome.baseUrl);
  const apiKeyName = entry.apiKeyName ?? anthropicHome.apiKeyName;
  const apiKey = await apiKeyNamed(apiKeyName, services);
  const endpoint: AnthropicEndpoint = { baseUrl, apiKeyName, apiKey };
  const maxAnswerTokens = entry.maxAnswerTokens ?? usualAnswer;

  async function* open(
    messages: readonly ChatMessage[],
    signal: AbortSignal,
    sending: Sending,
  ): AsyncGenerator<Chunk> {
    const body: MessageCreateParamsStreaming = {
      ...conversation(messages),
      ...thinking(entry.think),
      model,
      max_tokens: maxAnswerTokens,
      stream: true,
    };
    const { firstTokenMs } = services.timeouts;
    const response = await respondedBy(services.fetch, endpoint, firstTokenMs, signal, sending, (client) =>
      client.messages.create(body, { signal }).asResponse(),
    );
    yield* readMessages(response, endpoint, model);
  }

  return {
    id: entry.id ?? entry.model,
    name: entry.name ?? entry.id ?? entry.model,
    ...anthropicKind.traits,
    ...modelCost({ model, paramsB: entry.paramsB, price }),
    leavesMachine: entry.leavesMachine ?? !isLoopback(baseUrl),
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
  const turns = messages.flatMap(({ role, content, images }): MessageParam[] => {
    if (role === 'system') return [];
    if (!images) return [{ role, content }];
    const blocks = images.map(({ mediaType, data }) => ({
      type: 'image' as const,
      source: { type: 'base64' as const, media_type: mediaType, data },
    }));
    return [{ role, content: [...blocks, { type: 'text', text: content }] }];
  });
  return { messages: turns, ...(system.length > 0 && { system: system.join('\n\n') }) };
}

/** Nothing is sent unless the person wishes it: which settings a model takes differs from model to model. */
function thinking(
  think: AnthropicEntry['think'],
): Pick<MessageCreateParamsStreaming, 'thinking' | 'output_config'> {
  if (think === undefined) return {};
  if (think === false) return { thinking: { type: 'disabled' } };
  const adaptive = { thinking: { type: 'adaptive', display: 'summarized' } } as const;
  return think === true ? adaptive : { ...adaptive, output_config: { effort: think } };
}
