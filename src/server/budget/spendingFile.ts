/** The balances of one server, with a file for each month beside what is learned, so that budgets outlive it. */
import { join } from 'node:path';
import { z } from 'zod';
import { appendLearned, homeFolder } from '../../der/storage/learned';
import { readLines } from '../../der/storage/readLines';
import { Balances } from './balances';
import { periodsOf } from './money';
import { jsonOf } from '../../der/text/json';

const entrySchema = z.object({
  id: z.uuid(),
  who: z.string().max(80),
  expert: z.string(),
  nano: z.number().int().min(0),
  at: z.iso.datetime(),
  settled: z.literal(true).optional(),
});

const longestBytes = 16 * 1024;

/**
 * Balances as this month's file tells them. One server writes it at a time: several need a store that they share.
 * @throws Error where the file is there and cannot be read: budgets must not begin anew
 */
export async function keptBalances(
  env: Readonly<Record<string, string | undefined>>,
  now: Date,
): Promise<Balances> {
  const fileOf = (at: Date): string => join(homeFolder(env), `spending-${periodsOf(at).month}.jsonl`);
  const balances = new Balances((entry) => appendLearned(fileOf(new Date(entry.at)), [entry]));
  const file = fileOf(now);
  try {
    for await (const line of readLines(file, { longestBytes })) {
      const entry = line && entrySchema.safeParse(jsonOf(line.toString('utf8'))).data;
      if (entry) balances.restore(entry);
    }
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code !== 'ENOENT')
      throw new Error(
        `${file} cannot be read: ${message}. Make it readable, or set DER_HOME to another folder.`,
        {
          cause: error,
        },
      );
  }
  return balances;
}
