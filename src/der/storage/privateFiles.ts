/** Files and folders with what a person asked: nobody else who uses the machine may read them. */
import { chmod, mkdir, type FileHandle } from 'node:fs/promises';

/** Mode of a file with questions, answers or outcomes; Windows goes by the folder's own rights. */
export const privateFileMode = 0o600;

const privateFolderMode = 0o700;
const others = 0o077;

/** Makes a folder, and those above it that are missing, for this person alone. What is there keeps its rights. */
export async function makePrivateFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: privateFolderMode });
}

/** As `makePrivateFolder`, for a folder that holds nothing but the product's files: rights of others are taken away. */
export async function makeOwnFolder(folder: string): Promise<void> {
  await makePrivateFolder(folder);
  // It may belong to somebody else, who decides then.
  await chmod(folder, privateFolderMode).catch(() => {});
}

/** Takes away from others what an earlier version let them read. */
export async function keepPrivate(file: FileHandle, mode: number): Promise<void> {
  if ((mode & others) !== 0) await file.chmod(privateFileMode).catch(() => {});
}
