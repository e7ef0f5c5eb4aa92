/** What commands share: exit codes, and errors as messages instead of stack traces. */
import { format } from 'node:util';
import { redacted } from '../../providers/knownKeys';
import { runCommandLine, type Declare } from './commandLine';
import { UsageError } from './options';
import { printable, wrapped } from './textLayout';

/**
 * Runs the action that the arguments name, and turns what it throws into a message on stderr.
 * @returns the exit code
 */
export async function command(name: string, args: readonly string[], declare: Declare): Promise<number> {
  // For good: what was written last may fail after the command's end.
  process.stdout.on('error', endWhenNobodyReads);
  quietPackages();
  try {
    return await runCommandLine(name, args, declare);
  } catch (error) {
    if (error instanceof UsageError) {
      printMessage(`${error.message}\nHow it is used: npm run ${name} -- --help`);
      return 2;
    }
    const stack = process.env['DER_DEBUG'] === undefined ? undefined : (error as Error).stack;
    printMessage(stack ?? (error instanceof Error ? error.message : String(error)));
    return 1;
  }
}

/** A line for the person on stderr. It may quote a server or a file, which must neither move the cursor nor tell a key. */
export function printMessage(words: string): void {
  const line = redacted(words);
  const { isTTY, columns } = process.stderr;
  process.stderr.write(isTTY ? wrapped(line, columns) : `${printable(line)}\n`);
}

let packagesAreQuiet = false;

/**
 * Packages print what servers send as it is. What they have to say is for whoever looks for a fault, and goes
 * through `printMessage`; so does what nobody caught, which Node would print with every byte of its message.
 */
function quietPackages(): void {
  if (packagesAreQuiet) return;
  packagesAreQuiet = true;
  const debugging = process.env['DER_DEBUG'] !== undefined;
  for (const level of ['debug', 'info', 'log', 'warn', 'error', 'trace'] as const) {
    console[level] = (...words: unknown[]) => {
      if (debugging) printMessage(format(...words));
    };
  }
  process.on('uncaughtException', (error: unknown) => {
    printMessage(error instanceof Error ? (debugging && error.stack) || error.message : String(error));
    process.exit(1);
  });
}

/** `npm run ask … | head` has read enough. */
function endWhenNobodyReads(error: NodeJS.ErrnoException): void {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
}
