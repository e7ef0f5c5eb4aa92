/** The report as a Markdown table. */
import { isSkipped, type MethodRow, type Report } from './report';
import type { Interval } from './statistics';

export function markdown(report: Report): string {
  const rows = report.methods.flatMap((row) => (isSkipped(row) ? [] : [cells(row)]));
  const skipped = report.methods.filter(isSkipped);
  const header = [
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
  ];
  return [
    `# ${report.data}, ${report.split}: ${report.n} prompts, ${report.pool.length} experts`,
    '',
    `Pool: ${report.pool.map(escaped).join(', ')}.`,
    `${report.calibrated} calibration prompts; seed ${report.seed}; models ${report.models.version}${report.models.trained ? '' : ' (untrained)'}.`,
    '',
    line(header),
    line(header.map((_, column) => (column === 0 ? '---' : '---:'))),
    ...rows.map(line),
    '',
    ...(skipped.length > 0
      ? [`Skipped: ${skipped.map(({ name, skipped: reason }) => `${name} (${reason})`).join('; ')}`, '']
      : []),
    ...terminatorLines(report),
    ...report.notes.map((note) => `- ${note}`),
    '',
  ].join('\n');
}

function cells(row: MethodRow): string[] {
  const delta = row.delta_vs_best_single;
  return [
    escaped(row.name + (row.knobs ? ` (${knobs(row.knobs)})` : '')),
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

function terminatorLines({ terminator }: Report): string[] {
  if (isSkipped(terminator)) return [`Terminator: ${terminator.skipped}`, ''];
  const { rows, auc, auc_within_expert_and_domain: within, auc_base_rate: base, ece, brier } = terminator;
  const ranked = (value: number | null) => value?.toFixed(3) ?? '–';
  return [
    `Terminator on ${rows} judgements: AUC ${ranked(auc)} (within expert and domain ${ranked(within)}, ` +
      `base rate alone ${ranked(base)}), ECE ${ece.toFixed(3)}, Brier ${brier.toFixed(3)}.`,
    '',
  ];
}

export function knobs(setting: Readonly<Record<string, number>>): string {
  return Object.entries(setting)
    .map(([name, value]) => `${name} ${value}`)
    .join(', ');
}

function interval([low, high]: Interval): string {
  return `${low.toFixed(3)} … ${high.toFixed(3)}`;
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
