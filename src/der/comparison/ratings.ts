/** Raters' files, read back: of this experiment, whole, and of each rater on each pair the last word. */
import { z } from 'zod';
import { mostRaterCharacters, ratingsFormat, type RatingsFile } from './blind';
import { uncovered, type ExperimentKey } from './experiment';
import { verdicts, type Vote } from './vote';

/** Bytes of a file of ratings; one of ten thousand ratings has a tenth of them. */
export const mostRatingsBytes = 16 * 1024 * 1024;

const ratingsSchema = z.object({
  format: z.literal(ratingsFormat),
  version: z.number(),
  experiment: z.string(),
  rater: z.string().trim().min(1).max(mostRaterCharacters),
  ratings: z
    .array(
      z.object({
        item: z.string().max(64),
        left: z.union([z.literal(0), z.literal(1)]),
        verdict: z.enum(verdicts),
        at: z.iso.datetime(),
      }),
    )
    .max(100_000),
});

/** A file that cannot be counted; the message says why. */
export class RatingsError extends Error {
  override readonly name = 'RatingsError';
}

/**
 * What a file holds, if it is of this experiment.
 * @param name of the file, for the message
 * @throws RatingsError
 */
export function parseRatings(text: string, name: string, experiment: string): RatingsFile {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new RatingsError(`${name} is no JSON: it is torn, or no file of ratings. Save the ratings again.`);
  }
  const parsed = ratingsSchema.safeParse(value);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new RatingsError(`${name} is no file of ratings: ${issue?.path.join('.')}: ${issue?.message}.`);
  }
  const { version, ...rest } = parsed.data;
  if (version !== 1)
    throw new RatingsError(`${name} is of a later version (${version}). Read it with a newer DER.`);
  if (rest.experiment !== experiment)
    throw new RatingsError(
      `${name} is of another experiment (${rest.experiment}, this one is ${experiment}). Name the folder whose page it was made with.`,
    );
  return { ...rest, version };
}

/** What came of several files. */
export interface ReadRatings {
  readonly votes: readonly Vote[];
  /** Raters, and how many pairs each has judged. */
  readonly raters: ReadonlyMap<string, number>;
  /** A line for each thing that was left out. */
  readonly remarks: readonly string[];
}

/** Of one rater's ratings of one pair, in one file or several, the latest counts. */
export function votesOf(key: ExperimentKey, files: readonly RatingsFile[]): ReadRatings {
  const pairs = new Map(key.pairs.map((pair) => [pair.id, pair]));
  const latest = new Map<
    string,
    { readonly rater: string; readonly rating: RatingsFile['ratings'][number] }
  >();
  const remarks: string[] = [];
  const filesOf = new Map<string, number>();
  for (const { rater, ratings } of files) {
    const name = raterKey(rater);
    filesOf.set(name, (filesOf.get(name) ?? 0) + 1);
    for (const rating of ratings) {
      const place = JSON.stringify([name, rating.item]);
      const before = latest.get(place);
      if (!before || Date.parse(before.rating.at) <= Date.parse(rating.at))
        latest.set(place, { rater: name, rating });
    }
  }
  for (const [rater, count] of filesOf)
    if (count > 1) remarks.push(`${rater} is in ${count} files; of each pair the latest rating counts.`);
  const votes: Vote[] = [];
  const raters = new Map<string, number>();
  let unknown = 0;
  for (const { rater, rating } of latest.values()) {
    const vote = uncovered(pairs, rater, rating);
    if (!vote) unknown += 1;
    else {
      votes.push(vote);
      raters.set(rater, (raters.get(rater) ?? 0) + 1);
    }
  }
  if (unknown > 0)
    remarks.push(`${unknown} ratings are of pairs that the key does not have, and were left out.`);
  return { votes, raters, remarks };
}

/** One person however they write blanks and capitals. */
function raterKey(rater: string): string {
  return rater.normalize('NFC').replace(/\s+/g, ' ').trim().toLowerCase();
}
