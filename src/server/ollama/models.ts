/** What Ollama's clients ask of models before they ask one: `/api/tags`, `/api/show`, `/api/ps`. */
import { createHash } from 'node:crypto';
import type { Expert } from '../../der/core/experts';
import { servedModel, servedModels } from '../servedModels';

/** Whose protocol this is: clients ask for a least version of it, as they ask Ollama itself. */
const protocolVersion = '0.13.0';

/** @param own version of the product */
export function versions(own: string) {
  return { version: protocolVersion, der: own };
}

/** Clients take a name without a tag for another one than that with it. */
const tagged = (name: string): string => (name.includes(':') ? name : `${name}:latest`);

/** @param loadedAt ISO 8601, when the networks were loaded */
export function tags(loadedAt: string) {
  return { models: servedModels.map(({ name }) => summary(name, loadedAt)) };
}

export function running(loadedAt: string) {
  const { models } = tags(loadedAt);
  return {
    models: models.map((model) => ({ ...model, expires_at: loadedAt, size_vram: 0, context_length: 0 })),
  };
}

/** @param pool what it can be depends on. @throws RequestProblem */
export function shown(asked: string, loadedAt: string, pool: readonly Expert[]) {
  const { name, description } = servedModel(asked);
  const seesImages = pool.some(({ takesImages }) => takesImages);
  // Who cannot hold a question is not asked it.
  const context = Math.max(...pool.map(({ contextTokens }) => contextTokens ?? 0));
  return {
    license: '',
    modelfile: `# ${description}`,
    parameters: '',
    template: '{{ .Prompt }}',
    details: summary(name, loadedAt).details,
    model_info: {
      'general.architecture': 'der',
      'general.basename': name,
      'general.name': name,
      'general.description': description,
      ...(context > 0 && { 'der.context_length': context }),
    },
    capabilities: ['completion', 'thinking', ...(seesImages ? ['vision'] : [])],
    modified_at: loadedAt,
  };
}

function summary(name: string, modified_at: string) {
  return {
    name: tagged(name),
    model: tagged(name),
    modified_at,
    size: 0,
    digest: createHash('sha256').update(name).digest('hex'),
    details: {
      parent_model: '',
      format: 'der',
      family: 'der',
      families: ['der'],
      parameter_size: '',
      quantization_level: '',
    },
  };
}
