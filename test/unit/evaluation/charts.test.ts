import { DOMParser } from 'linkedom';
import { expect, it } from 'vitest';
import { calibrationPlot, curves, stackedBars } from '../../../src/lab/evaluation/charts';

const hostile = '<script>alert(1)</script>" onload="x';
const series = (name: string, xs: readonly number[]) => ({
  name,
  marks: xs.map((x) => ({ x, y: 0.5 + x / 100, label: `at ${x}` })),
});

interface Drawn {
  readonly textContent: string;
  getAttribute(name: string): string | null;
}

function drawn(html: string, selector: string): Drawn[] {
  const page = `<!doctype html><html><body>${html}</body></html>`;
  const document = new DOMParser().parseFromString(page, 'text/html');
  return [...(document.querySelectorAll(selector) as Iterable<Drawn>)];
}

const textOf = (html: string) => drawn(html, 'body')[0]!.textContent;

it('draws every mark with what it says, and who is who', () => {
  const html = curves([series('der', [1, 10, 40]), series('vote', [20])], 'cost', 'quality');
  const titles = drawn(html, 'title').map(({ textContent }) => textContent);
  expect(titles).toEqual(['der: at 1', 'der: at 10', 'der: at 40', 'vote: at 20']);
  for (const text of ['der', 'vote', 'cost', 'quality']) expect(textOf(html)).toContain(text);
});

it('joins the points of a line, and leaves out what a logarithmic axis has no place for', () => {
  const line = [0, 1, 10].map((x) => ({ x, y: x }));
  const places = (scale: 'log' | 'linear') => {
    const html = curves([{ ...series('a', [0, 1, 10]), line }], 'x', 'y', scale);
    const [path] = drawn(html, '[aria-label=line] path');
    return [drawn(html, 'title').length, path!.getAttribute('d')!.split('L').length];
  };
  expect(places('log')).toEqual([2, 2]);
  expect(places('linear')).toEqual([3, 3]);
  expect(curves([series('none', [0])], 'x', 'y')).toBe('');
});

it('draws shares as wide as they are', () => {
  const html = stackedBars([{ name: 'der', shares: [0.25, 0.75] }], ['one', 'two']);
  const [one, two] = drawn(html, '[aria-label=bar] rect').map((bar) => Number(bar.getAttribute('width')));
  expect(two! / one!).toBeCloseTo(3, 1);
});

it('draws a calibration from bins', () => {
  const bins = [
    { predicted: 0.2, observed: 0.1, rows: 7 },
    { predicted: 0.9, observed: 0.8, rows: 9 },
  ];
  expect(calibrationPlot(bins)).toContain('predicted 0.900, observed 0.800, 9 judgements');
});

it('shows hostile names as text', () => {
  for (const html of [
    curves([series(hostile, [1, 2])], hostile, hostile),
    stackedBars([{ name: hostile, shares: [0.5] }], [hostile]),
  ]) {
    expect(drawn(html, 'script, [onload]')).toEqual([]);
    expect(textOf(html)).toContain(hostile);
  }
});
