/** What commands share: exit codes, and errors as messages instead of stack traces. */
import { UsageError } from './options';

/** Runs a command and turns what it throws into a message on stderr and an exit code. */
export async function command(name: string, run: () => Promise<number>): Promise<number> {
  process.stdout.on('error', endWhenNobodyReads);
  try {
    return await run();
  } catch (error) {
    if (error instanceof UsageError) {
      process.stderr.write(`${error.message}\nHow it is used: npm run ${name} -- --help\n`);
      return 2;
    }
    const stack = process.env['DER_DEBUG'] === undefined ? undefined : (error as Error).stack;
    process.stderr.write(`${stack ?? (error instanceof Error ? error.message : String(error))}\n`);
    return 1;
  } finally {
    process.stdout.removeListener('error', endWhenNobodyReads);
  }
}

/** `npm run ask … | head` has read enough. */
function endWhenNobodyReads(error: NodeJS.ErrnoException): void {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
}
