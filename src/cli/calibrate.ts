/** `npm run calibrate`: how able the person's own experts are, by questions whose answers are known. */
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { ExpertError } from '../der/core/expertErrors';
import type { Expert } from '../der/core/experts';
import { plainPrompt } from '../der/prompt/knowledgeTransfer';
import { keepOutcomes, keyOf, outcomesFile, readOutcomes } from '../der/estimate/outcomes';
import { visibleName } from '../der/text/unseen';
import { exactMatch } from '../der/evidence/exactMatch';
import { simulatedQuestions } from '../providers/simulated/questions';
import { fromWhereCalled } from './places';
import { command, tell } from './terminal/command';
import { printable } from './terminal/textLayout';
import { interrupted, interruptible } from './terminal/interrupt';
import { UsageError } from './terminal/options';
import { readText } from './terminal/readText';
import { askablePool } from './terminal/askablePool';

const help = `Usage: npm run calibrate -- [--pool FILE] [--prompts FILE] [--again]

Asks every model of the pool questions whose answers are known and keeps how it did, for
"npm run ask" and the extension: from then on they know how able each expert is. What was
asked before is not asked again, so a run that was stopped goes on where it was.

  --pool FILE      the experts, as in the setting der.experts (default: as "npm run ask")
  --prompts FILE   one JSON object per line: "question" and "reference"
                   (default: ${simulatedQuestions.length} short questions over several domains)
  --again          ask again what was asked before
  --help           this text

Outcomes are kept in ${outcomesFile(process.env)}; DER_HOME names another folder.
Models that leave this machine are asked too, at their price.

Exit code: 0 done, 1 failed, 2 wrong usage, 130 stopped by Ctrl-C.
`;

interface Prompt {
  readonly question: string;
  readonly reference: string;
}

interface Options {
  readonly pool: string | undefined;
  readonly prompts: string | undefined;
  readonly again: boolean;
}

/** @returns the exit code */
export function main(args: readonly string[]): Promise<number> {
  return command('calibrate', async () => {
    const { help: wantsHelp, ...options } = flags(args);
    if (wantsHelp) {
      process.stdout.write(help);
      return 0;
    }
    return interruptible((signal) => run(options, signal));
  });
}

/** @throws UsageError */
function flags(args: readonly string[]): Options & { readonly help: boolean } {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        pool: { type: 'string' },
        prompts: { type: 'string' },
        again: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
    return { pool: values.pool, prompts: values.prompts, again: values.again, help: values.help };
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

async function run(options: Options, signal: AbortSignal): Promise<number> {
  const prompts = await promptsOf(options.prompts);
  const wanted = { pool: options.pool, workspace: undefined, costUnit: 'compute' } as const;
  const experts = (await askablePool(wanted, tell)).filter(({ tool }) => !tool);
  if (experts.length === 0) {
    throw new UsageError(
      'There is no model to calibrate. Start an Ollama with a chat model, or name a --pool.',
    );
  }
  const file = outcomesFile(process.env);
  const known = new Set(options.again ? [] : (await readOutcomes(file, tell)).map(keyOf));
  for (const expert of experts) {
    const open = prompts.filter(({ question }) => !known.has(keyOf({ expert: expert.id, question })));
    const stopped = await calibrate(expert, open, prompts.length, signal);
    if (stopped) {
      tell('Stopped. What was answered is kept; the same command goes on from here.');
      return interrupted;
    }
  }
  for (const line of await summary(file, experts, prompts)) process.stdout.write(`${printable(line)}\n`);
  return 0;
}

/** Asks one expert. A question it fails on is left open; one that can answer none is passed over. */
async function calibrate(
  expert: Expert,
  open: readonly Prompt[],
  of: number,
  signal: AbortSignal,
): Promise<boolean> {
  // A line break in it would begin a line that seems to be of this command.
  const name = visibleName(expert.id);
  let failures = 0;
  for (const [at, { question, reference }] of open.entries()) {
    if (signal.aborted) return true;
    tell(`${name}: ${of - open.length + at + 1} of ${of}`);
    try {
      const answer = await answerOf(expert, question, signal);
      const quality = exactMatch(answer, reference);
      const at = new Date().toISOString();
      const characters = answer.length;
      await keepOutcomes(process.env, [
        { expert: expert.id, question, quality, characters, from: 'calibrate', at },
      ]);
      failures = 0;
    } catch (error) {
      if (signal.aborted) return true;
      if (!(error instanceof ExpertError)) throw error;
      tell(`${name}: ${error.message}`);
      failures += 1;
      if (failures < mostFailures) continue;
      tell(`${name} failed ${mostFailures} times in a row and is passed over.`);
      return false;
    }
  }
  return false;
}

const mostFailures = 3;

async function answerOf(expert: Expert, question: string, signal: AbortSignal): Promise<string> {
  // Short questions have short answers; the last line says which part of a longer text is meant.
  const asked = `${question}\n\nEnd with a line of its own: "The answer is X.", X being the answer alone.`;
  let answer = '';
  for await (const event of expert.ask({ question: asked, messages: plainPrompt(asked).messages }, signal)) {
    if (event.type === 'delta') answer += event.text;
    else if (event.type === 'relabelled') answer = '';
  }
  return answer;
}

/** @throws UsageError */
async function promptsOf(file: string | undefined): Promise<readonly Prompt[]> {
  if (file === undefined) {
    return simulatedQuestions.map(({ question, right }) => ({ question, reference: right.answer }));
  }
  const path = fromWhereCalled(file);
  const prompts = (await readText(path))
    .split('\n')
    .flatMap((line, at) => (line.trim() === '' ? [] : [promptOf(line, path, at + 1)]));
  if (prompts.length === 0) throw new UsageError(`--prompts: ${path} holds no question.`);
  return prompts;
}

const promptSchema = z.object({
  question: z.string().trim().min(1),
  reference: z.union([z.string().trim().min(1), z.number()]).transform(String),
});

function promptOf(line: string, path: string, number: number): Prompt {
  const wrong = () =>
    new UsageError(
      `--prompts: ${path}:${number} must be a JSON object with "question" and "reference", both not empty.`,
    );
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    throw wrong();
  }
  const parsed = promptSchema.safeParse(value);
  if (!parsed.success) throw wrong();
  return parsed.data;
}

/** One line per expert: how many of these questions it has answered right so far. */
async function summary(
  file: string,
  experts: readonly Expert[],
  prompts: readonly Prompt[],
): Promise<string[]> {
  const asked = new Set(prompts.map(({ question }) => question));
  const latest = new Map((await readOutcomes(file)).map((record) => [keyOf(record), record]));
  return experts.map(({ id }) => {
    const own = [...latest.values()].filter(({ expert, question }) => expert === id && asked.has(question));
    const right = own.reduce((sum, { quality }) => sum + (quality ?? 0), 0);
    return `${visibleName(id)}: ${right} of ${own.length} right`;
  });
}
