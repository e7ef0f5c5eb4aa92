/** `GET /v1/models`, which the clients of OpenAI and of Anthropic read alike: each finds the fields that it knows. */
import { servedModel, servedModels, type ServedModel } from '../servedModels';

/** @param created seconds since 1970 at which the networks were loaded */
export function modelList(created: number) {
  const data = servedModels.map((model) => modelObject(model, created));
  return { object: 'list', data, has_more: false, first_id: data[0]?.id, last_id: data.at(-1)?.id };
}

/** @throws RequestProblem */
export function modelNamed(name: string, created: number) {
  return modelObject(servedModel(name), created);
}

function modelObject({ name, description }: ServedModel, created: number) {
  const anthropics = {
    type: 'model',
    display_name: name,
    created_at: new Date(created * 1000).toISOString(),
  };
  return { id: name, object: 'model', created, owned_by: 'der', description, ...anthropics };
}
