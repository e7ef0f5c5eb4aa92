/** What a training of the policy logged, as a page with pictures. */
import { curves, type Series } from '../evaluation/charts';
import { htmlPage, section } from '../evaluation/htmlPage';

/** A line of the log; see `train` for its phases. */
export type LogEntry = Readonly<Record<string, number | string>>;

/** Terms of the loss that say whether learning goes well, each in a picture of its own. */
const terms = {
  entropy: 'Entropy of the policy: falls as it makes up its mind; near 0 at once, it does not try anything',
  value: "The critic's loss",
  divergence: 'How far an iteration moves the policy (approximate KL)',
  clippedShare: 'Share of the steps that were clipped',
  gradientNorm: 'Length of the gradient before clipping',
  steps: 'Answers per route',
} as const;

/** Undefined where no iteration has been logged. */
export function learningCurve(log: readonly LogEntry[]): string | undefined {
  const iterations = log.filter(({ phase }) => phase === 'ppo');
  if (iterations.length === 0) return undefined;
  const last = Number(iterations.at(-1)!['iteration']);
  const start = log.find(({ phase }) => phase === 'imitation');
  const held = log.filter(({ phase }) => phase === 'measured');
  const level = (name: string, value: number) =>
    line(name, [
      [0, value],
      [last, value],
    ]);
  const returns = [
    line(
      'training prompts',
      iterations.map((entry) => at(entry, 'return')),
    ),
    line('held-out prompts', [
      ...(start ? [[0, Number(start['held'])] as const] : []),
      ...held.map((entry) => at(entry, 'held')),
    ]),
    ...(start ? [level('one step ahead', Number(start['lookahead']))] : []),
  ];
  return htmlPage('Training of the policy', [
    section('Mean return', curves(returns, 'iteration', 'return', 'linear')),
    ...Object.entries(terms).map(([term, meaning]) =>
      section(
        meaning,
        curves(
          [
            line(
              term,
              iterations.map((entry) => at(entry, term)),
            ),
          ],
          'iteration',
          term,
          'linear',
        ),
      ),
    ),
  ]);
}

function at(entry: LogEntry, value: string): readonly [iteration: number, value: number] {
  return [Number(entry['iteration']), Number(entry[value])];
}

function line(name: string, points: readonly (readonly [iteration: number, value: number])[]): Series {
  const marks = points.map(([x, y]) => ({ x, y, label: `iteration ${x}: ${Number(y.toPrecision(4))}` }));
  return { name, marks, line: marks };
}
