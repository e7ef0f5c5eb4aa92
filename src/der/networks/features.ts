/**
 * Features by name: what each is, its range, and when it is absent. A vector is built from a record of them, so that no
 * value can stand in another one's place; their hash ties networks to the features they were trained with.
 */
import { createHash } from 'node:crypto';

/** One number that a network sees. */
export interface Feature {
  /** What it is, and what stands there when it is absent. */
  readonly meaning: string;
  /** Least and largest value, both included. */
  readonly range: readonly [least: number, largest: number];
  /** Rises with every change of what the same name means. */
  readonly version: number;
  /** How quality goes with it, where that is known before anything is learned; 0 where only data can tell. */
  readonly sign: 1 | -1 | 0;
}

/** The features of one vector, in the order of its values. */
export class FeatureTable<Name extends string> {
  readonly names: readonly Name[];
  readonly length: number;

  constructor(readonly features: Readonly<Record<Name, Feature>>) {
    this.names = Object.keys(features) as Name[];
    this.length = this.names.length;
  }

  /** How quality goes with each. */
  get signs(): readonly Feature['sign'][] {
    return this.names.map((name) => this.features[name].sign);
  }

  /** Writes one row of values into a tensor's data. What is no number becomes 0: one NaN would make all of them NaN. */
  write(values: Readonly<Record<Name, number>>, data: Float32Array, row = 0): void {
    const at = row * this.length;
    for (let index = 0; index < this.length; index++) {
      const value = values[this.names[index]!];
      data[at + index] = Number.isFinite(value) ? value : 0;
    }
  }
}

/** One number for each feature of a table. */
export type FeatureValues<Table> =
  Table extends FeatureTable<infer Name> ? Readonly<Record<Name, number>> : never;

/** A feature in its first version. */
export function feature(meaning: string, least: number, largest: number, sign: Feature['sign'] = 0): Feature {
  return { meaning, range: [least, largest], version: 1, sign };
}

/** A feature for each of several numbers that mean alike, named `name0`, `name1` and so on. */
export function numbered<Name extends string>(
  name: Name,
  count: number,
  one: Feature,
): Record<`${Name}${number}`, Feature> {
  return Object.fromEntries(Array.from({ length: count }, (_, index) => [`${name}${index}`, one])) as Record<
    `${Name}${number}`,
    Feature
  >;
}

/** Hash over names, order and versions: networks that were trained with another one cannot be used. */
export function hashOf(tables: Readonly<Record<string, FeatureTable<string>>>): string {
  const lines = Object.entries(tables).flatMap(([table, { names, features }]) =>
    names.map((name) => `${table}.${name} ${features[name]!.version}`),
  );
  return createHash('sha256').update(lines.join('\n')).digest('hex');
}
