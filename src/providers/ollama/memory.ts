/**
 * What is known of an Ollama server's memory. The server tells what is loaded and not how much fits, so that this is
 * learned: what was in memory together fits together, and what had to leave says that it did not.
 */
import { setTimeout as delay } from 'node:timers/promises';
import {
  keepModelLoad,
  knownLoads,
  usualLoadMs,
  withLoad,
  type KnownLoads,
  type ModelLoad,
} from '../../der/estimate/modelLoads';
import { residentsOf, type Resident } from './residents';

type Env = Readonly<Record<string, string | undefined>>;
type Learned<Record = ModelLoad> = Record extends ModelLoad ? Omit<Record, 'server' | 'at'> : never;

/** How long the server may take to say what is in memory. */
const lookMs = 1_000;

/** A model that stays longer than this stays for ever: when it leaves tells nothing of its last use. */
const longestStayMs = 30 * 24 * 3_600_000;
/** Of two readings of a clock that are of the same moment. */
const clockMs = 1_000;

/** Between the end of an answer and the time that its model is then to stay, as the server tells it. */
const settleMs = 50;

/** Shared by all experts of a server, and kept while this program runs. */
const memories = new Map<string, ServerMemory>();

export function memoryOf(env: Env, server: string): ServerMemory {
  const key = JSON.stringify([env['DER_HOME'], server]);
  const known = memories.get(key) ?? new ServerMemory(env, server);
  memories.set(key, known);
  return known;
}

class ServerMemory {
  /** Requests of this program that are under way, by model. */
  private readonly users = new Map<string, number>();
  /** Bytes that models took, by model and context. */
  private readonly sizes = new Map<string, number>();
  /** Models that were not in memory before this program asked for them. */
  private readonly own = new Set<string>();
  /** When this program last used a model, and the longest that one was then to stay: whoever asks it later adds to that. */
  private readonly lastUses = new Map<string, { readonly at: number; readonly staysMs: number }>();
  private last: readonly Resident[] = [];
  private looking: Promise<readonly Resident[]> | undefined;
  private known: Promise<KnownLoads>;

  constructor(
    private readonly env: Env,
    private readonly server: string,
  ) {
    this.known = knownLoads(env, server);
  }

  /** What is in memory now; several that ask at once share an answer. Undefined where the server does not say. */
  async look(base: typeof fetch): Promise<readonly Resident[] | undefined> {
    this.looking ??= residentsOf(base, this.server, AbortSignal.timeout(lookMs)).finally(
      () => (this.looking = undefined),
    );
    try {
      const residents = await this.looking;
      await this.learnFrom(residents);
      return residents;
    } catch {
      return undefined;
    }
  }

  /** A request of this program begins. @param isNew the model was not in memory before */
  use(model: string, isNew: boolean): void {
    if (isNew) this.own.add(model);
    this.users.set(model, (this.users.get(model) ?? 0) + 1);
  }

  /** It has ended. */
  async leave(base: typeof fetch, model: string): Promise<void> {
    this.users.set(model, this.users.get(model)! - 1);
    const at = Date.now();
    // The server first notices that the answer is over; who looks already may have looked before that.
    await delay(settleMs, undefined, { ref: false });
    await this.looking?.catch(() => undefined);
    const residents = await this.look(base);
    const resident = residents?.find((one) => one.model === model);
    if (!resident) return;
    const before = this.lastUses.get(model)?.staysMs ?? 0;
    this.lastUses.set(model, { at, staysMs: Math.max(before, Date.parse(resident.expires) - at) });
  }

  /** Milliseconds that loading a model usually takes; undefined where that was never measured. */
  async usualMs(model: string): Promise<number | undefined> {
    return usualLoadMs(await this.known, model);
  }

  /** A load was measured. */
  loaded(model: string, ms: number): void {
    this.learn({ type: 'loaded', model, ms });
  }

  /** Bytes that a model takes in memory, where it was seen there with that context. */
  sizeOf(model: string, contextTokens: number): number | undefined {
    return this.sizes.get(sizeKey(model, contextTokens));
  }

  /**
   * Whether so many bytes can be loaded with nothing that is in use having to leave: they fit beside all that is
   * loaded; or beside what this program uses, where all else was loaded by this program and asked by nobody since.
   * @param limit bytes that the person says fit; undefined where that is to be learned
   */
  async fits(residents: readonly Resident[], bytes: number, limit: number | undefined): Promise<boolean> {
    if (residents.some(({ spills }) => spills)) return false;
    const { held } = await this.known;
    const mostModels = Math.min(
      Number(this.env['OLLAMA_MAX_LOADED_MODELS'] ?? 0) || Infinity,
      limit === undefined ? held.models : Infinity,
    );
    const fitsBeside = (some: readonly Resident[]) =>
      some.length + 1 <= mostModels && bytesOf(some) + bytes <= (limit ?? held.bytes);
    const used = residents.filter(({ model }) => this.isInUse(model));
    const idle = residents.filter(({ model }) => !this.isInUse(model));
    return fitsBeside(residents) || (idle.every((one) => this.isOurs(one)) && fitsBeside(used));
  }

  private isInUse(model: string): boolean {
    return (this.users.get(model) ?? 0) > 0;
  }

  /** This program had it loaded, and nobody has asked it since, as far as its time to leave tells. */
  private isOurs({ model, expires }: Resident): boolean {
    const last = this.lastUses.get(model);
    if (!last || !this.own.has(model) || last.staysMs > longestStayMs) return false;
    return Date.parse(expires) <= last.at + last.staysMs + clockMs;
  }

  private async learnFrom(residents: readonly Resident[]): Promise<void> {
    if (residents === this.last) return;
    const before = this.last;
    this.last = residents;
    for (const { model, contextTokens, bytes } of residents)
      if (contextTokens !== undefined) this.sizes.set(sizeKey(model, contextTokens), bytes);
    const isIn = (some: readonly Resident[], one: string) => some.some(({ model }) => model === one);
    for (const model of this.own) if (!isIn(residents, model) && !this.isInUse(model)) this.own.delete(model);

    const bytes = bytesOf(residents);
    const displaced = before.filter(
      ({ model, expires }) => !isIn(residents, model) && Date.parse(expires) > Date.now(),
    );
    // Some may have left before others came: that all of them did not fit is what is certain.
    if (displaced.length > 0 && residents.some(({ model }) => !isIn(before, model)))
      this.learn({ type: 'displaced', bytes: bytes + bytesOf(displaced) });
    const { held } = await this.known;
    const isMore = residents.length > held.models || bytes > held.bytes;
    if (isMore && !residents.some(({ spills }) => spills))
      this.learn({ type: 'together', models: residents.length, bytes });
  }

  private learn(learned: Learned): void {
    const record: ModelLoad = { ...learned, server: this.server, at: new Date().toISOString() };
    this.known = this.known.then((known) => withLoad(known, record));
    // What cannot be kept is known until the program ends.
    void keepModelLoad(this.env, record).catch(() => undefined);
  }
}

function bytesOf(residents: readonly Resident[]): number {
  return residents.reduce((total, { bytes }) => total + bytes, 0);
}

function sizeKey(model: string, contextTokens: number): string {
  return JSON.stringify([model, contextTokens]);
}
