/** The names under which the ensemble is served: one for each preset, and one that stays on this machine. */
import { presets, type PresetKnobs } from '../der/core/presets';
import { RequestProblem } from './requestProblem';

/** What a name stands for, where a request says nothing else. */
export interface ServedModel {
  readonly name: string;
  readonly description: string;
  readonly knobs: PresetKnobs;
  /** Nobody who leaves this machine is asked. */
  readonly localOnly: boolean;
}

const model = (name: string, description: string, knobs: PresetKnobs, localOnly = false): ServedModel => ({
  name,
  description,
  knobs,
  localOnly,
});

export const servedModels: readonly ServedModel[] = [
  model('der', 'The ensemble, balanced between quality and cost.', presets.balanced),
  model(
    'der:fast',
    'One answer of an expert that is good for its price, hardly ever a second one.',
    presets.fast,
  ),
  model('der:balanced', 'The same as der.', presets.balanced),
  model('der:best', 'The ablest first, and others as long as there is doubt.', presets.best),
  model('der:local', 'As der, with the experts of this machine alone.', presets.balanced, true),
];

/** @throws RequestProblem for a name that is not served. Clients of Ollama add `:latest`. */
export function servedModel(name: string): ServedModel {
  const bare = name.replace(/:latest$/, '');
  const found = servedModels.find((one) => one.name === bare);
  if (found) return found;
  const names = servedModels.map((one) => one.name).join(', ');
  const asked = JSON.stringify(name.slice(0, 100));
  throw new RequestProblem(
    404,
    'model_not_found',
    `There is no model ${asked} here. Ask one of ${names}.`,
    'model',
  );
}
