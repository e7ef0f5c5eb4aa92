/** What commands share: exit codes, and errors as messages instead of stack traces. */
import { printable, wrapped } from './textLayout';
import { UsageError } from './options';

/** Runs a command and turns what it throws into a message on stderr and an exit code. */
export async function command(name: string, run: () => Promise<number>): Promise<number> {
  // For good: what was written last may fail after the command's end.
  process.stdout.on('error', endWhenNobodyReads);
  try {
    return await run();
  } catch (error) {
    if (error instanceof UsageError) {
      tell(`${error.message}\nHow it is used: npm run ${name} -- --help`);
      return 2;
    }
    const stack = process.env['DER_DEBUG'] === undefined ? undefined : (error as Error).stack;
    tell(stack ?? (error instanceof Error ? error.message : String(error)));
    return 1;
  }
}

/** A line for the person on stderr. It may quote a server or a file, which must not move the cursor. */
export function tell(line: string): void {
  const { isTTY, columns } = process.stderr;
  process.stderr.write(isTTY ? wrapped(line, columns) : `${printable(line)}\n`);
}

/** `npm run ask … | head` has read enough. */
function endWhenNobodyReads(error: NodeJS.ErrnoException): void {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
}
