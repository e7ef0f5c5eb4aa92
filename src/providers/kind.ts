/**
 * What there is to know of a kind of expert. Engine and surfaces hold no list of kinds of their own: whatever they do
 * with one, they read here, or from what its experts carry.
 */
import type { z } from 'zod';
import type { ExpertErrorKind } from '../der/core/expertErrors';
import type { Expert } from '../der/core/experts';
import type { common } from './entryFields';
import type { ProviderServices } from './services';

/** What an entry of the pool may say; every kind has its literal name as `kind`, and the common fields. */
export type EntrySchema = z.ZodObject<
  typeof common & { readonly kind: z.ZodLiteral<string> },
  z.core.$strict
>;

/** A kind of expert: one of these for each, listed in kinds.ts. */
export interface ExpertKind<Schema extends EntrySchema = EntrySchema> {
  readonly schema: Schema;
  /** What its experts are to the engine. `provider` is the kind's name. */
  readonly traits: Pick<Expert, 'provider' | 'tool' | 'simulated' | 'priorSkill'>;
  /** Id of an entry that gives none. */
  usualId(entry: z.input<Schema>): string;
  /** Whom an entry asks, and where: equal for two entries that ask the same. */
  whom(entry: z.input<Schema>): readonly (string | undefined)[];
  /** Address of the service that is paid for an entry's answers: a catalogue may know price and limits there. */
  paidAt?(entry: z.output<Schema>): string;
  /** What one press does about an entry that cannot be asked. */
  remediesOf?(entry: z.output<Schema>, env: ProviderServices['env']): Remedies;
  /** Services whose experts it asks with a key, and the usual name of that key. */
  readonly services?: readonly KeyedService[];
  /** Variables of the environment that it reads, beside those of keys. */
  readonly environment?: readonly string[];
  /** Whether looking for experts asks others than this machine, and whether those found leave it. */
  readonly away?: boolean;
  /** What there is to be picked. Absent where entries are written by hand alone. Never throws. */
  discover?(services: ProviderServices): Promise<Discovery<z.input<Schema>>>;
  /** Sources of more experts that need one press, as far as they are known without asking anybody. Never throws. */
  sources?(services: ProviderServices): Promise<readonly ExpertSource[]>;
  /** Who joins a pool that nobody configured: nobody who leaves the machine. Never throws. */
  joining?(services: ProviderServices): Promise<Joining<z.input<Schema>>>;
}

/** Makes the expert of an entry. @throws ExpertError that says what to do where it never could be asked. */
export type MakeExpert<Schema extends EntrySchema = EntrySchema> = (
  entry: z.output<Schema>,
  services: ProviderServices,
) => Expert | Promise<Expert>;

/** A kind whose experts can be made. */
export type MadeKind<Schema extends EntrySchema = EntrySchema> = ExpertKind<Schema> & {
  /** Loads what makes them. */
  maker(): Promise<MakeExpert<Schema>>;
};

/** Absent is what would not help. */
export interface Remedies {
  /** A model that its server can fetch. */
  readonly pulls?: string;
  /** The name of its key. */
  readonly key?: string;
  /** The server on this machine, and the command that starts it. */
  readonly starts?: { readonly name: string; readonly command: string };
}

export interface KeyedService {
  readonly name: string;
  /** Name under which its key is usually kept. */
  readonly apiKeyName: string;
  /** What its keys begin with, where nobody else's do. */
  readonly keysBegin?: string;
  /** Asks it something that costs nothing with a key that may be wrong. Never throws. */
  tryKey(services: Pick<ProviderServices, 'fetch'>, apiKey: string): Promise<KeyTrial>;
}

/** Why a service did not answer as it should; `problem` is absent where it did. */
export interface KeyTrial {
  readonly problem?: string;
  readonly kind?: ExpertErrorKind;
}

/** An expert that can be picked. */
export interface Discovered<Entry = z.input<EntrySchema>> {
  readonly entry: Entry;
  /** Who offers it: a service by its name, or what the kind calls itself. */
  readonly source: string;
  readonly label: string;
  readonly description: string;
  /** Joins a pool that nobody configured. */
  readonly joinsByItself: boolean;
}

export interface Discovery<Entry = z.input<EntrySchema>> {
  readonly offered: readonly Discovered<Entry>[];
  /** Who could not be asked what it offers, and what to do. */
  readonly problems: readonly string[];
}

/** Experts that one press adds to the pool; `id` is the `source` of what is offered. */
export interface ExpertSource {
  readonly id: string;
  readonly title: string;
  /** Which models, or why they could be had. No key is told. */
  readonly detail: string;
  readonly leavesMachine: boolean;
}

export interface Joining<Entry = z.input<EntrySchema>> {
  readonly entries: readonly Entry[];
  /** Why there is nobody, and what to do. */
  readonly problem?: string | undefined;
}

/** Keeps the types of a kind's own entries. */
export function expertKind<Schema extends EntrySchema>(kind: ExpertKind<Schema>): ExpertKind<Schema> {
  return kind;
}

/** A kind, and who makes its experts. */
export function made<Schema extends EntrySchema>(
  kind: ExpertKind<Schema>,
  maker: () => Promise<MakeExpert<Schema>>,
): MadeKind<Schema> {
  return { ...kind, maker };
}
