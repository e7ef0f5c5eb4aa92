/** The kind `anthropic`: Claude models, over the API of Anthropic. */
import { t } from '@vscode/l10n';
import { z } from 'zod';
import { withoutSlashes } from '../address';
import { apiKeyIfAny } from '../apiKeys';
import { address, away, common, key, model, price, text } from '../entryFields';
import { keyedSources } from '../keyedSources';
import { expertKind, type KeyedService } from '../kind';
import { anthropicHome } from './client';
import { listAnthropicModels } from './discover';

const schema = z
  .strictObject({
    kind: z.literal('anthropic'),
    model: text('As Anthropic calls it, for example "claude-sonnet-4-5".'),
    ...common,
    baseUrl: address('Base address of the API. Default: https://api.anthropic.com.').optional(),
    ...key,
    ...model,
    think: z
      .union([z.boolean(), z.enum(['low', 'medium', 'high', 'max'])])
      .describe('Whether, or how hard, the model thinks before it answers. Default: as the model does.')
      .optional(),
    ...price,
    ...away,
  })
  .describe(
    'A Claude model, over the API of Anthropic. Its key is ANTHROPIC_API_KEY unless "apiKeyName" names another.',
  );

export type AnthropicEntry = z.output<typeof schema>;

const service: KeyedService = {
  name: 'Anthropic',
  apiKeyName: anthropicHome.apiKeyName,
  keysBegin: 'sk-ant-',
  tryKey: (lent, apiKey) => listAnthropicModels(lent, { ...anthropicHome, apiKey }),
};

export const anthropicKind = expertKind({
  schema,
  traits: { provider: 'anthropic', tool: false },
  services: [service],
  away: true,
  usualId: ({ model }) => model,
  whom: ({ baseUrl = '', model }) => [withoutSlashes(baseUrl), model],
  paidAt: ({ baseUrl = anthropicHome.baseUrl }) => baseUrl,
  remediesOf: ({ apiKeyName = service.apiKeyName }) => ({ key: apiKeyName }),

  async discover(lent) {
    const apiKey = await apiKeyIfAny(service.apiKeyName, lent);
    if (!apiKey) return { offered: [], problems: [] };
    const { models, problem } = await listAnthropicModels(lent, { ...anthropicHome, apiKey });
    const offered = models.map(({ model, name, contextTokens }) => ({
      source: service.name,
      entry: { kind: 'anthropic' as const, model, ...(contextTokens && { contextTokens }) },
      label: name,
      description: t('{0}, text leaves this machine', `${service.name}, ${model}`),
      joinsByItself: false,
    }));
    return { offered, problems: problem ? [`${service.name}: ${problem}`] : [] };
  },
  sources: (lent) => keyedSources([service], lent),
});
