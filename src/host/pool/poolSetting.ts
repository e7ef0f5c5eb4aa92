/** The setting `der.experts`, written by what the person chose. */
import * as vscode from 'vscode';
import { poolEntrySchema, type PoolEntryInput } from '../../providers/poolConfig';
import { chosenPool, poolChoices, type Offered, type PoolChoice } from './poolChoices';
import { section } from '../settings/settings';

/** The pool as it is written, and all that may join it. */
export interface PoolDraft {
  readonly choices: readonly PoolChoice[];
  /** What could not be understood stays as the person wrote it. */
  readonly unknown: readonly unknown[];
}

/** @param experts the setting as it is; undefined where nobody configured a pool. */
export function poolDraft(experts: unknown, offered: readonly Offered[]): PoolDraft {
  const written = Array.isArray(experts) ? (experts as unknown[]) : undefined;
  return {
    choices: poolChoices(written?.filter(isEntry), offered),
    unknown: written?.filter((entry) => !isEntry(entry)) ?? [],
  };
}

/** Writes the pool of whoever is picked, and whatever comes new to it. Resolves to the setting. */
export async function writePool(
  { choices, unknown }: PoolDraft,
  picked: ReadonlySet<PoolChoice>,
  added: readonly PoolEntryInput[] = [],
): Promise<readonly unknown[]> {
  return writeEntries([...chosenPool(choices, picked), ...added, ...unknown]);
}

/** Writes the setting as it is given, and resolves to it. */
export async function writeEntries(pool: readonly unknown[]): Promise<readonly unknown[]> {
  await vscode.workspace.getConfiguration(section).update('experts', pool, vscode.ConfigurationTarget.Global);
  return pool;
}

function isEntry(entry: unknown): entry is PoolEntryInput {
  return poolEntrySchema.safeParse(entry).success;
}
