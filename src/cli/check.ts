/** `npm run check`: runs the checks on answers that are at hand, asks nobody. */
import { parseArgs } from 'node:util';
import { fromWhereCalled } from './places';
import { checkAtHand } from './terminal/checkAtHand';
import { checkedLines } from './terminal/checkedLines';
import { command } from './terminal/command';
import { printableJson } from './terminal/textLayout';
import { interruptible } from './terminal/interrupt';
import { UsageError } from './terminal/options';
import { readText } from './terminal/readText';

const help = `Usage: npm run check -- [--json] [--question FILE] ANSWER_FILE…

Checks answers that are at hand and asks nobody: which kind of answer each is, whether its
blocks parse and programs load, meet the examples that the question states, pass the tests that the other
answers make, and behave the same. Programs run in a sandbox without files and network. How good each
answer seems is predicted from this alone, as if nothing were known of who wrote it.

  --question FILE  what was asked; without it, examples and names are not known
  --json           the findings as one JSON value on stdout, nothing else
  --help           this text

Each file holds one answer, as text or Markdown.

Exit code: 0 done, 1 failed, 2 wrong usage, 130 stopped by Ctrl-C.
`;

/** Nobody waits for a token here, so that slow machines find out as much as fast ones. */
const budgetMs = 120_000;

/** For one block, in milliseconds. */
const parseMs = 5000;

/** Characters of a file that are read as an answer. */
const longestAnswer = 4_000_000;

interface Options {
  readonly json: boolean;
  readonly question: string | undefined;
  readonly files: readonly string[];
}

/** @returns the exit code */
export function main(args: readonly string[]): Promise<number> {
  return command('check', async () => {
    const options = optionsOf(args);
    if (options === undefined) {
      process.stdout.write(help);
      return 0;
    }
    return interruptible((signal) => run(options, signal));
  });
}

/** @returns undefined where only help is wanted; @throws UsageError */
function optionsOf(args: readonly string[]): Options | undefined {
  const { values, positionals } = parsed(args);
  if (values.help) return undefined;
  if (positionals.length === 0) throw new UsageError('Name at least one file that holds an answer.');
  return { json: values.json ?? false, question: values.question, files: positionals };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        json: { type: 'boolean' },
        question: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

async function run({ json, question, files }: Options, signal: AbortSignal): Promise<number> {
  const asked = question === undefined ? null : await textOf(question);
  const answers = await Promise.all(files.map(textOf));
  const checked = await checkAtHand(asked, answers, { signal, budgetMs, parseMs });
  process.stdout.write(json ? `${printableJson(checked)}\n` : `${checkedLines(checked, files).join('\n')}\n`);
  return 0;
}

/** @throws UsageError */
async function textOf(file: string): Promise<string> {
  const path = fromWhereCalled(file);
  const text = await readText(path);
  if (text.length > longestAnswer) throw new UsageError(`${path} is longer than an answer can be.`);
  return text;
}
