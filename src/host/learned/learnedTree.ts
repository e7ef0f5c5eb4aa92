/** What DER has learned, as a tree: experts, kinds of questions, and each outcome with where it came from. */
import type { SkillKind } from '../../der/core/modelFacts';
import { outcomeKind, standingOf, type OutcomeRecord } from '../../der/estimate/outcomes';
import { isOfEarlierModel, outcomeWeights, type Circumstances } from '../../der/estimate/outcomeWeights';

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
  /** Mean quality in [0, 1], each outcome as much as it counts. */
  readonly mean: number;
  readonly outcomes: readonly OutcomeNode[];
}

export interface OutcomeNode {
  readonly type: 'outcome';
  readonly record: OutcomeRecord & { readonly quality: number };
  /** How much of a measured outcome it counts for now, in [0, 1]. */
  readonly counts: number;
  /** Another model went by the expert's name then. */
  readonly ofEarlierModel: boolean;
}

export type LearnedNode = ExpertNode | KindNode | OutcomeNode;

const order: readonly (SkillKind | undefined)[] = ['short', 'program', 'open', undefined];

/** The outcomes that count, by expert and kind; the latest first. */
export function learnedTree(records: readonly OutcomeRecord[], circumstances: Circumstances): ExpertNode[] {
  const byExpert = new Map<string, OutcomeNode[]>();
  const standing = standingOf(records);
  const weights = outcomeWeights(standing, circumstances);
  for (const [at, record] of standing.entries()) {
    const { expert, quality } = record;
    if (quality === null) continue;
    const own = byExpert.get(expert) ?? [];
    own.push({
      type: 'outcome',
      record: { ...record, quality },
      counts: weights[at]!,
      ofEarlierModel: isOfEarlierModel(record, circumstances.versions),
    });
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
    const all = own.reduce((sum, { counts }) => sum + counts, 0);
    const sum = own.reduce((total, { record, counts }) => total + counts * record.quality, 0);
    const plain = own.reduce((total, { record }) => total + record.quality, 0) / own.length;
    const mean = all > 0 ? sum / all : plain;
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
