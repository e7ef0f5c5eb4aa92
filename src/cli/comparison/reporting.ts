/** Raters' files read back, and what they say: printed, kept beside the page, and learned from. */
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { sameAnswers } from '../../der/comparison/experiment';
import { keepPreferences, preferenceOutcomes } from '../../der/comparison/preferences';
import { mostRatingsBytes, parseRatings, RatingsError, votesOf } from '../../der/comparison/ratings';
import { comparisonReport } from '../../der/comparison/report';
import type { Vote } from '../../der/comparison/vote';
import { visibleName } from '../../der/text/unseen';
import { printMessage } from '../terminal/command';
import { UsageError } from '../terminal/options';
import { readText } from '../terminal/readText';
import { printable, printableJson } from '../terminal/textLayout';
import type { ComparisonFolder } from './folder';
import type { ReportOptions } from './options';
import { reportLines } from './reportLines';

/** @returns the exit code */
export async function report(folder: ComparisonFolder, options: ReportOptions): Promise<number> {
  const key = await folder.readKey();
  const files = [];
  for (const file of options.files) files.push(await ratingsIn(file, key.experiment));
  const { votes, raters, remarks } = votesOf(key, files);
  for (const remark of remarks) printMessage(visibleName(remark));
  if (votes.length === 0) throw new UsageError('The files hold no rating of this comparison.');
  const found = comparisonReport([...votes, ...sameAnswers(key)], key.strategies);
  await folder.write('report.json', `${JSON.stringify(found, undefined, 1)}\n`);
  if (options.json) process.stdout.write(`${printableJson(found)}\n`);
  else for (const line of reportLines(found, key, raters)) process.stdout.write(`${printable(line)}\n`);
  if (options.learn) await learn(votes);
  return 0;
}

async function ratingsIn(file: string, experiment: string) {
  const { size } = await stat(file).catch(() => ({ size: 0 }));
  if (size > mostRatingsBytes) throw new UsageError(`${file} is too large to be a file of ratings.`);
  const text = await readText(file);
  try {
    return parseRatings(text, basename(file), experiment);
  } catch (error) {
    if (error instanceof RatingsError) throw new UsageError(error.message);
    throw error;
  }
}

/** What the raters prefer says how able the experts are that answered on their own. */
async function learn(votes: readonly Vote[]): Promise<void> {
  const at = new Date().toISOString();
  const byQuestion = new Map<string, Vote[]>();
  for (const vote of votes) byQuestion.set(vote.question, [...(byQuestion.get(vote.question) ?? []), vote]);
  const outcomes = [...byQuestion].flatMap(([question, some]) => preferenceOutcomes(question, some, at));
  const fresh = await keepPreferences(process.env, outcomes);
  printMessage(
    fresh > 0
      ? `${fresh} outcomes of your experts are new to DER; --no-learn keeps none.`
      : 'DER knew all of this already.',
  );
}
