/** What DER has learned, as a tree: experts, kinds of questions, and each outcome with where it came from. */
import type { SkillKind } from '../../der/core/modelFacts';
import { outcomeKind, standingOf, type OutcomeRecord } from '../../der/estimate/outcomes';

export interface ExpertNode {
  readonly type: 'expert';
  readonly expert: string;
  readonly kinds: readonly KindNode[];
}

export interface KindNode {
  readonly type: 'kind';
  readonly expert: string;
  /** Undefined where the question may be of several. */
  readonly kind: SkillKind | undefined;
  /** Mean quality in [0, 1]. */
  readonly mean: number;
  readonly outcomes: readonly OutcomeNode[];
}

export interface OutcomeNode {
  readonly type: 'outcome';
  readonly record: OutcomeRecord & { readonly quality: number };
}

export type LearnedNode = ExpertNode | KindNode | OutcomeNode;

const order: readonly (SkillKind | undefined)[] = ['short', 'program', 'open', undefined];

/** The outcomes that count, by expert and kind; the latest first. */
export function learnedTree(records: readonly OutcomeRecord[]): ExpertNode[] {
  const byExpert = new Map<string, OutcomeNode[]>();
  for (const record of standingOf(records)) {
    const { expert, quality } = record;
    if (quality === null) continue;
    const own = byExpert.get(expert) ?? [];
    own.push({ type: 'outcome', record: { ...record, quality } });
    byExpert.set(expert, own);
  }
  return [...byExpert]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([expert, outcomes]) => ({ type: 'expert', expert, kinds: kindsOf(expert, outcomes) }));
}

function kindsOf(expert: string, outcomes: readonly OutcomeNode[]): KindNode[] {
  return order.flatMap((kind) => {
    const own = outcomes.filter(({ record }) => outcomeKind(record) === kind).reverse();
    if (own.length === 0) return [];
    const mean = own.reduce((sum, { record }) => sum + record.quality, 0) / own.length;
    return [{ type: 'kind', expert, kind, mean, outcomes: own } satisfies KindNode];
  });
}

/** Whether an outcome goes with a node that is deleted: what was known earlier of the same question goes with it. */
export function goesWith(node: LearnedNode): (record: OutcomeRecord) => boolean {
  if (node.type === 'expert') return ({ expert }) => expert === node.expert;
  if (node.type === 'kind') {
    return (record) => record.expert === node.expert && outcomeKind(record) === node.kind;
  }
  const { expert, question } = node.record;
  return (record) => record.expert === expert && record.question === question;
}
