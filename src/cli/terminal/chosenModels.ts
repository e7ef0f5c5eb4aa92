/** The networks of a command: those of a folder that was named, else those tuned on this machine or shipped. */
import { loadModels, type Models, type ModelsOptions } from '../../der/networks/models';
import { loadUsed } from '../../der/tuning/installed';
import { fromWhereCalled, shippedModels } from '../places';
import { printMessage } from './command';

/** @param folder as the person named it */
export function chosenModels(folder: string | undefined, options: ModelsOptions): Promise<Models> {
  if (folder !== undefined) return loadModels(fromWhereCalled(folder), options);
  return loadUsed(shippedModels, process.env, options, printMessage);
}
