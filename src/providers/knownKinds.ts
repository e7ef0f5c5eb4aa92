/** What is asked of the kinds of experts as a whole. */
import type { KeyedService, MadeKind } from './kind';
import { kinds } from './kinds';

const known: readonly MadeKind[] = kinds;

/** The kind of that name. @throws Error where none is known: names are checked where they come in. */
export function kindOf(name: string): MadeKind {
  const kind = known.find(({ traits }) => traits.provider === name);
  if (!kind) throw new Error(`There is no kind of expert "${name}".`);
  return kind;
}

/** Tools first, then in the order of the list: as experts are shown that nobody put in an order. */
export function toolsFirst(): readonly MadeKind[] {
  return known.toSorted((a, b) => Number(b.traits.tool) - Number(a.traits.tool));
}

/** Every service that is asked with a key. */
export function keyedServices(): readonly KeyedService[] {
  return known.flatMap(({ services = [] }) => services);
}
