/** Second answers, given after a first one was shown back. */
import { z } from 'zod';
import { jsonLines } from './jsonLines';

const quality = z.number().min(0).max(1);
const schema = z
  .object({
    source: z.string(),
    prompt_id: z.string(),
    domain: z.string(),
    split: z.string(),
    expert: z.string(),
    params_b: z.number().positive().nullish(),
    setting: z.string(),
    peers_correct: z.union([z.number(), z.array(z.number())]).nullish(),
    prev_answer: z.string(),
    prev_quality: quality,
    answer: z.string(),
    quality,
  })
  .transform((row) => ({
    source: row.source,
    promptId: row.prompt_id,
    domain: row.domain,
    split: row.split,
    expert: row.expert,
    paramsB: row.params_b ?? null,
    /** `peer-debate`, `env-only`, `GPT-4 feedback` … */
    setting: row.setting,
    /** How many of the answers shown were right; null where it is not known. */
    peersCorrect: peersCorrect(row.peers_correct),
    previous: row.prev_answer,
    previousQuality: row.prev_quality,
    answer: row.answer,
    quality: row.quality,
  }));

/** An answer before and after its author saw other answers, or a tool's reply. */
export type Transition = z.infer<typeof schema>;

/** Streams the rows of `transitions.jsonl.gz`. @throws DataError */
export async function* readTransitions(path: string): AsyncGenerator<Transition> {
  for await (const { row } of jsonLines(path, schema)) yield row;
}

/** A count, or one 0 or 1 for each of the answers shown. */
function peersCorrect(value: number | number[] | null | undefined): number | null {
  if (value === null || value === undefined) return null;
  return typeof value === 'number' ? value : value.filter((correct) => correct >= 0.5).length;
}
