/** What a server keeps, and shares with others where they have one store. */
import type { OutcomeRecord } from '../../der/estimate/outcomes';
import type { RouteEvent } from '../../der/trace/events';
import type { Ledger } from '../budget/ledger';
import type { RouteFacts } from './routeFacts';
import type { ServedTrace } from './servedTrace';

/** What is known of the experts' skill. */
export interface Outcomes {
  /** All that count, the latest last. */
  read(): Promise<readonly OutcomeRecord[]>;
  /** Keeps what a finished route teaches, once however often it is told. */
  learn(events: readonly RouteEvent[]): Promise<void>;
  /** Keeps what a person says of an answer of the route `id`. */
  rate(id: string, outcome: OutcomeRecord): Promise<void>;
  /** Keeps what calibration measured, once however often it is told; it is read at once. */
  measured(records: readonly OutcomeRecord[]): Promise<void>;
  /** Hears whenever there is more to read, whoever learned it. */
  onMore(listener: () => void): void;
}

export type StoredRating = 'up' | 'down' | null;

export interface TraceStore {
  /** Once, however often it is told. */
  keep(trace: ServedTrace): Promise<void>;
  /** JSON of a trace; undefined for everybody but who asked, and where its text was not kept. */
  of(id: string, who: string | undefined): Promise<string | undefined>;
  /** JSON of the latest traces of somebody, the newest first. */
  latest(who: string | undefined, most: number): Promise<readonly string[]>;
  /** @returns whether there is such a trace of theirs */
  rate(id: string, who: string | undefined, rating: StoredRating): Promise<boolean>;
  /** Facts of the latest routes of everybody, the newest first. */
  facts(since: Date, most: number): Promise<readonly RouteFacts[]>;
}

export interface Store {
  /** Where it is, for people: without passwords. */
  readonly name: string;
  readonly outcomes: Outcomes;
  readonly ledger: Ledger;
  readonly traces: TraceStore;
  /** Why it cannot be used at this moment, and what waits for it; undefined while it can. */
  readonly problem: string | undefined;
  /** Writes what waits, for so many milliseconds at most. */
  close(mostMs: number): Promise<void>;
}
