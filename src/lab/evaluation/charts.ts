/** Pictures as HTML text, drawn without a browser: curves, stacked bars, a calibration plot. */
import * as Plot from '@observablehq/plot';
import { DOMParser } from 'linkedom';

/** What Plot draws into. */
const document = new DOMParser().parseFromString('<!doctype html><html><body></body></html>', 'text/html');

const width = 720;
const height = 400;

/** Legible on white and on black. */
const colours = [
  '#4269d0',
  '#c77f00',
  '#d6405a',
  '#2b9c95',
  '#3a9a4a',
  '#d65fc9',
  '#7d54c9',
  '#9c6b4e',
  '#5b7fa6',
  '#7a7a7a',
];

export interface ChartMark {
  readonly x: number;
  readonly y: number;
  /** Shown when the mark is pointed at. */
  readonly label: string;
}

export interface Series {
  readonly name: string;
  readonly marks: readonly ChartMark[];
  /** Joined by a line, in this order. */
  readonly line?: readonly { readonly x: number; readonly y: number }[];
}

/**
 * Series of marks; y from the lowest to the highest value. What is not above zero has no place on a logarithmic axis
 * and is left out. Empty text where there is no mark.
 */
export function curves(
  series: readonly Series[],
  xLabel: string,
  yLabel: string,
  scale: 'log' | 'linear' = 'log',
): string {
  const drawable = ({ x }: { readonly x: number }) => scale === 'linear' || x > 0;
  const named = <Point extends { readonly x: number }>(points: readonly Point[], name: string) =>
    points.filter(drawable).map((point) => ({ ...point, name }));
  const marks = series.flatMap(({ marks, name }) => named(marks, name));
  const lines = series.flatMap(({ line = [], name }) => named(line, name));
  if (marks.length === 0) return '';
  return drawn({
    height,
    x: { type: scale, label: xLabel, grid: true },
    y: { label: yLabel, grid: true, nice: true },
    ...symbolsOf(series.map(({ name }) => name)),
    marks: [
      Plot.line(lines, { x: 'x', y: 'y', z: 'name', stroke: 'name' }),
      Plot.dot(marks, { x: 'x', y: 'y', stroke: 'name', symbol: 'name', title: titleOf }),
    ],
  });
}

/** Predicted against observed shares, with the diagonal of perfect calibration. */
export function calibrationPlot(
  bins: readonly { readonly predicted: number; readonly observed: number; readonly rows: number }[],
): string {
  return drawn({
    width: height + 60,
    height,
    x: { domain: [0, 1], label: 'predicted quality P̂', grid: true },
    y: { domain: [0, 1], label: 'share that was right', grid: true },
    marks: [
      Plot.line(
        [
          [0, 0],
          [1, 1],
        ],
        { strokeOpacity: 0.4, strokeDasharray: '4' },
      ),
      Plot.line(bins, { x: 'predicted', y: 'observed', stroke: colours[0]! }),
      Plot.dot(bins, {
        x: 'predicted',
        y: 'observed',
        fill: colours[0]!,
        title: ({ predicted, observed, rows }) =>
          `predicted ${predicted.toFixed(3)}, observed ${observed.toFixed(3)}, ${rows} judgements`,
      }),
    ],
  });
}

export interface Bar {
  readonly name: string;
  /** One share per part; they sum to at most 1. */
  readonly shares: readonly number[];
}

/** Horizontal bars, each cut into shares; `parts` names the shares. */
export function stackedBars(bars: readonly Bar[], parts: readonly string[]): string {
  const pieces = bars.flatMap(({ name, shares }) =>
    shares.map((share, at) => ({ name, share, part: parts[at]! })),
  );
  return drawn({
    marginLeft: 150,
    x: { domain: [0, 100], percent: true, label: '% of the routes' },
    y: { domain: bars.map(({ name }) => name), label: null },
    color: { ...coloursOf(parts), legend: true },
    marks: [
      Plot.barX(pieces, {
        x: 'share',
        y: 'name',
        fill: 'part',
        title: ({ name, part, share }) => `${name}: ${part} ${(share * 100).toFixed(1)} %`,
      }),
    ],
  });
}

/** Ten colours, each with a second and a third symbol where there are more names. */
function symbolsOf(names: readonly string[]): Pick<Plot.PlotOptions, 'color' | 'symbol'> {
  const symbols = ['circle', 'square', 'triangle'] as const;
  const range = names.map((_, at) => symbols[Math.floor(at / colours.length) % symbols.length]!);
  return { color: coloursOf(names), symbol: { domain: names, range, legend: true } };
}

function coloursOf(names: readonly string[]): Plot.ScaleOptions {
  return { domain: names, range: names.map((_, at) => colours[at % colours.length]!) };
}

function titleOf({ name, label }: { readonly name: string; readonly label: string }): string {
  return `${name}: ${label}`;
}

function drawn(options: Plot.PlotOptions): string {
  return Plot.plot({ width, document: document as never, ...options }).outerHTML;
}
