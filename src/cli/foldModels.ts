/** Models of a study: one folder for each fold, trained without it. */
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { loadModels, ModelsError, readManifest, type Models } from '../der/models';
import type { TrainingOrder } from './trainChild';
import { trainInChild } from './trainingProcess';

export interface FoldTraining {
  readonly data: string;
  /** Folder of the folders. */
  readonly out: string;
  readonly folds: number;
  readonly seed: number;
  /** Train the policy, too. */
  readonly policy: boolean;
  /** Experts that are held out of training. Default: nobody. */
  readonly without?: readonly string[];
  /** Of the encoder. Default: as shipped. */
  readonly design?: TrainingOrder['design'];
  readonly progress: (line: string) => void;
  readonly signal: AbortSignal;
}

/** Trains what is not there yet. @returns the models' folders, fold by fold. @throws the signal's reason */
export async function trainFolds(training: FoldTraining): Promise<string[]> {
  const { data, out, folds, seed, policy, without, design, progress, signal } = training;
  const folders: string[] = [];
  for (let fold = 0; fold < folds; fold++) {
    const folder = join(out, `fold-${fold + 1}`);
    const heldOut = { fold, folds };
    const order: TrainingOrder = { data, out: folder, seed, policy, without, design, heldOut };
    folders.push(folder);
    if (await isTrained(order)) {
      progress(`${folder} is trained already`);
      continue;
    }
    progress(`training ${folder}`);
    await trainInChild(order, `fold ${fold + 1} of ${folds}  `, signal);
    signal.throwIfAborted();
  }
  return folders;
}

/** Whether the folder holds what the order would train. A policy that was not asked for does no harm. */
async function isTrained({
  out,
  seed,
  policy,
  without = [],
  design,
  heldOut,
}: TrainingOrder): Promise<boolean> {
  const manifest = await readManifest(out).catch((error: unknown) => {
    if (error instanceof ModelsError) return undefined;
    throw error;
  });
  if (!manifest || (policy && !manifest.trained)) return false;
  const { training = {} } = manifest;
  return isDeepStrictEqual(
    [training['seed'], training['heldOut'], training['without'] ?? [], training['design']],
    [seed, heldOut, without, design],
  );
}

/** Runs `work` with the models of all folders, and frees them whatever comes of it. */
export async function withModels<T>(
  folders: readonly string[],
  work: (models: readonly Models[]) => Promise<T>,
): Promise<T> {
  const models: Models[] = [];
  try {
    for (const folder of folders) models.push(await loadModels(folder, { comparisons: true }));
    return await work(models);
  } finally {
    await Promise.all(models.map((each) => each.release()));
  }
}
