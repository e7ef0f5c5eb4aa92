/** Flags of the scripts: one declaration makes both what is understood and the help. */
import { Command, CommanderError } from 'commander';

/**
 * Reads the arguments and runs what they ask for; help goes to stdout, what is wrong with them to stderr.
 * @param {string} usage as a person types it: `npm start`
 * @param {string[]} args
 * @param {(program: Command) => Command} declare adds the flags
 * @param {(options: Record<string, any>) => Promise<number>} run
 * @returns {Promise<number>} exit code; 2 where the arguments are wrong
 */
export async function runScript(usage, args, declare, run) {
  let code = 0;
  const program = declare(new Command(usage))
    .helpOption('-h, --help', 'this text')
    .exitOverride()
    .configureHelp({ optionTerm: ({ flags }) => flags.replace('-h, ', '').replace(/[<>]/g, '') })
    .showHelpAfterError()
    .action(async (options) => void (code = await run(options)));
  try {
    await program.parseAsync(args, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode === 0 ? 0 : 2;
  }
  return code;
}
