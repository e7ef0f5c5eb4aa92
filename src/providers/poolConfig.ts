/**
 * The pool as a person writes it: the setting `der.experts` and the file of `--pool` share this schema,
 * and the settings' JSON schema is generated from it.
 */
import { z } from 'zod';
import { stopKey } from '../der/core/policy';
import type { Remedies } from './kind';
import { kinds } from './kinds';
import { kindOf } from './knownKinds';
import { looksLikeKey } from './keyShape';
import type { ProviderServices } from './services';

export const poolEntrySchema = z.discriminatedUnion('kind', schemasOf(kinds));

export type PoolEntry = z.output<typeof poolEntrySchema>;
/** An entry as it is written: defaults may be left out. */
export type PoolEntryInput = z.input<typeof poolEntrySchema>;

const names = kinds.map(({ traits }) => traits.provider);

function schemasOf<const Kinds extends readonly { readonly schema: unknown }[]>(of: Kinds) {
  return of.map(({ schema }) => schema) as { readonly [At in keyof Kinds]: Kinds[At]['schema'] };
}

/** JSON schema (draft 7, as the editor's settings use it) of the list of experts. */
export function poolJsonSchema(): Record<string, unknown> {
  const schema: Record<string, unknown> = z.toJSONSchema(z.array(poolEntrySchema), {
    target: 'draft-7',
    io: 'input',
  });
  delete schema['$schema'];
  return schema;
}

/** Id of an entry, given or by default. */
export function entryId(entry: PoolEntry): string {
  return entry.id ?? kindOf(entry.kind).usualId(entry);
}

/** What one press does about an entry that cannot be asked. */
export function remediesOf(entry: PoolEntry, env: ProviderServices['env']): Remedies {
  return kindOf(entry.kind).remediesOf?.(entry, env) ?? {};
}

/**
 * Reads a pool: an array of entries, or an object with that array as `experts`.
 * A wrong entry costs one problem, which names entry, field and remedy; the others still count.
 * Disabled entries are checked and left out.
 */
export function parsePool(value: unknown): { entries: PoolEntry[]; problems: string[] } {
  const list = isRecord(value) && 'experts' in value ? value['experts'] : value;
  if (!Array.isArray(list)) {
    return {
      entries: [],
      problems: ['The pool must be a list of experts, or an object with that list as "experts".'],
    };
  }
  const entries: PoolEntry[] = [];
  const problems: string[] = [];
  const taken = new Set<string>();
  for (const [index, raw] of list.entries()) {
    const where = label(index, raw);
    const problem = secretProblem(raw) ?? unknownKind(raw);
    if (problem) {
      problems.push(`${where}: ${problem}`);
      continue;
    }
    const parsed = poolEntrySchema.safeParse(raw, { reportInput: true });
    if (!parsed.success) {
      problems.push(`${where}: ${parsed.error.issues.map(describeIssue).join('; ')}.`);
      continue;
    }
    const id = entryId(parsed.data);
    if (id === stopKey) {
      problems.push(`${where}: the id "${stopKey}" stands for stopping. Give it another "id".`);
      continue;
    }
    if (taken.has(id)) {
      problems.push(
        `${where}: the id "${id}" is taken by an earlier expert. Give one of the two another "id".`,
      );
      continue;
    }
    taken.add(id);
    if (parsed.data.enabled) entries.push(parsed.data);
  }
  return { entries, problems };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function label(index: number, raw: unknown): string {
  const named = isRecord(raw) ? [raw['id'], raw['name'], raw['model'], raw['student'], raw['kind']] : [];
  const name = named.find(
    (candidate) => typeof candidate === 'string' && candidate && !looksLikeKey(candidate),
  );
  return name ? `Expert ${index + 1} ("${String(name)}")` : `Expert ${index + 1}`;
}

function unknownKind(raw: unknown): string | undefined {
  if (!isRecord(raw)) return 'must be an object with a "kind".';
  const kind = raw['kind'];
  if (names.some((known) => known === kind)) return undefined;
  const said = kind === undefined ? '"kind" is missing' : `the kind ${JSON.stringify(kind)} is unknown`;
  return `${said}. Use one of ${names.join(', ')}.`;
}

/** Keys belong into the secret store; the problem never repeats what was found. */
function secretProblem(raw: unknown): string | undefined {
  if (!isRecord(raw)) return undefined;
  for (const [field, value] of Object.entries(raw)) {
    const named = /^(api_?key|key|token|secret|password|authorization)$/i.test(field);
    const shaped = typeof value === 'string' && looksLikeKey(value);
    const credentials = typeof value === 'string' && /^https?:\/\/[^/\s]*@/.test(value);
    if (named || shaped || credentials) {
      return `"${field}" seems to hold a key. Take it out, store it with "DER: Set API Key" or in an environment variable, and give its name as "apiKeyName".`;
    }
  }
  return undefined;
}

function describeIssue(issue: z.core.$ZodIssue): string {
  const field = issue.path.join('.');
  if (issue.code === 'unrecognized_keys') {
    return `unknown field ${issue.keys.map((key) => `"${key}"`).join(', ')}; remove it or correct its name`;
  }
  if (issue.code === 'invalid_type') {
    return issue.input === undefined
      ? `"${field}" is missing; add it`
      : `"${field}" must be of type ${issue.expected}`;
  }
  if (issue.code === 'invalid_union') return `"${field}" has none of the allowed values; see its description`;
  if (issue.code === 'invalid_value')
    return `"${field}" must be one of ${issue.values.map(String).join(', ')}`;
  return `"${field}" ${issue.message}`;
}
