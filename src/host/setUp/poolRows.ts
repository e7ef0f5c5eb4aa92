/** The pool as it is written, one row for each entry: who can be asked, under what terms, and what is known of them. */
import type { Expert } from '../../der/experts';
import type { Skill } from '../../der/profile';
import { entryId, poolEntrySchema, type PoolEntryInput } from '../../providers/poolConfig';
import { summaryOf } from '../../der/experts';
import type { PoolRow } from '../../webview/protocol';

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
    const expert = experts.find((one) => one.id === id);
    const skill = skills.get(id);
    return {
      id,
      name: expert?.name ?? entry.name ?? id,
      kind: entry.kind,
      enabled: entry.enabled,
      ...(expert && {
        expert: summaryOf(expert),
        contextTokens: expert.contextTokens,
        price: expert.price,
      }),
      ...(skill && {
        skill: { share: skill.overall, outcomes: skill.evidence, source: skill.source },
      }),
    };
  });
}

/** The same pool with one entry on or off. What an entry says beside that stays as it was written. */
export function withEnabled(
  entries: readonly PoolEntryInput[],
  id: string,
  enabled: boolean,
): PoolEntryInput[] {
  return entries.map((entry) => {
    if (entryId(poolEntrySchema.parse(entry)) !== id) return entry;
    const copy = { ...entry };
    delete copy.enabled;
    return enabled ? copy : { ...copy, enabled: false };
  });
}
