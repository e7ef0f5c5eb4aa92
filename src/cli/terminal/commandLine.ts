/** How a command's flags are declared and read: one declaration makes both what is understood and the help. */
import { Command, CommanderError, type CommandUnknownOpts } from '@commander-js/extra-typings';
import { UsageError } from './options';

/** Makes a command's action of a function that resolves to the exit code. */
export type CommandAction = <Given extends unknown[]>(
  run: (...given: Given) => Promise<number>,
) => (...given: Given) => Promise<void>;

/** Adds arguments, flags and actions to a program that is called `npm run NAME --` and has `--help` alone. */
export type Declare = (program: Command, ends: CommandAction) => unknown;

export const exitCodes = '\nExit code: 0 done, 1 failed, 2 wrong usage, 130 stopped by Ctrl-C.';

/**
 * Reads the arguments and runs the action they name; help goes to stdout.
 * @returns the exit code
 * @throws UsageError whose message quotes no value of a flag, which may be a secret
 */
export async function runCommandLine(
  name: string,
  args: readonly string[],
  declare: Declare,
): Promise<number> {
  let code = 0;
  const program = new Command(`npm run ${name} --`)
    .helpOption('-h, --help', 'this text')
    .helpCommand(false)
    .enablePositionalOptions()
    .exitOverride()
    .configureOutput({ writeOut: (text) => process.stdout.write(text), writeErr: () => {} })
    .configureHelp({ optionTerm: ({ flags }) => flags.replace('-h, ', '').replace(/[<>]/g, '') })
    .hook('preAction', (_, running) => refuseFlagsAsValues(running));
  declare(program, (run) => async (...given) => {
    code = await run(...given);
  });
  try {
    await program.parseAsync([...args], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return 0;
    throw new UsageError(wordsOf(error, commandNamed(program, args), args));
  }
  return code;
}

/** The command whose names stand in front: `serve keys add …` is `add`. */
function commandNamed(program: CommandUnknownOpts, [first, ...more]: readonly string[]): CommandUnknownOpts {
  const named = program.commands.find((command) => command.name() === first);
  return named ? commandNamed(named, more) : program;
}

/** `--pool --json` forgot the pool: commander takes whatever comes next for a value. @throws UsageError */
function refuseFlagsAsValues(command: CommandUnknownOpts): void {
  const flags = new Set(command.options.map(({ long }) => long));
  for (const option of command.options) {
    const given: unknown = command.getOptionValue(option.attributeName());
    const flag = [given].flat().find((value) => typeof value === 'string' && flags.has(value));
    if (flag !== undefined)
      throw new UsageError(`${option.long} needs a value, and "${String(flag)}" is none.`);
  }
}

/** What is wrong and what to do. */
function wordsOf(
  { code, message }: CommanderError,
  command: CommandUnknownOpts,
  args: readonly string[],
): string {
  const names = command.commands.map((one) => one.name()).join(', ');
  switch (code) {
    case 'commander.help':
      return `Name one of these: ${names}.`;
    case 'commander.unknownOption':
      // Flags belong to the commands below this one.
      if (command.options.length === 0 && names !== '') return `Name one of these first: ${names}.`;
      return unknownOption(message, command);
    case 'commander.missingMandatoryOptionValue': {
      const mistyped = command.parseOptions([...args]).unknown.find((arg) => arg.startsWith('-'));
      if (mistyped !== undefined) return unknownOption(`'${mistyped}'`, command);
      const missing = command.options.find(({ flags }) => message.includes(`'${flags}'`))!;
      return `${missing.long} is missing: ${missing.description}.`;
    }
    case 'commander.missingArgument': {
      const missing = command.registeredArguments.find((one) => message.includes(`'${one.name()}'`))!;
      return `${missing.name()} is missing: ${missing.description}.`;
    }
    default: {
      const [what = ''] = message.replace(/^error: /, '').split('\n');
      return `${what.charAt(0).toUpperCase()}${what.slice(1).replace(/\.$/, '')}.${meant(message)}`;
    }
  }
}

/** Of `--key=VALUE` the name alone is quoted, and of `-words of a question` their beginning. */
function unknownOption(message: string, command: CommandUnknownOpts): string {
  const [, flag = ''] = /'(--[^=\s']*|-.)/u.exec(message) ?? [];
  // A question is all that may start with a single dash.
  const question = /^-[^-]/.test(flag) && command.registeredArguments.length > 0;
  const wayOut = question ? ' What starts with a dash and is no option goes behind "--".' : '';
  const known = command.options.map(({ long }) => long!).concat('--help');
  return `Unknown option '${flag}'.${meant(message)}${wayOut}\nIt takes ${known.toSorted().join(', ')}.`;
}

function meant(message: string): string {
  const [, like] = /\((Did you mean [\w-]+\?)\)$/.exec(message) ?? [];
  return like === undefined ? '' : ` ${like}`;
}
