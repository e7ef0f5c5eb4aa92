/**
 * What recorded programs did, kept in `DER_HOME`: a file for each source, a line for each question that was looked at.
 * Lines are written whole and only appended: whoever is stopped goes on from there, and of a line that is torn nothing
 * counts.
 */
import { z } from 'zod';
import { loadedSchema, outcomeSchema } from '../../checks/child/schema';
import { emptyMemory, type CheckMemory } from '../../checks/runner';
import type { Finding } from '../../der/evidence/findings';
import type { Loaded, RunOutcome } from '../../der/evidence/probe';
import { appendLearned } from '../../der/storage/learned';
import { readLines } from '../../der/storage/readLines';

/** What is known of the answers to one question. */
export interface KnownFindings extends CheckMemory {
  /** What the parsers of an answer's blocks say, by the hash of its text. */
  readonly syntax: Map<string, readonly Finding[]>;
}

/** As it is written: outcomes that are the same stand once. */
interface Line {
  readonly prompt: string;
  readonly loads: readonly Loaded[];
  readonly outcomes: readonly RunOutcome[];
  /** Keys of what was asked, without the program. */
  readonly asked: readonly string[];
  /** By program: which of the loads, then pairs of what was asked and its outcome. */
  readonly programs: Readonly<Record<string, readonly number[]>>;
  readonly syntax: Readonly<Record<string, readonly Finding[]>>;
}

const place = z.number().int().nonnegative();
const lineSchema = z.object({
  prompt: z.string(),
  loads: z.array(loadedSchema),
  outcomes: z.array(outcomeSchema),
  asked: z.array(z.string()),
  programs: z.record(z.string(), z.array(place)),
  syntax: z.record(
    z.string(),
    z.array(z.object({ type: z.enum(['syntax', 'cannot']) }).loose()) as unknown as z.ZodType<Finding[]>,
  ),
});

export class FindingsStore {
  /** Something could not be written. */
  isLost = false;
  private readonly known = new Map<string, KnownFindings>();

  private constructor(private readonly file: string) {}

  /** Reads what is there; a file that is missing, or cannot be read, holds nothing. */
  static async open(file: string): Promise<FindingsStore> {
    const store = new FindingsStore(file);
    try {
      for await (const line of readLines(file)) {
        const read = line && understood(line.toString('utf8'));
        if (read) store.take(read);
      }
    } catch {
      // What was found out is found out again.
    }
    return store;
  }

  /** What is known of a question's answers, which may be added to. */
  about(prompt: string): KnownFindings {
    const known = this.known.get(prompt) ?? { ...emptyMemory(), syntax: new Map() };
    this.known.set(prompt, known);
    return known;
  }

  /** Keeps what was found out of the answers to a question. */
  async keep(prompt: string, { loaded, outcomes, syntax }: KnownFindings): Promise<void> {
    const loads = new Numbered<Loaded>();
    const distinct = new Numbered<RunOutcome>();
    const asked = new Numbered<string>();
    const programs: Record<string, number[]> = {};
    for (const [program, load] of loaded) programs[program] = [loads.of(load)];
    for (const [key, outcome] of outcomes) {
      const { program, rest } = parts(key);
      programs[program]?.push(asked.of(rest), distinct.of(outcome));
    }
    const line: Line = {
      prompt,
      loads: loads.items,
      outcomes: distinct.items,
      asked: asked.items,
      programs,
      syntax: Object.fromEntries(syntax),
    };
    await appendLearned(this.file, [line]);
  }

  private take({ prompt, loads, outcomes, asked, programs, syntax }: Line): void {
    const known = this.about(prompt);
    for (const [program, [load, ...did]] of Object.entries(programs)) {
      if (loads[load!]) known.loaded.set(program, loads[load!]!);
      for (let at = 0; at + 1 < did.length; at += 2) {
        const [rest, outcome] = [asked[did[at]!], outcomes[did[at + 1]!]];
        if (rest !== undefined && outcome) known.outcomes.set(`${program} ${rest}`, outcome);
      }
    }
    for (const [text, findings] of Object.entries(syntax)) known.syntax.set(text, findings);
  }
}

function parts(key: string): { program: string; rest: string } {
  const at = key.indexOf(' ');
  return { program: key.slice(0, at), rest: key.slice(at + 1) };
}

function understood(text: string): Line | undefined {
  try {
    return lineSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/** Gives equal items one number. */
class Numbered<T> {
  readonly items: T[] = [];
  private readonly numbers = new Map<string, number>();

  of(item: T): number {
    const key = JSON.stringify(item);
    const number = this.numbers.get(key) ?? this.items.push(item) - 1;
    this.numbers.set(key, number);
    return number;
  }
}
