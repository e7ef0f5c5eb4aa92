/** What experts and models were found able of: of recorded experts on each source, of models in public tables. */
import type { ModelFacts, SkillKind } from '../../der/core/modelFacts';
import { logit } from '../../der/estimate/logOdds';
import type { Sized } from '../../der/estimate/prior';
import { sizeOf } from '../../der/core/costUnit';
import type { Source } from '../../learn/recordedAnswers';
import type { Catalogue } from '../../providers/catalogue/catalogue';
import type { CsvRow } from './csv';

/** One model's result in one table. */
export interface CatalogueResult {
  /** As the catalogue calls it; the expert's own name where it does not know it. */
  readonly model: string;
  readonly facts: ModelFacts;
  readonly sized: Sized;
  /** Whose results compare with each other. */
  readonly table: string;
  readonly kind: SkillKind;
  /** Log-odds of its share of good answers. */
  readonly logOdds: number;
  /** How many questions it is of. */
  readonly questions: number;
  /** Name of the recorded expert; absent in public tables. */
  readonly expert?: string;
  /** The model was let think long. */
  readonly hard?: boolean;
}

const kinds: Readonly<Record<string, SkillKind>> = {
  humaneval: 'program',
  mapcoder: 'program',
  ldb: 'program',
  mtbench: 'open',
  wildbench: 'open',
  pandalm: 'open',
};

/** Mean quality of every expert, each prompt's difficulty taken out, since not all answered the same. */
export function recordedResults(source: Source, catalogue: Catalogue): CatalogueResult[] {
  const rows = source.answers;
  const means = rows.map((row) => mean(row.flatMap((answer) => answer?.quality ?? [])));
  const overall = mean(means.filter(Number.isFinite));
  return source.experts.flatMap((expert, column) => {
    const own = rows.flatMap((row, prompt) => (row[column] ? [row[column].quality - means[prompt]!] : []));
    if (own.length === 0) return [];
    const rate = Math.min(0.98, Math.max(0.02, overall + mean(own)));
    const facts = catalogue.factsOf(expert.name, expert.paramsB ?? undefined) ?? { name: expert.name };
    return {
      model: facts.name,
      facts,
      sized: sizeOf(expert),
      table: source.name,
      kind: kinds[source.name] ?? 'short',
      logOdds: logit(rate),
      questions: own.length,
      expert: expert.name,
    };
  });
}

/** How hard a model was let think, and how it was asked to write: in names of public tables. */
const manner =
  /\b(?:no ?think(?:ing)?|think(?:ing)?|tokens|auto|x?high|low|medium|minimal|effort|base|default|whole|diff|u?diff|api|bf16|highthinking|\d+k)\b/gi;
const thoughtHard = /thinking|think|high|reason/i;
const thoughtLittle = /no ?think|non-reason/i;

/** Results of models that the catalogue knows; those of pairs of models are left out. */
export function publicResults(rows: readonly CsvRow[], catalogue: Catalogue): CatalogueResult[] {
  return rows.flatMap((row) => {
    const name = row['model']!;
    const facts = name.includes(' + ')
      ? undefined
      : (catalogue.factsOf(name) ?? catalogue.factsOf(name.replace(manner, ' ')));
    if (!facts || facts.ofBase || facts.released === undefined) return [];
    const rate = Math.min(0.98, Math.max(0.02, Number(row['score'])));
    return {
      model: facts.name,
      facts,
      sized: { sizeB: facts.paramsB ?? 70, sizeEstimated: facts.paramsB === undefined },
      table: `${row['benchmark']} ${row['category']}`,
      kind: row['kind'] as SkillKind,
      logOdds: logit(rate),
      // LiveBench has about a hundred in each category.
      questions: Number(row['cases'] || 100),
      hard: thoughtHard.test(name) && !thoughtLittle.test(name),
    };
  });
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
