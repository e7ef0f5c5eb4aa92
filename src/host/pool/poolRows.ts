/** The pool as it is written, one row for each entry: who can be asked, under what terms, and what is known of them. */
import type { Expert } from '../../der/core/experts';
import type { MeasuredSkill } from '../../der/estimate/measuredSkill';
import type { Skill } from '../../der/estimate/profile';
import {
  entryId,
  parsePool,
  poolEntrySchema,
  type PoolEntry,
  type PoolEntryInput,
} from '../../providers/poolConfig';
import { summaryOf } from '../../der/core/experts';
import { kindOf } from '../../providers/knownKinds';
import type { KindSkillView, PoolRow, WrittenTerms } from '../../webview/poolMessages';

/**
 * @param experts those of the entries that could be made.
 * @param skills by the expert's id; empty where the networks cannot be loaded.
 */
export function poolRows(
  entries: readonly PoolEntryInput[],
  experts: readonly Expert[],
  skills: ReadonlyMap<string, Skill>,
): PoolRow[] {
  return entries.map((written) => {
    const entry = poolEntrySchema.parse(written);
    const id = entryId(entry);
    const { traits } = kindOf(entry.kind);
    const expert = experts.find((one) => one.id === id);
    const skill = skills.get(id);
    const terms = termsOf(entry);
    return {
      id,
      name: expert?.name ?? entry.name ?? id,
      kind: entry.kind,
      ...(traits.tool && { tool: true }),
      enabled: entry.enabled,
      ...(expert && {
        expert: summaryOf(expert),
        contextTokens: expert.contextTokens,
        price: expert.price,
        listed: expert.listed,
      }),
      ...(terms && { written: terms }),
      ...(skill && {
        skill: { share: skill.overall, outcomes: Math.round(skill.evidence), source: skill.source },
      }),
    };
  });
}

/** @param guessed what was expected before, in [0, 1] */
export function kindSkillView(
  { kind, mean, outcomes, interval }: MeasuredSkill,
  guessed: number | undefined,
): KindSkillView {
  return {
    kind,
    mean,
    low: interval[0],
    high: interval[1],
    outcomes,
    ...(guessed !== undefined && { guessed }),
  };
}

/** What the entry says itself; undefined where its kind states no terms. */
function termsOf(entry: PoolEntry): WrittenTerms | undefined {
  const known = kindOf(entry.kind).schema.shape;
  if (!('contextTokens' in known)) return undefined;
  const contextTokens = ('contextTokens' in entry ? entry.contextTokens : undefined) ?? null;
  return { contextTokens, ...('price' in known && { price: ('price' in entry && entry.price) || null }) };
}

/** The same pool with one entry on or off. What an entry says beside that stays as it was written. */
export function withEnabled(
  entries: readonly PoolEntryInput[],
  id: string,
  enabled: boolean,
): PoolEntryInput[] {
  return withChanged(entries, id, (entry) => {
    const copy = { ...entry };
    delete copy.enabled;
    return enabled ? copy : { ...copy, enabled: false };
  });
}

/**
 * The same pool with one entry on other terms. What an entry says beside them stays as it was written.
 * @throws Error that says what is wrong with the terms.
 */
export function withTerms(
  entries: readonly PoolEntryInput[],
  id: string,
  { contextTokens, price }: WrittenTerms,
): PoolEntryInput[] {
  return withChanged(entries, id, (entry) => {
    const changed: Record<string, unknown> = { ...entry };
    delete changed['contextTokens'];
    delete changed['price'];
    if (contextTokens !== null) changed['contextTokens'] = contextTokens;
    if (price) changed['price'] = price;
    const [problem] = parsePool([changed]).problems;
    if (problem !== undefined) throw new Error(problem);
    return changed as PoolEntryInput;
  });
}

function withChanged(
  entries: readonly PoolEntryInput[],
  id: string,
  change: (entry: PoolEntryInput) => PoolEntryInput,
): PoolEntryInput[] {
  return entries.map((entry) => (entryId(poolEntrySchema.parse(entry)) === id ? change(entry) : entry));
}
