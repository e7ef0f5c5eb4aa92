/** The folder of `--out`, made before hours of computing and not after them. */
import { access, constants, mkdir } from 'node:fs/promises';
import { UsageError } from '../../cli/terminal/options';

/** @throws UsageError where nothing can be written there */
export async function makeOutFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
    await access(folder, constants.W_OK);
  } catch (error) {
    throw new UsageError(
      `--out: nothing can be written to the folder ${folder} (${(error as Error).message}). Name another one.`,
    );
  }
}
