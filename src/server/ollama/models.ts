/** What Ollama's clients ask of models before they ask one: `/api/tags`, `/api/show`, `/api/ps`. */
import { createHash } from 'node:crypto';
import { servedModel, servedModels } from '../servedModels';

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

/** @param seesImages some expert takes them. @throws RequestProblem */
export function shown(asked: string, loadedAt: string, seesImages: boolean) {
  const { name, description } = servedModel(asked);
  return {
    license: '',
    modelfile: `# ${description}`,
    parameters: '',
    template: '{{ .Prompt }}',
    details: summary(name, loadedAt).details,
    model_info: { 'general.architecture': 'der', 'general.name': name, 'general.description': description },
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
