/** Lists of models as servers write them: a list or a map, of objects or of names alone, under a name or under none. */
import { failureInEvent } from './failure';
import { isFields, jsonOf, type Fields } from './json';

/** Names under which lists lie. */
const wrappers = [
  ...['data', 'models', 'result', 'results', 'items', 'list', 'resources', 'tags'],
  ...['model_list', 'available_models'],
] as const;
/** Names of what a model is called by. */
const ids = ['id', 'name', 'model', 'model_id', 'modelId', 'model_name', 'modelName', 'slug'] as const;
const deepest = 2;
const longestId = 300;
/** Entries of a list that are looked at. */
const mostEntries = 5_000;

/** What a list says of each model, whose id is `id`; entries without one are left out. Undefined where there is no list. */
export function modelsIn(value: unknown): (Fields & { readonly id: string })[] | undefined {
  return entriesIn(value, 0)?.flatMap(([key, entry]) => {
    const fields = isFields(entry) ? entry : {};
    const names = typeof entry === 'string' && key === undefined ? [entry] : ids.map((name) => fields[name]);
    const id = [...names, key].find((one) => typeof one === 'string' && one.trim() !== '');
    return typeof id === 'string' && id.length <= longestId ? [{ ...fields, id }] : [];
  });
}

/** The list of a body, also one of an object a line. */
export function listOfBody(body: string, mostValues: number): unknown {
  const whole = jsonOf(body, mostValues);
  if (whole !== undefined) return whole;
  const lines = body.split('\n', mostEntries).map((line) => line.trim());
  const objects = lines.filter((line) => line !== '').map((line) => jsonOf(line));
  return objects.length > 1 && objects.every(isFields) ? objects : undefined;
}

type Entry = readonly [key: string | undefined, entry: unknown];

function entriesIn(value: unknown, depth: number): Entry[] | undefined {
  if (Array.isArray(value)) return value.slice(0, mostEntries).map((entry) => [undefined, entry]);
  if (!isFields(value) || depth > deepest) return undefined;
  const name = wrappers.find((one) => typeof value[one] === 'object' && value[one] !== null);
  if (name !== undefined) return entriesIn(value[name], depth + 1);
  // Servers without a model say null for the list.
  if (wrappers.some((one) => value[one] === null)) return [];
  return depth === 0 && failureInEvent(value) ? undefined : mapped(value, depth > 0);
}

/** A map from ids, or from whose models they are. At the top whatever else a server says is a map as well. */
function mapped(value: Fields, isWrapped: boolean): Entry[] | undefined {
  const entries = Object.entries(value).slice(0, mostEntries);
  if (entries.length === 0) return isWrapped ? [] : undefined;
  if (entries.every(([, entry]) => Array.isArray(entry)))
    return isWrapped ? entries.flatMap(([, list]) => entriesIn(list, deepest) ?? []) : undefined;
  const areModels = entries.every(([key, entry]) =>
    isWrapped
      ? isFields(entry) || typeof entry === 'string'
      : isFields(entry) && (ids.some((id) => typeof entry[id] === 'string') || /[\d-]/.test(key)),
  );
  return areModels ? entries : undefined;
}
