/** Models of a study: one folder for each fold, trained without it. */
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { loadModels, ModelsError, readManifest, type Models } from '../../der/networks/models';
import type { TrainingOrder } from './trainChild';
import { trainInChild } from './trainingProcess';

/** How a training says what it does, and how it is stopped. */
export interface TrainingRun {
  readonly progress: (line: string) => void;
  readonly signal: AbortSignal;
}

export interface FoldTraining extends Omit<TrainingOrder, 'out' | 'heldOut'> {
  /** Folder of the folders. */
  readonly out: string;
  readonly folds: number;
  /** Only so many of the folds, from the first one. Default: all. */
  readonly first?: number | undefined;
}

/** Trains what is not there yet. @returns the models' folders, fold by fold. @throws the signal's reason */
export async function trainFolds(
  { out, folds, first = folds, ...training }: FoldTraining,
  running: TrainingRun,
): Promise<string[]> {
  const folders: string[] = [];
  for (let fold = 0; fold < first; fold++) {
    const order = { ...training, out: join(out, `fold-${fold + 1}`), heldOut: { fold, folds } };
    await trainUnlessThere(order, `fold ${fold + 1} of ${folds}  `, running);
    folders.push(order.out);
  }
  return folders;
}

/** @param label begins the lines of its progress. @throws the signal's reason */
export async function trainUnlessThere(
  order: TrainingOrder,
  label: string,
  { progress, signal }: TrainingRun,
): Promise<void> {
  if (await isTrained(order)) return progress(`${order.out} is trained already`);
  progress(`training ${order.out}`);
  await trainInChild(order, label, signal);
  signal.throwIfAborted();
}

/** Whether the folder holds what the order would train. A policy that was not asked for does no harm. */
async function isTrained({
  out,
  policy,
  seed,
  heldOut,
  design,
  sources,
  ...order
}: TrainingOrder): Promise<boolean> {
  const manifest = await readManifest(out).catch((error: unknown) => {
    if (error instanceof ModelsError) return undefined;
    throw error;
  });
  if (!manifest || (policy && !manifest.trained)) return false;
  const { training = {} } = manifest;
  const learned = (training['sources'] ?? []) as readonly { readonly name: string }[];
  if (sources && !isDeepStrictEqual(learned.map(({ name }) => name).sort(), sources.toSorted())) return false;
  const left = [order.without ?? [], order.withoutDomains ?? []];
  return isDeepStrictEqual(
    [
      training['seed'],
      training['heldOut'],
      training['design'],
      training['without'] ?? [],
      training['withoutDomains'] ?? [],
      training['effort'] ?? 1,
    ],
    [seed, heldOut, design, ...left, order.effort ?? 1],
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
