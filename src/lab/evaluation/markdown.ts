/** The report as a Markdown table. */
import type { Setting } from './method';
import {
  isSkipped,
  type MeanWithInterval,
  type SelectedSetting,
  type MethodRow,
  type Report,
} from './report';
import type { Interval } from '../../der/statistics/statistics';

/** Head of the table; the first column is text, the others are figures. */
export const columns = [
  'method',
  'quality',
  '95 %',
  'Δ best single',
  '95 %',
  'calls',
  'cost',
  'params (B)',
  'params × tokens',
  'US$ / 1,000',
  'AIQ',
] as const;

export function markdown(report: Report): string {
  const rows = report.methods.flatMap((row) => (isSkipped(row) ? [] : [cells(row)]));
  return [
    `# ${title(report)}`,
    '',
    ...remarks(report).map((remark) => `${escaped(remark)}\n`),
    line(columns),
    line(columns.map((_, column) => (column === 0 ? '---' : '---:'))),
    ...rows.map((row) => line(row.map(escaped))),
    '',
    ...differences(report),
  ].join('\n');
}

/** DER's AIQ against that of the others. */
function differences({ aiq_differences: found }: Report): string[] {
  if (found.length === 0) return [];
  const rows = found.map(({ method, against, mean, ci95 }) =>
    line([escaped(`${method} − ${against}`), signed(mean), interval(ci95)]),
  );
  return [line(['AIQ', 'difference', '95 %']), line(['---', '---:', '---:']), ...rows, ''];
}

export function title({ data, split, n, pool }: Report): string {
  return `${data}, ${split}: ${n} prompts, ${pool.length} experts`;
}

/** What belongs beside the table: conditions, what was left out, the Terminator's figures. */
export function remarks(report: Report): string[] {
  const { calibrated, seed, models, pool, notes } = report;
  const skipped = report.methods.filter(isSkipped);
  const reasons = [...new Set(skipped.map((row) => row.skipped))];
  return [
    `Pool: ${pool.join(', ')}.`,
    `${calibrated} calibration prompts; seed ${seed}; models ${models.version}${models.trained ? '' : ' (untrained)'}.`,
    ...reasons.map((reason) => {
      const names = skipped.filter((row) => row.skipped === reason).map(({ name }) => name);
      return `Skipped: ${names.join(', ')}. ${reason}`;
    }),
    terminatorRemark(report.terminator),
    ...notes,
  ];
}

/** A method's figures, column by column. */
export function cells(row: MethodRow): string[] {
  const delta = row.delta_vs_best_single;
  return [
    row.name + (row.knobs ? ` (${inWords(row.knobs)})` : ''),
    row.quality.toFixed(3),
    interval(row.ci95),
    signed(delta.mean),
    interval(delta.ci95),
    row.calls.toFixed(2),
    figure(row.cost),
    figure(row.params_b),
    figure(row.params_tokens),
    figure(row.usd === null ? null : row.usd * 1000),
    row.aiq === null ? '–' : row.aiq.toFixed(3),
  ];
}

/** The Terminator's figures in one sentence. */
export function terminatorRemark(terminator: Report['terminator']): string {
  if (isSkipped(terminator)) return `Terminator: ${terminator.skipped}`;
  const { rows, auc, auc_ci95: ci95, auc_within_expert_and_domain: within, ece, brier } = terminator;
  const { auc_above_base_rate: base, auc_above_belief: belief } = terminator;
  const known = (value: number | null) => value?.toFixed(3) ?? '–';
  const above = (lead: MeanWithInterval | null) =>
    lead ? `${signed(lead.mean)} (${interval(lead.ci95)})` : 'unknown';
  return (
    `Terminator on ${rows} judgements: AUC ${known(auc)}${ci95 ? ` (${interval(ci95)})` : ''}, ` +
    `within expert and domain ${known(within)}; above the base rate's by ${above(base)}, ` +
    `above agreement's alone by ${above(belief)}; ECE ${ece.toFixed(3)}, Brier ${brier.toFixed(3)}.`
  );
}

/** Knobs for people to read; where folds have settings of their own, every different one. */
export function inWords(knobs: SelectedSetting): string {
  const settings = 'length' in knobs ? (knobs as readonly Setting[]) : [knobs as Setting];
  const texts = settings.map((setting) =>
    Object.entries(setting)
      .map(([name, value]) => `${name} ${value}`)
      .join(', '),
  );
  return [...new Set(texts)].join(' | ');
}

function interval([low, high]: Interval): string {
  return `${low.toFixed(3)} … ${high.toFixed(3)}`.replaceAll('-', '−');
}

function signed(value: number): string {
  return `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(3)}`;
}

/** Three significant digits or so; a dash for what is not known. */
export function figure(value: number | null): string {
  if (value === null) return '–';
  return Math.abs(value) >= 1000
    ? Math.round(value).toLocaleString('en-US')
    : String(Number(value.toPrecision(4)));
}

function line(texts: readonly string[]): string {
  return `| ${texts.join(' | ')} |`;
}

function escaped(text: string): string {
  return text.replace(/[|\\`*_<>[\]]/g, '\\$&');
}
