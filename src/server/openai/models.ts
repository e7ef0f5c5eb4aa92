/** `GET /v1/models`. */
import { servedModel, servedModels, type ServedModel } from '../servedModels';

/** @param created seconds since 1970 at which the networks were loaded */
export function modelList(created: number) {
  return { object: 'list', data: servedModels.map((model) => modelObject(model, created)) };
}

/** @throws RequestProblem */
export function modelNamed(name: string, created: number) {
  return modelObject(servedModel(name), created);
}

function modelObject({ name, description }: ServedModel, created: number) {
  return { id: name, object: 'model', created, owned_by: 'der', description };
}
