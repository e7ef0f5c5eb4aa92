/** What a person said of answers that they compared in the editor: one JSON object per line, without any text. */
import { join } from 'node:path';
import { appendLearned, homeFolder } from '../storage/learned';
import { readLines } from '../storage/readLines';
import { voteSchema, type Vote } from './vote';
import { jsonOf } from '../text/json';

type Env = Readonly<Record<string, string | undefined>>;

/** Bytes of the file that are read, its latest: some ten thousand comparisons. */
const latestBytes = 8 * 1024 * 1024;
const longestBytes = 64 * 1024;

function ownVotesFile(env: Env): string {
  return join(homeFolder(env), 'comparisons.jsonl');
}

/** In their order; what was torn or is of a later version is passed over. */
export async function readOwnVotes(env: Env): Promise<Vote[]> {
  const votes: Vote[] = [];
  try {
    for await (const line of readLines(ownVotesFile(env), { latestBytes, longestBytes })) {
      const { data } = voteSchema.safeParse(jsonOf(line?.toString('utf8') ?? ''));
      if (data) votes.push(data);
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  return votes;
}

/** Appends a vote to the file of the person's own votes. */
export function keepOwnVote(env: Env, vote: Vote): Promise<void> {
  return appendLearned(ownVotesFile(env), [vote]);
}
