/** Pictures as SVG text: curves, stacked bars, a calibration plot. */

const width = 720;
const height = 400;
const margin = { left: 56, right: 170, top: 16, bottom: 44 };
/** Of one line of a legend. */
const legendHeight = 16;
const inner = { width: width - margin.left - margin.right, height: height - margin.top - margin.bottom };

export interface Mark {
  readonly x: number;
  readonly y: number;
  /** Shown when the mark is pointed at. */
  readonly label: string;
}

export interface Series {
  readonly name: string;
  readonly marks: readonly Mark[];
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
  scale: 'logarithmic' | 'linear' = 'logarithmic',
): string {
  const drawable = ({ x }: { readonly x: number }) => scale === 'linear' || x > 0;
  const all = series.flatMap(({ marks }) => marks).filter(drawable);
  if (all.length === 0) return '';
  const axis = scale === 'linear' ? linearAxis : logAxis;
  const x = axis(
    all.map((mark) => mark.x),
    inner.width,
  );
  const y = linearAxis(
    all.map((mark) => mark.y),
    inner.height,
  );
  const drawn = series.map(({ name, marks, line = [] }, index) => {
    const path = line
      .filter(drawable)
      .map((point) => `${round(x.at(point.x))},${round(inner.height - y.at(point.y))}`);
    const dots = marks
      .filter(drawable)
      .map((mark) => dot(x.at(mark.x), inner.height - y.at(mark.y), `${name}: ${mark.label}`, index));
    const joined = path.length > 1 ? `<polyline class="c${index % 10}" points="${path.join(' ')}"/>` : '';
    return joined + dots.join('');
  });
  return frame(
    drawn.join('') + xTicks(x.ticks, x.at) + yTicks(y.ticks, y.at) + legend(series.map(({ name }) => name)),
    xLabel,
    yLabel,
    height,
  );
}

/** Predicted against observed shares, with the diagonal of perfect calibration. */
export function calibrationPlot(
  bins: readonly { readonly predicted: number; readonly observed: number; readonly rows: number }[],
): string {
  const at = (share: number) => share * inner.height;
  const points = bins.map(
    ({ predicted, observed }) => `${round(at(predicted))},${round(inner.height - at(observed))}`,
  );
  const dots = bins.map(({ predicted, observed, rows }) =>
    dot(
      at(predicted),
      inner.height - at(observed),
      `predicted ${predicted.toFixed(3)}, observed ${observed.toFixed(3)}, ${rows} judgements`,
      0,
    ),
  );
  const ticks = [0, 0.25, 0.5, 0.75, 1];
  const diagonal = `<line class="grid" x1="0" y1="${inner.height}" x2="${inner.height}" y2="0"/>`;
  return frame(
    `${diagonal}<polyline class="c0" points="${points.join(' ')}"/>${dots.join('')}` +
      xTicks(ticks, at) +
      yTicks(ticks, at),
    'predicted quality P̂',
    'share that was right',
    height,
  );
}

export interface Bar {
  readonly name: string;
  /** One share per part; they sum to at most 1. */
  readonly shares: readonly number[];
}

/** Horizontal bars, each cut into shares; `parts` names the shares. */
export function stackedBars(bars: readonly Bar[], parts: readonly string[]): string {
  const rowHeight = 22;
  const left = 150;
  const span = inner.width - left;
  const rows = bars.map(({ name, shares }, row) => {
    let from = 0;
    const pieces = shares.map((share, part) => {
      const piece =
        `<rect class="f${part % 10}" x="${round(left + from * span)}" y="${row * rowHeight + 3}" ` +
        `width="${round(share * span)}" height="${rowHeight - 6}">` +
        `<title>${escapeHtml(`${name}: ${parts[part]} ${(share * 100).toFixed(1)} %`)}</title></rect>`;
      from += share;
      return piece;
    });
    const label = `<text class="name" x="${left - 8}" y="${row * rowHeight + 15}">${escapeHtml(name)}</text>`;
    return label + pieces.join('');
  });
  return frame(
    rows.join('') + legend(parts),
    '',
    '',
    Math.max(bars.length * rowHeight, parts.length * legendHeight) + 40,
  );
}

function frame(content: string, xLabel: string, yLabel: string, tall: number): string {
  const bottom = tall - 6;
  const middle = margin.top + inner.height / 2;
  return (
    `<svg viewBox="0 0 ${width} ${tall}" role="img"><g transform="translate(${margin.left} ${margin.top})">${content}</g>` +
    `<text class="axis" x="${margin.left + inner.width / 2}" y="${bottom}">${escapeHtml(xLabel)}</text>` +
    `<text class="axis" transform="translate(14 ${middle}) rotate(-90)">${escapeHtml(yLabel)}</text></svg>`
  );
}

/** Ten colours, then the same ones hollow. */
function look(index: number): string {
  return `c${index % 10}${index % 20 < 10 ? '' : ' hollow'}`;
}

function dot(x: number, y: number, label: string, index: number): string {
  return `<circle class="${look(index)}" cx="${round(x)}" cy="${round(y)}" r="3"><title>${escapeHtml(label)}</title></circle>`;
}

function legend(names: readonly string[]): string {
  return names
    .map((name, index) => {
      const y = 8 + index * legendHeight;
      const x = inner.width + 16;
      return `<circle class="${look(index)}" cx="${x}" cy="${y}" r="4"/><text class="legend" x="${x + 10}" y="${y + 4}">${escapeHtml(name)}</text>`;
    })
    .join('');
}

function xTicks(ticks: readonly number[], at: (value: number) => number): string {
  return ticks
    .map((tick) => {
      const x = round(at(tick));
      return `<line class="grid" x1="${x}" y1="0" x2="${x}" y2="${inner.height}"/><text class="tick" x="${x}" y="${inner.height + 16}">${shortNumber(tick)}</text>`;
    })
    .join('');
}

function yTicks(ticks: readonly number[], at: (value: number) => number): string {
  return ticks
    .map((tick) => {
      const y = round(inner.height - at(tick));
      return `<line class="grid" x1="0" y1="${y}" x2="${inner.width}" y2="${y}"/><text class="tick left" x="-6" y="${y + 4}">${shortNumber(tick)}</text>`;
    })
    .join('');
}

interface Axis {
  readonly ticks: readonly number[];
  /** Pixels from the axis's start. */
  readonly at: (value: number) => number;
}

function logAxis(values: readonly number[], length: number): Axis {
  const low = Math.log10(Math.min(...values)) - 0.05;
  const high = Math.max(Math.log10(Math.max(...values)) + 0.05, low + 0.2);
  const ticks: number[] = [];
  for (let power = Math.floor(low); power <= Math.ceil(high); power++) {
    for (const step of stepsOf(high - low)) {
      const tick = step * 10 ** power;
      if (Math.log10(tick) >= low && Math.log10(tick) <= high) ticks.push(tick);
    }
  }
  return { ticks, at: (value) => ((Math.log10(value) - low) / (high - low)) * length };
}

/** Marks within every power of ten, the more the fewer powers there are. */
function stepsOf(powers: number): readonly number[] {
  if (powers > 2) return [1];
  return powers > 0.7 ? [1, 2, 5] : [1, 1.5, 2, 2.5, 3, 4, 5, 6, 7, 8, 9];
}

function linearAxis(values: readonly number[], length: number): Axis {
  const step = roundStep((Math.max(...values) - Math.min(...values)) / 6);
  const low = Math.floor(Math.min(...values) / step) * step;
  const high = Math.max(Math.ceil(Math.max(...values) / step) * step, low + step);
  const count = Math.round((high - low) / step);
  return {
    ticks: Array.from({ length: count + 1 }, (_, index) => Number((low + index * step).toPrecision(6))),
    at: (value) => ((value - low) / (high - low)) * length,
  };
}

/** The next of 1, 2 and 5 times a power of ten; at least 0.01. */
function roundStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(least, 0.01)));
  return power * [1, 2, 5, 10].find((step) => step * power >= Math.max(least, 0.01) * (1 - 1e-9))!;
}

function shortNumber(value: number): string {
  if (value >= 1e6) return `${value / 1e6}M`;
  if (value >= 1e4) return `${value / 1e3}k`;
  return value >= 1e-3 || value === 0 ? String(value) : value.toExponential(0);
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
