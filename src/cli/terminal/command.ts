/** What commands share: help, exit codes, and errors as messages instead of stack traces. */
import { UsageError } from './options';

/** A failure that its message explains in full. Exit code 1. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
}

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
    const plain = error instanceof CommandError || process.env['DER_DEBUG'] === undefined;
    const message = error instanceof Error ? (plain ? error.message : error.stack) : String(error);
    process.stderr.write(`${message}\n`);
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
