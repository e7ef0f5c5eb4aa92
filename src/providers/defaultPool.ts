/** The pool of somebody who has configured none: the built-in tools, and Ollama's models on this machine. */
import type { PoolEntry } from './poolConfig';
import type { ProviderServices } from './services';

/**
 * Models that leave the machine never join by themselves. `problem` says why no model was found, and what to do.
 */
export async function defaultPool(
  services: ProviderServices,
): Promise<{ entries: PoolEntry[]; problem: string | undefined }> {
  const { discoverOllama } = await import('./ollama/discover');
  const { baseUrl, models, problem } = await discoverOllama(services);
  const local = models.filter((model) => !model.leavesMachine);
  const none = `Ollama at ${baseUrl} has no local chat model; get one with "ollama pull llama3.2".`;
  return {
    entries: [
      { kind: 'calculator', enabled: true },
      { kind: 'workspace', enabled: true },
      ...local.map(({ model }): PoolEntry => ({ kind: 'ollama', enabled: true, model, baseUrl })),
    ],
    problem: local.length === 0 ? (problem ?? none) : undefined,
  };
}
