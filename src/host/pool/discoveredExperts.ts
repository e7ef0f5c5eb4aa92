/** What is there to be picked: built-in tools, Ollama's models, what the known keys open, simulated experts. */
import { t } from '@vscode/l10n';
import { language } from '../../language';
import { anthropicHome } from '../../providers/anthropic/client';
import { listAnthropicModels } from '../../providers/anthropic/discover';
import { listQuickly } from '../../providers/editor/models';
import { discoverOllama } from '../../providers/ollama/discover';
import { listOpenAiModels } from '../../providers/openai/discover';
import { endpoints } from '../../providers/openai/endpoints';
import type { ProviderServices } from '../../providers/services';
import { students } from '../../providers/simulated/students';
import type { Offered } from './poolChoices';

export interface Offers {
  readonly offered: readonly Offered[];
  /** Who could not be asked what it offers, and what to do. */
  readonly problems: readonly string[];
}

const tools = (): readonly Offered[] => [
  {
    entry: { kind: 'calculator' },
    source: 'built in',
    label: t('Calculator'),
    description: t('built in: arithmetic, units, percentages, algebra'),
    joinsByItself: true,
  },
  {
    entry: { kind: 'workspace' },
    source: 'built in',
    label: t('Workspace'),
    description: t('built in: quotes passages of your files'),
    joinsByItself: true,
  },
];

/** Asks everybody at once; whoever does not answer costs a problem, never the others. */
export async function poolOffers(services: ProviderServices, localOnly: boolean): Promise<Offers> {
  const [ollama, ...others] = await Promise.all([
    offersOfOllama(services),
    ...(localOnly ? [] : [...offersOfKeys(services), offersOfAnthropic(services), offersOfEditor(services)]),
  ]);
  const all = [ollama, ...others];
  return {
    offered: [...tools(), ...all.flatMap(({ offered }) => offered), ...simulated()],
    problems: all.flatMap(({ problems }) => problems),
  };
}

async function offersOfOllama(services: ProviderServices): Promise<Offers> {
  const { models, problem } = await discoverOllama(services);
  const offered = models.map(({ model, paramsB, leavesMachine }) => ({
    entry: { kind: 'ollama' as const, model },
    source: 'Ollama',
    label: model,
    description: [
      'Ollama',
      ...(paramsB === undefined
        ? []
        : [t('{0} B parameters', Number(paramsB.toPrecision(2)).toLocaleString(language))]),
      ...(leavesMachine ? [t('text leaves this machine')] : []),
    ].join(', '),
    joinsByItself: !leavesMachine,
  }));
  return { offered, problems: problem ? [problem] : [] };
}

function offersOfKeys(services: ProviderServices): Promise<Offers>[] {
  return endpoints.map(async ({ name, baseUrl, apiKeyName }) => {
    if (!apiKeyName) return { offered: [], problems: [] };
    const key = (await services.secret(apiKeyName)) ?? services.env[apiKeyName];
    if (!key) return { offered: [], problems: [] };
    const { models, problem } = await listOpenAiModels(services, { baseUrl, apiKeyName, apiKey: key });
    const offered = models.map((model) => ({
      entry: { kind: 'openai' as const, baseUrl, model, apiKeyName },
      source: name,
      label: model,
      description: t('{0}, text leaves this machine', name),
      joinsByItself: false,
    }));
    return { offered, problems: problem ? [`${name}: ${problem}`] : [] };
  });
}

async function offersOfAnthropic(services: ProviderServices): Promise<Offers> {
  const { apiKeyName } = anthropicHome;
  const apiKey = (await services.secret(apiKeyName)) ?? services.env[apiKeyName];
  if (!apiKey) return { offered: [], problems: [] };
  const { models, problem } = await listAnthropicModels(services, { ...anthropicHome, apiKey });
  const offered = models.map(({ model, name, contextTokens }) => ({
    source: 'Anthropic',
    entry: { kind: 'anthropic' as const, model, ...(contextTokens && { contextTokens }) },
    label: name,
    description: t('{0}, text leaves this machine', `Anthropic, ${model}`),
    joinsByItself: false,
  }));
  return { offered, problems: problem ? [`Anthropic: ${problem}`] : [] };
}

async function offersOfEditor({ editorModels }: ProviderServices): Promise<Offers> {
  const models = editorModels ? await listQuickly(editorModels) : [];
  if (!models) return { offered: [], problems: [editorSilent()] };
  const offered = models.map(({ vendor, id, name }) => ({
    source: 'editor',
    entry: { kind: 'editor' as const, vendor, model: id, name },
    label: name,
    description: t("the editor's own, by {0}, text leaves this machine", vendor),
    joinsByItself: false,
  }));
  return { offered, problems: [] };
}

const editorSilent = () =>
  t(
    'Editor: it did not list its language models in time. Look whether the extension that brings them runs, then open this list again.',
  );

function simulated(): Offered[] {
  return students.map(({ id, paramsB }) => ({
    entry: { kind: 'simulated', student: id },
    source: 'simulated',
    label: id,
    description: t(
      'simulated, for trying DER out; as if it had {0} B parameters',
      paramsB.toLocaleString(language),
    ),
    joinsByItself: false,
  }));
}
