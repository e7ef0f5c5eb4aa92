/**
 * How models came into memory on this machine: one JSON object per line in a file that is only appended to. From it
 * comes how long a model takes to load, and how much its server has held at once.
 */
import { join } from 'node:path';
import { z } from 'zod';
import { appendLearned, homeFolder } from '../storage/learned';
import { readLines } from '../storage/readLines';
import { jsonOf } from '../text/json';

const amount = z.number().nonnegative().max(1e15);
const common = { server: z.string().min(1).max(2_000), at: z.iso.datetime() };
const recordSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('loaded'), ...common, model: z.string().min(1).max(1_000), ms: amount }),
  /** So many models of so many bytes together were in memory. */
  z.object({ type: z.literal('together'), ...common, models: amount, bytes: amount }),
  /** A model was put out where so many bytes, its own included, would have been needed. */
  z.object({ type: z.literal('displaced'), ...common, bytes: amount }),
]);

export type ModelLoad = z.infer<typeof recordSchema>;

/** What a server has been seen to hold at once. */
export interface Held {
  readonly models: number;
  readonly bytes: number;
}

/** What is known of one server's models. */
export interface KnownLoads {
  /** Milliseconds of the latest loads, by model. */
  readonly ms: ReadonlyMap<string, readonly number[]>;
  readonly held: Held;
}

/** Loads of one model that count, the latest. */
const latestLoads = 10;
/** Bytes of the file that are read, its latest: some thousand loads. */
const latestBytes = 256 * 1024;

type Env = Readonly<Record<string, string | undefined>>;

/** Keeps a record beside the times of a person's experts. @throws the file system's error */
export function keepModelLoad(env: Env, record: ModelLoad): Promise<void> {
  return appendLearned(fileIn(env), [record]);
}

/** What was learned of a server; nothing where no file is, or none that can be read. */
export async function knownLoads(env: Env, server: string): Promise<KnownLoads> {
  let known: KnownLoads = { ms: new Map(), held: { models: 0, bytes: 0 } };
  try {
    for await (const line of readLines(fileIn(env), { latestBytes })) {
      const record = line && recordSchema.safeParse(jsonOf(line.toString('utf8'))).data;
      if (record?.server === server) known = withLoad(known, record);
    }
  } catch {
    // Nothing is loaded ahead, then, until it was seen to fit.
  }
  return known;
}

/** What is known with one more record, which is later than the others. */
export function withLoad({ ms, held }: KnownLoads, record: ModelLoad): KnownLoads {
  switch (record.type) {
    case 'loaded': {
      const latest = [...(ms.get(record.model) ?? []), record.ms].slice(-latestLoads);
      return { ms: new Map(ms).set(record.model, latest), held };
    }
    case 'together': {
      const { models, bytes } = record;
      return { ms, held: { models: Math.max(held.models, models), bytes: Math.max(held.bytes, bytes) } };
    }
    case 'displaced':
      return { ms, held: { ...held, bytes: Math.min(held.bytes, Math.max(0, record.bytes - 1)) } };
  }
}

/** Milliseconds that a model's load usually takes: the median; undefined where none was measured. */
export function usualLoadMs({ ms }: KnownLoads, model: string): number | undefined {
  const sorted = ms.get(model)?.toSorted((a, b) => a - b) ?? [];
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 || sorted.length === 0
    ? sorted[middle]
    : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

function fileIn(env: Env): string {
  return join(homeFolder(env), 'loads.jsonl');
}
