/** The kind `ollama`: models of an Ollama server. */
import { t } from '@vscode/l10n';
import { z } from 'zod';
import { language } from '../../language';
import { isLoopback } from '../address';
import { address, common, model, text } from '../entryFields';
import { expertKind, type Discovered } from '../kind';
import { ollamaBaseUrl } from './address';
import { discoverOllama } from './discover';

const schema = z
  .strictObject({
    kind: z.literal('ollama'),
    model: text('As `ollama list` shows it, for example "llama3.1:8b".'),
    ...common,
    baseUrl: address(
      'Address of the Ollama server. Default: OLLAMA_HOST, else http://127.0.0.1:11434.',
    ).optional(),
    ...model,
    keepAlive: z
      .union([z.number(), text('A duration such as "10m".')])
      .describe(
        'How long the model stays loaded: seconds, or a duration such as "10m". Default: as the server decides.',
      )
      .optional(),
    think: z
      .union([z.boolean(), z.enum(['low', 'medium', 'high', 'max'])])
      .describe('Whether, or how hard, a thinking model thinks before it answers. Default: false.')
      .optional(),
  })
  .describe('A model of an Ollama server.');

export type OllamaEntry = z.output<typeof schema>;
export type OllamaEntryInput = z.input<typeof schema>;

export const ollamaKind = expertKind({
  schema,
  traits: { provider: 'ollama', tool: false },
  environment: ['OLLAMA_HOST'],
  usualId: ({ model }) => model,
  whom: ({ baseUrl, model }) => [baseUrl, model],

  remediesOf({ model, baseUrl }, env) {
    const isHere = isLoopback(baseUrl ?? ollamaBaseUrl(env['OLLAMA_HOST']));
    return { pulls: model, ...(isHere && { starts: ollamaServer }) };
  },

  async discover(services) {
    const { models, problem } = await discoverOllama(services);
    const offered = models.map(({ model, paramsB, leavesMachine }) => ({
      ...offerOf(model),
      description: [
        source,
        ...(paramsB === undefined
          ? []
          : [t('{0} B parameters', Number(paramsB.toPrecision(2)).toLocaleString(language))]),
        ...(leavesMachine ? [t('text leaves this machine')] : []),
      ].join(', '),
      joinsByItself: !leavesMachine,
    }));
    return { offered, problems: problem ? [problem] : [] };
  },

  async joining(services) {
    const { baseUrl, models, problem } = await discoverOllama(services);
    const local = models.filter((model) => !model.leavesMachine);
    const none = `Ollama at ${baseUrl} has no local chat model; get one with "ollama pull llama3.2".`;
    return {
      entries: local.map(({ model }) => ({ kind: 'ollama' as const, model, baseUrl })),
      problem: local.length === 0 ? (problem ?? none) : undefined,
    };
  },
});

const source = 'Ollama';

/** Started as its own documentation says, where it runs on this machine. */
export const ollamaServer = { name: source, command: 'ollama serve' } as const;

/** A model that was just downloaded. */
export function offerOf(model: string): Discovered<OllamaEntryInput> {
  return { entry: { kind: 'ollama', model }, source, label: model, description: '', joinsByItself: true };
}
