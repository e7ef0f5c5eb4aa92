/** Small sources of recorded answers, written into the system's folder for temporary files. */
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

export type Row = Record<string, unknown>;

export interface SourceRows {
  readonly prompts: readonly Row[];
  readonly answers: readonly Row[];
  readonly experts: readonly Row[];
}

export function promptRow(id: string, more: Row = {}): Row {
  const question = `What is ${id}?`;
  return {
    prompt_id: id,
    source: 'own',
    domain: 'sums',
    split: 'dev',
    prompt: question,
    question,
    reference: '1',
    ...more,
  };
}

export function answerRow(prompt: string, expert: string, quality: number, more: Row = {}): Row {
  const answer = `{"answer": "${quality >= 0.5 ? 1 : 2}"}`;
  return {
    prompt_id: prompt,
    expert,
    answer,
    final: null,
    quality,
    out_tokens: 10,
    cost_usd: 0.001,
    ...more,
  };
}

export function jsonLines(rows: readonly (Row | string)[]): string {
  return rows.map((row) => (typeof row === 'string' ? row : JSON.stringify(row))).join('\n') + '\n';
}

/** Folder with the given rows. */
export async function writeSource({ prompts, answers, experts }: SourceRows): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'der-source-'));
  await writeFile(join(folder, 'prompts.jsonl.gz'), gzipSync(jsonLines(prompts)));
  await writeFile(join(folder, 'answers.jsonl.gz'), gzipSync(jsonLines(answers)));
  await writeFile(join(folder, 'experts.json'), JSON.stringify(experts));
  return folder;
}

/** Three experts on twenty prompts of train and thirty of dev; `big` is best, `small` right on every third. */
export function tinyRows(): SourceRows {
  const experts = [
    { expert: 'small', params_b: 1, usd_per_mtok: 0.1 },
    { expert: 'org/mid: v1', params_b: 5, usd_per_mtok: 0.2 },
    { expert: 'big', params_b: 20, usd_per_mtok: null },
  ];
  const prompts = Array.from({ length: 50 }, (_, at) =>
    promptRow(`${at} + ${at % 7}`, {
      split: at < 20 ? 'train' : 'dev',
      domain: at % 2 === 0 ? 'even' : 'odd',
    }),
  );
  const answers = prompts.flatMap(({ prompt_id: id }, at) => [
    answerRow(String(id), 'small', Number(at % 3 === 0)),
    answerRow(String(id), 'org/mid: v1', Number(at % 2 === 0)),
    answerRow(String(id), 'big', Number(at % 5 !== 0)),
  ]);
  return { prompts, answers, experts };
}
