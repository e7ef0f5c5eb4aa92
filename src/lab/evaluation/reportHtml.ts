/** The report as one self-contained HTML page with pictures. */
import type { RecordedExpert } from '../../learn/recordedAnswers';
import { calibrationPlot, curves, stackedBars, type Series } from './charts';
import { escapeHtml, htmlPage, section } from './htmlPage';
import { hull } from './hull';
import { cells, columns, figure, inWords, remarks, title } from './markdown';
import type { MeasuredMethod } from './measure';
import { isSkipped, type Report } from './report';
import { mean } from '../../der/statistics/statistics';
import type { Measurement, MergedMethod } from './mergeFolds';

/** Axes that quality is drawn against. */
const axes = [
  {
    name: 'Cost',
    label: 'cost per question (Σ costB of the calls)',
    values: ({ cost }: MeasuredMethod) => cost,
  },
  {
    name: 'Parameters',
    label: 'billions of parameters run',
    values: ({ paramsB }: MeasuredMethod) => paramsB,
  },
  {
    name: 'Parameters × tokens',
    label: 'billions of parameters × answer tokens',
    values: ({ paramsTokens }: MeasuredMethod) => paramsTokens,
  },
  { name: 'Dollars', label: 'US dollars per question, list price', values: ({ usd }: MeasuredMethod) => usd },
] as const;

export function reportHtml(
  report: Report,
  pool: readonly RecordedExpert[],
  measurements: readonly Measurement[],
): string {
  const rows = new Set(report.methods.map(({ name }) => name));
  const shown = measurements.filter(({ method }) => rows.has(method));
  const heading = `DER evaluation: ${title(report)}`;
  const sections = [
    section('Figures', methodTable(report)),
    ...axes.map(({ name, label, values }) =>
      section(
        `Quality against ${name.toLowerCase()}`,
        curves(qualityCurves(shown, values), label, 'quality'),
        missing,
      ),
    ),
    section('Calibration of the Terminator', calibration(report), missing),
    section('Route lengths', routeLengths(shown)),
    section('Who is asked when', whoIsAsked(shown, pool)),
  ];
  return htmlPage(heading, sections);
}

const missing = 'Not known for this pool, so there is no picture.';

function methodTable(report: Report): string {
  const row = (texts: readonly string[], tag: string) =>
    `<tr>${texts.map((text) => `<${tag}>${escapeHtml(text)}</${tag}>`).join('')}</tr>`;
  const rows = report.methods.flatMap((method) => (isSkipped(method) ? [] : [row(cells(method), 'td')]));
  const table = `<div class="wide"><table>${row(columns, 'th')}${rows.join('')}</table></div>`;
  return (
    table +
    remarks(report)
      .map((remark) => `<p>${escapeHtml(remark)}</p>`)
      .join('')
  );
}

/** Single experts as one series of points; a method with knobs as the curve of its settings selected on train. */
function qualityCurves(
  measurements: readonly Measurement[],
  values: (measured: MeasuredMethod) => Float64Array | null,
): Series[] {
  const mark = (run: MergedMethod, name: string) => {
    const x = values(run.measured);
    if (x === null) return [];
    const point = { x: mean(x), y: mean(run.measured.quality) };
    const words = inWords(run.knobs);
    const setting = words === '' ? '' : ` (${words})`;
    return [{ ...point, label: `${name}${setting}: quality ${point.y.toFixed(3)} at ${figure(point.x)}` }];
  };
  const single = measurements.filter(({ method }) => method.startsWith('expert:'));
  const experts: Series = {
    name: 'single experts',
    marks: single.flatMap(({ method, row }) => mark(row, method)),
  };
  // DER first, in a colour of its own; what varies it would hide it, and is in the table.
  const others = measurements
    .filter(({ method }) => !/^(expert:|der[_@])/.test(method))
    .sort((a, b) => Number(b.method === 'der') - Number(a.method === 'der'))
    .map(({ method, hasKnobs, hull: selected, row }) => {
      const drawn = hasKnobs ? selected : [row];
      const marks = drawn.flatMap((run) => mark(run, ''));
      // Half a curve says something else than the whole.
      if (marks.length < drawn.length) return { name: method, marks: [] };
      const corners = hull(marks.map(({ x, y }) => ({ cost: x, quality: y })));
      return { name: method, marks, line: corners.map(({ cost, quality }) => ({ x: cost, y: quality })) };
    });
  return [experts, ...others].filter(({ marks }) => marks.length > 0);
}

function calibration({ terminator }: Report): string {
  return isSkipped(terminator)
    ? `<p>${escapeHtml(terminator.skipped)}</p>`
    : calibrationPlot(terminator.bins);
}

/** Lengths that are told apart: as many as there are colours. */
const mostLengths = 10;

function routeLengths(measurements: readonly Measurement[]): string {
  const several = measurements.filter(asksSeveral);
  const longest = Math.max(1, ...several.flatMap(({ row }) => Array.from(row.measured.calls)));
  const parts = Array.from({ length: Math.min(longest, mostLengths) }, (_, at) => {
    const orMore = at + 1 === mostLengths && longest > mostLengths ? ' or more' : '';
    return `${at + 1}${orMore} call${at === 0 ? '' : 's'}`;
  });
  const bars = several.map(({ method, row }) => {
    const { calls } = row.measured;
    return {
      name: method,
      shares: parts.map(
        (_, at) => calls.filter((count) => Math.min(count, mostLengths) === at + 1).length / calls.length,
      ),
    };
  });
  return stackedBars(bars, parts);
}

/** For every method that chooses whom to ask: shares of the experts at each step of its routes. */
function whoIsAsked(measurements: readonly Measurement[], pool: readonly RecordedExpert[]): string {
  const names = pool.map(({ name }) => name);
  const pictures = measurements.filter(asksSeveral).map(({ method, row }) => {
    const routes = row.measured.outcomes.flatMap((outcomes) => outcomes.map(({ asked }) => asked));
    const longest = Math.max(...routes.map((route) => route.length));
    const bars = Array.from({ length: longest }, (_, step) => ({
      name: `step ${step + 1}`,
      shares: names.map(
        (_, member) => routes.filter((route) => route[step] === member).length / routes.length,
      ),
    }));
    return `<details><summary>${escapeHtml(method)}</summary>${stackedBars(bars, names)}</details>`;
  });
  return pictures.join('');
}

function asksSeveral({ row }: Measurement): boolean {
  return row.measured.calls.some((count) => count > 1);
}
