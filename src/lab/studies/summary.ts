/** The figures of several sources side by side, as docs/results.md shows them. */
import type { Evaluation } from '../evaluation/evaluate';
import { isSkipped, type MeanWithInterval, type Report, type TerminatorReport } from '../evaluation/report';
import type { Interval } from '../../der/statistics/statistics';
import type { Table } from './studyFixture';

/** @param together the Terminator over all sources, where their judgements were put together */
export function summaryOf(
  evaluations: readonly Pick<Evaluation, 'report'>[],
  together?: TerminatorReport,
): Table[] {
  const reports = evaluations.map(({ report }) => report);
  const judged = reports.flatMap(({ data, n, terminator }) =>
    isSkipped(terminator) ? [] : [{ name: data, n, terminator }],
  );
  const prompts = judged.reduce((sum, { n }) => sum + n, 0);
  const all = together ? [{ name: 'all', n: prompts, terminator: together }] : [];
  return [terminatorTable([...judged, ...all]), kindsTable([...judged, ...all]), ...aiqTables(reports)];
}

interface Judged {
  readonly name: string;
  /** Prompts. */
  readonly n: number;
  readonly terminator: TerminatorReport;
}

function terminatorTable(judged: readonly Judged[]): Table {
  return {
    title: 'The Terminator',
    head: [
      ...['source', 'prompts', 'judgements', 'AUC', '95 %', 'within expert × domain', '95 %'],
      ...['above base rate', '95 %', 'above belief', '95 %', 'concordance', 'ECE', 'Brier'],
    ],
    rows: judged.map(({ name, n, terminator: of }) => [
      ...[name, n, of.rows, known(of.auc), range(of.auc_ci95)],
      ...[known(of.auc_within_expert_and_domain), range(of.auc_within_ci95)],
      ...lead(of.auc_above_base_rate),
      ...lead(of.auc_above_belief),
      ...[known(of.concordance), of.ece.toFixed(3), of.brier.toFixed(3)],
    ]),
  };
}

function kindsTable(judged: readonly Judged[]): Table {
  return {
    title: 'The Terminator by kind of answer',
    head: ['source', 'kind', 'judgements', 'AUC', 'ECE', 'Brier'],
    rows: judged.flatMap(({ name, terminator }) =>
      Object.entries(terminator.by_kind).map(([kind, { rows, auc, ece, brier }]) => [
        ...[name, kind, rows, known(auc), ece.toFixed(3), brier.toFixed(3)],
      ]),
    ),
  };
}

/** AIQ of every method; nothing where DER was not measured. */
function aiqTables(reports: readonly Report[]): Table[] {
  const rows = reports.flatMap(({ data, n, methods, aiq_differences: differences }) =>
    methods.flatMap((row) => {
      if (isSkipped(row) || row.aiq === null) return [];
      const against = differences.find((one) => one.method === 'der' && one.against === row.name);
      return [[data, n, row.name, row.aiq.toFixed(3), ...lead(against ?? null)]];
    }),
  );
  if (!reports.some(({ aiq_differences: differences }) => differences.length > 0)) return [];
  const head = ['source', 'prompts', 'method', 'AIQ', 'DER − it', '95 %'];
  return [{ title: 'Area under the cost–quality curve', head, rows }];
}

function known(value: number | null): string {
  return value?.toFixed(3) ?? '–';
}

function lead(of: MeanWithInterval | null): [mean: string, ci95: string] {
  return of ? [of.mean.toFixed(3), range(of.ci95)] : ['–', ''];
}

function range(interval: Interval | null): string {
  return interval ? interval.map((bound) => bound.toFixed(3)).join(' … ') : '';
}
