/** The folder of what is learned of a person's experts, for all of their projects. */
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { appendLines } from './appendLines';
import { inTurn } from './fileTurns';
import { makeOwnFolder, makePrivateFolder } from './privateFiles';

/** `DER_HOME`, or `.der` in the home folder. */
export function homeFolder(env: Readonly<Record<string, string | undefined>>): string {
  return env['DER_HOME'] ?? usualFolder();
}

/** Appends records to a file of that folder in one write: they are there whole or not at all. */
export async function appendLearned(file: string, records: readonly unknown[]): Promise<void> {
  const folder = dirname(file);
  // A folder that the person named may hold other things, whose rights are theirs to decide.
  await (folder === usualFolder() ? makeOwnFolder(folder) : makePrivateFolder(folder));
  await inTurn(file, () => appendLines(file, () => records.map((record) => JSON.stringify(record))));
}

function usualFolder(): string {
  return join(homedir(), '.der');
}
