/** `npm run convert`: public files that a person has, in the format that training, evaluation and calibration read. */
import { createReadStream } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { createGunzip, gzipSync } from 'node:zlib';
import { z } from 'zod';
import { DataError, parsed } from '../data/jsonLines';
import { sizeInName } from '../../providers/modelSize';
import { fromWhereCalled } from '../../cli/places';
import { command, printMessage } from '../../cli/terminal/command';
import { exitCodes } from '../../cli/terminal/commandLine';

/** @returns the exit code */
export function main(args: readonly string[]): Promise<number> {
  return command('convert', args, (program, ends) => {
    program
      .usage('mixinstruct|gsm8k …')
      .description('Files are JSON lines, plain or gzipped (.gz), as published.')
      .addHelpText('after', exitCodes);
    program
      .command('mixinstruct')
      .description(
        'makes a source of recorded answers from files of llm-blender/mix-instruct: quality is the BERTScore that they state',
      )
      .requiredOption('--train <FILE>', 'the file of its training split')
      .option('--dev <FILE>', 'the file of its validation split')
      .requiredOption('--out <DIR>', 'where the source goes')
      .action(
        ends(async ({ train, dev, out }) => {
          await convertMixInstruct({ train, ...(dev !== undefined && { dev }) }, fromWhereCalled(out));
          return 0;
        }),
      );
    program
      .command('gsm8k')
      .description(
        'makes questions with references for "npm run calibrate -- --prompts" from a file of openai/grade-school-math',
      )
      .argument('<FILE>', 'one file of GSM8K')
      .requiredOption('--out <FILE>', 'where the questions go')
      .action(
        ends(async (file, { out }) => {
          await convertGsm8k(fromWhereCalled(file), fromWhereCalled(out));
          return 0;
        }),
      );
  });
}

/** A row of mix-instruct: an instruction, its reference, and the answers of eleven models. */
const mixInstructRow = z.object({
  id: z.string().min(1),
  instruction: z.string(),
  input: z.string().default(''),
  output: z.string(),
  candidates: z.array(
    z.object({
      model: z.string().min(1),
      text: z.string(),
      scores: z.object({ bertscore: z.number().min(0).max(1) }),
    }),
  ),
});

/** Billions of parameters of models whose names do not say it, as their makers state them. */
const statedSizes = new Map([
  ['alpaca-native', 7],
  ['flan-t5-xxl', 11],
  ['moss-moon-003-sft', 16],
]);

/** Ids in mix-instruct begin with the collection that the instruction is from: its domain. */
const domainOf = (id: string) => id.split('/')[0]!;

async function convertMixInstruct(splits: Readonly<Record<string, string>>, out: string): Promise<void> {
  const prompts: unknown[] = [];
  const answers: unknown[] = [];
  const experts = new Set<string>();
  for (const [split, file] of Object.entries(splits)) {
    for await (const row of rows(fromWhereCalled(file), mixInstructRow)) {
      const question = row.input === '' ? row.instruction : `${row.instruction}\n\n${row.input}`;
      const about = { source: 'mix-instruct', domain: domainOf(row.id), split, reference: row.output };
      prompts.push({ prompt_id: row.id, ...about, prompt: question, question });
      for (const { model, text, scores } of row.candidates) {
        experts.add(model);
        const unknown = { final: null, out_tokens: null, cost_usd: null };
        answers.push({
          prompt_id: row.id,
          expert: model,
          answer: text,
          quality: scores.bertscore,
          ...unknown,
        });
      }
    }
  }
  const described = [...experts].sort().map((expert) => {
    const params_b = statedSizes.get(expert) ?? sizeInName(expert) ?? null;
    return { expert, params_b, usd_per_mtok: null };
  });
  await mkdir(out, { recursive: true });
  await writeFile(join(out, 'prompts.jsonl.gz'), gzipSync(lines(prompts)));
  await writeFile(join(out, 'answers.jsonl.gz'), gzipSync(lines(answers)));
  await writeFile(join(out, 'experts.json'), `${JSON.stringify(described, null, 2)}\n`);
  const unsized = described.filter(({ params_b }) => params_b === null).map(({ expert }) => expert);
  printMessage(
    `Written: ${out} (${prompts.length} prompts, ${answers.length} answers of ${experts.size} experts).`,
  );
  if (unsized.length > 0)
    printMessage(
      `Their names state no size: ${unsized.join(', ')}. Add "params_b" in ${join(out, 'experts.json')}.`,
    );
}

/** A row of GSM8K: the answer ends in "#### 72". */
const gsm8kRow = z.object({
  question: z.string().min(1),
  answer: z.string().regex(/####\s*\S/, 'must end in "#### " and the result'),
});

async function convertGsm8k(file: string, out: string): Promise<void> {
  const questions: unknown[] = [];
  for await (const { question, answer } of rows(file, gsm8kRow)) {
    questions.push({ question, reference: answer.split('####').at(-1)!.trim() });
  }
  await mkdir(dirname(out), { recursive: true });
  await writeFile(out, lines(questions));
  printMessage(`Written: ${out} (${questions.length} questions).`);
}

/** @throws DataError naming file and line */
async function* rows<T>(file: string, schema: z.ZodType<T>): AsyncGenerator<T> {
  const read = createReadStream(file);
  const input = file.endsWith('.gz') ? read.pipe(createGunzip()) : read;
  // An error of the file does not pass through the pipe by itself.
  read.on('error', (error) => input.destroy(error));
  let line = 0;
  try {
    for await (const text of createInterface({ input, crlfDelay: Infinity })) {
      line++;
      if (text.trim() !== '') yield parsed(text, schema, `${file}, line ${line}`);
    }
  } catch (error) {
    if (error instanceof DataError) throw error;
    throw new DataError(`${file} cannot be read after line ${line}: ${(error as Error).message}.`);
  }
  if (line === 0) throw new DataError(`${file} is empty. Name a file of JSON lines.`);
}

function lines(values: readonly unknown[]): string {
  return values.map((value) => `${JSON.stringify(value)}\n`).join('');
}
