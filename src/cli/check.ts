/** `npm run check`: runs the checks on answers that are at hand, asks nobody. */
import { fromWhereCalled } from './places';
import { checkAtHand } from './terminal/checkAtHand';
import { checkedLines } from './terminal/checkedLines';
import { command } from './terminal/command';
import { exitCodes } from './terminal/commandLine';
import { printableJson } from './terminal/textLayout';
import { interruptible } from './terminal/interrupt';
import { UsageError } from './terminal/options';
import { readText } from './terminal/readText';

/** Nobody waits for a token here, so that slow machines find out as much as fast ones. */
const budgetMs = 120_000;

/** For one block, in milliseconds. */
const parseMs = 5000;

/** Characters of a file that are read as an answer. */
const longestAnswer = 4_000_000;

/** @returns the exit code */
export function main(args: readonly string[]): Promise<number> {
  return command('check', args, (program, ends) =>
    program
      .description(
        'Checks answers that are at hand and asks nobody: which kind of answer each is, whether its blocks parse and programs load, meet the examples that the question states, pass the tests that the other answers make, and behave the same. Programs run in a sandbox without files and network. How good each answer seems is predicted from this alone, as if nothing were known of who wrote it.',
      )
      .argument('[ANSWER_FILE...]', 'each holds one answer, as text or Markdown')
      .option('--question <FILE>', 'what was asked; without it, examples and names are not known')
      .option('--json', 'the findings as one JSON value on stdout, nothing else')
      .addHelpText('after', exitCodes)
      .action(
        ends((files, { question, json = false }) => {
          if (files.length === 0) throw new UsageError('Name at least one file that holds an answer.');
          return interruptible((signal) => run({ files, question, json }, signal));
        }),
      ),
  );
}

interface Options {
  readonly json: boolean;
  readonly question: string | undefined;
  readonly files: readonly string[];
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
