/** The kind `openai`: models of any OpenAI-compatible endpoint. */
import { t } from '@vscode/l10n';
import { z } from 'zod';
import { withoutSlashes } from '../address';
import { apiKeyIfAny } from '../apiKeys';
import { address, away, common, key, model, price, text } from '../entryFields';
import { keyedSources } from '../keyedSources';
import { expertKind, type Discovery } from '../kind';
import type { ProviderServices } from '../services';
import { listOpenAiModels } from './discover';
import { endpoints } from './endpoints';

const schema = z
  .strictObject({
    kind: z.literal('openai'),
    baseUrl: address(
      'Base address of an OpenAI-compatible endpoint, for example "https://api.openai.com/v1".',
    ),
    model: text('As the endpoint calls it.'),
    ...common,
    ...key,
    ...model,
    ...price,
    ...away,
  })
  .describe('A model of any OpenAI-compatible endpoint.');

export type OpenAiEntry = z.output<typeof schema>;
type OpenAiEntryInput = z.input<typeof schema>;

/** Those of the well-known endpoints that take a key, which is tried by listing models. */
const services = endpoints.flatMap(({ apiKeyName, ...endpoint }) =>
  apiKeyName
    ? [
        {
          ...endpoint,
          apiKeyName,
          tryKey: (lent: Pick<ProviderServices, 'fetch'>, apiKey: string) =>
            listOpenAiModels(lent, { baseUrl: endpoint.baseUrl, apiKeyName, apiKey }),
        },
      ]
    : [],
);

export const openAiKind = expertKind({
  schema,
  traits: { provider: 'openai', tool: false },
  services,
  away: true,
  usualId: ({ model }) => model,
  whom: ({ baseUrl, model }) => [withoutSlashes(baseUrl), model],
  paidAt: ({ baseUrl }) => baseUrl,
  remediesOf: ({ apiKeyName }) => (apiKeyName === undefined ? {} : { key: apiKeyName }),

  async discover(lent) {
    const all = await Promise.all(services.map((service) => discoveredAt(service, lent)));
    return {
      offered: all.flatMap(({ offered }) => offered),
      problems: all.flatMap(({ problems }) => problems),
    };
  },
  sources: (lent) => keyedSources(services, lent),
});

async function discoveredAt(
  { name, baseUrl, apiKeyName }: (typeof services)[number],
  lent: ProviderServices,
): Promise<Discovery<OpenAiEntryInput>> {
  const apiKey = await apiKeyIfAny(apiKeyName, lent);
  if (!apiKey) return { offered: [], problems: [] };
  const { models, problem } = await listOpenAiModels(lent, { baseUrl, apiKeyName, apiKey });
  const offered = models.map((model) => ({
    entry: endpointEntry({ baseUrl, model, apiKeyName }),
    source: name,
    label: model,
    description: t('{0}, text leaves this machine', name),
    joinsByItself: false,
  }));
  return { offered, problems: problem ? [`${name}: ${problem}`] : [] };
}

/** An entry for a model of an endpoint. */
export function endpointEntry(said: Omit<OpenAiEntryInput, 'kind'>): OpenAiEntryInput {
  return { kind: 'openai', ...said };
}
