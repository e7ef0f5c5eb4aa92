/** Recorded answers of one source, read into memory. */
import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { costOf } from '../../der/core/cost';
import { shippedCatalogue } from '../../providers/catalogue/catalogue';
import type { RecordedPrompt, RecordedAnswer, RecordedExpert, Source } from '../../learn/recordedAnswers';
import { DataError, jsonLines, parsed } from './jsonLines';

export interface ReadOptions {
  /** Accept answers without a quality, because it will be computed from references. Default: refuse them. */
  readonly qualityFromReference?: boolean;
}

const text = z.string();
const amount = z
  .number()
  .nonnegative()
  .nullish()
  .transform((value) => value ?? null);
const promptSchema = z.object({
  prompt_id: text.min(1),
  source: text.default(''),
  domain: text,
  split: text.min(1),
  prompt: text.nullable(),
  question: text.nullable(),
  reference: text.nullish().transform((value) => value ?? null),
});
const answerSchema = z.object({
  prompt_id: text,
  expert: text,
  answer: text,
  final: text.nullish().transform((value) => value ?? null),
  quality: z.number().min(0).max(1).nullish(),
  out_tokens: amount,
  cost_usd: amount,
});
const expertsSchema = z.array(
  z.object({
    expert: text.min(1),
    params_b: z
      .number()
      .positive()
      .nullish()
      .transform((value) => value ?? null),
    usd_per_mtok: amount,
  }),
);

const files = ['prompts.jsonl.gz', 'answers.jsonl.gz', 'experts.json'] as const;

/**
 * Reads the folder of one source.
 * A prompt may be repeated word for word; of an expert's answers to one prompt the first counts.
 * @throws DataError naming file and line when anything is missing, torn, malformed or contradicts itself.
 */
export async function readSource(folder: string, options: ReadOptions = {}): Promise<Source> {
  await checkFolder(folder);
  const experts = await readExperts(join(folder, 'experts.json'));
  const prompts = await readPrompts(join(folder, 'prompts.jsonl.gz'));
  const { answers, repeated } = await readAnswers(
    join(folder, 'answers.jsonl.gz'),
    prompts,
    experts,
    options,
  );
  const notes =
    repeated > 0 ? [`${repeated} answers repeat an expert and prompt: the first of each counts.`] : [];
  return { folder, name: basename(folder), experts, prompts, answers, notes };
}

/** The source as if these experts had never been recorded. */
export function withoutExperts(source: Source, names: readonly string[]): Source {
  const kept = source.experts.flatMap(({ name }, column) => (names.includes(name) ? [] : [column]));
  return {
    ...source,
    experts: kept.map((column) => source.experts[column]!),
    answers: source.answers.map((row) => kept.map((column) => row[column])),
  };
}

/** The source with the prompts of these domains in the given split, whichever they were in. */
export function withDomainsIn(split: string, source: Source, domains: readonly string[]): Source {
  return {
    ...source,
    prompts: source.prompts.map((prompt) =>
      domains.includes(prompt.domain) ? { ...prompt, split } : prompt,
    ),
  };
}

/** Folders of the sources within a folder, by name; empty where there is none. */
export async function sourceFolders(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => {
    throw new DataError(`${folder} is not a folder that can be read. Name the folder that holds the data.`);
  });
  const inside = entries.filter((entry) => entry.isDirectory()).map((entry) => join(folder, entry.name));
  const isSource = await Promise.all(inside.map((path) => exists(join(path, files[0]))));
  return inside.filter((_, index) => isSource[index]).sort();
}

/**
 * Folders of the named sources within a folder, by name whatever the order they were named in; of all where no names
 * are given. Folders that hold no source are passed over.
 * @throws DataError listing what there is, when a name is of no source or there is no source at all.
 */
export async function chosenSources(folder: string, names?: readonly string[]): Promise<string[]> {
  const found = await sourceFolders(folder);
  if (found.length === 0)
    throw new DataError(`${folder} holds no source. Name the folder that holds the sources.`);
  if (names === undefined) return found;
  const known = found.map((path) => basename(path));
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length === 0) return found.filter((path) => names.includes(basename(path)));
  throw new DataError(
    `${folder} holds no source ${unknown.map((name) => `"${name}"`).join(', ')}. It holds: ${known.join(', ')}.`,
  );
}

async function checkFolder(folder: string): Promise<void> {
  const present = await Promise.all(files.map((file) => exists(join(folder, file))));
  const missing = files.filter((_, index) => !present[index]);
  if (missing.length === 0) return;
  const sources = missing.length === files.length ? await sourceFolders(folder) : [];
  if (sources.length > 0) {
    const names = sources.map((path) => basename(path)).join(', ');
    throw new DataError(`${folder} holds several sources (${names}). Name one of them: ${sources[0]}.`);
  }
  throw new DataError(
    `${folder} has no ${missing.join(' and no ')}. A source folder holds ${files.join(', ')}.`,
  );
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

async function readExperts(path: string): Promise<RecordedExpert[]> {
  const rows = parsed(await readFile(path, 'utf8'), expertsSchema, path);
  if (rows.length === 0) throw new DataError(`${path} names no expert. Add one object per expert.`);
  const names = new Set<string>();
  const catalogue = await shippedCatalogue();
  return rows.map(({ expert: name, params_b: paramsB, usd_per_mtok: usdPerMtok }) => {
    if (names.has(name)) throw new DataError(`${path} names "${name}" twice. Remove one of the two.`);
    names.add(name);
    const price = usdPerMtok === null ? undefined : { promptPerMtok: 0, answerPerMtok: usdPerMtok };
    const facts = catalogue.factsOf(name, paramsB ?? undefined);
    return { name, paramsB, usdPerMtok, ...costOf({ paramsB: paramsB ?? undefined, price }), facts };
  });
}

async function readPrompts(path: string): Promise<RecordedPrompt[]> {
  const prompts = new Map<string, RecordedPrompt>();
  for await (const { row, line } of jsonLines(path, promptSchema)) {
    const { prompt_id: id, ...rest } = row;
    const prompt = { id, ...rest };
    const earlier = prompts.get(id);
    if (earlier && !isDeepStrictEqual(earlier, prompt)) {
      throw new DataError(
        `${path}, line ${line}: prompt "${id}" occurs twice and differs. Remove one of the two.`,
      );
    }
    if (!earlier) prompts.set(id, prompt);
  }
  if (prompts.size === 0) throw new DataError(`${path} has no rows.`);
  return [...prompts.values()];
}

async function readAnswers(
  path: string,
  prompts: readonly RecordedPrompt[],
  experts: readonly RecordedExpert[],
  { qualityFromReference = false }: ReadOptions,
): Promise<{ answers: (RecordedAnswer | undefined)[][]; repeated: number }> {
  const promptIndex = new Map(prompts.map(({ id }, index) => [id, index]));
  const expertIndex = new Map(experts.map(({ name }, index) => [name, index]));
  const answers = prompts.map(() => new Array<RecordedAnswer | undefined>(experts.length).fill(undefined));
  let repeated = 0;
  for await (const { row, line } of jsonLines(path, answerSchema)) {
    const at = `${path}, line ${line}`;
    const prompt = promptIndex.get(row.prompt_id);
    const expert = expertIndex.get(row.expert);
    if (prompt === undefined) {
      throw new DataError(
        `${at}: prompt "${row.prompt_id}" is not in prompts.jsonl.gz. Add it there, or remove the answer.`,
      );
    }
    if (expert === undefined) {
      throw new DataError(
        `${at}: expert "${row.expert}" is not in experts.json. Add it there, or remove the answer.`,
      );
    }
    if (typeof row.quality !== 'number' && !qualityFromReference) {
      throw new DataError(
        `${at}: "quality" is missing. Record a number from 0 to 1, or compute it with --quality bertscore.`,
      );
    }
    if (answers[prompt]![expert]) {
      repeated++;
      continue;
    }
    answers[prompt]![expert] = {
      text: row.answer,
      final: row.final,
      quality: row.quality ?? NaN,
      outTokens: row.out_tokens,
      costUsd: row.cost_usd,
    };
  }
  return { answers, repeated };
}
