/** The report of a comparison for people, line by line. */
import type { ExperimentKey } from '../../der/comparison/experiment';
import type { MeanOverQuestions } from '../../der/comparison/perQuestion';
import type { Ranked } from '../../der/comparison/prediction';
import type { ComparisonReport, StrategyReport } from '../../der/comparison/report';
import type { WinRate } from '../../der/comparison/winRates';
import { dollars, duration, fixed, percent, signed } from '../../der/core/format';
import { visibleName } from '../../der/text/unseen';

export function reportLines(
  report: ComparisonReport,
  key: ExperimentKey,
  raters: ReadonlyMap<string, number>,
): string[] {
  const same = key.pairs.filter((pair) => pair.same).length;
  const who = [...raters].map(([rater, count]) => `${visibleName(rater)} (${count})`).join(', ');
  return [
    `Comparison of ${report.questions} questions. Ratings: ${who}`,
    ...(same > 0 ? [`${same} of ${key.pairs.length} pairs are the same text twice and count as ties.`] : []),
    'In brackets: 95 % intervals by questions.',
    ...report.pairs.flatMap((pair) => ['', ...pairLines(pair)]),
    '',
    'Per question, and strength (Bradley and Terry, log-odds)',
    ...report.strategies.map(strategyLine),
    '',
    ...raterLines(report),
    '',
    ...predictionLines(report),
    '',
    `The answer on the left won ${share(report.order)}, the longer one ${share(report.length)} of decided votes; 50 % is chance.`,
  ];
}

function pairLines(pair: WinRate): string[] {
  const { wins, losses, ties, bothBad, rate, byKind, difference } = pair;
  const kinds = Object.entries(byKind).map(([kind, one]) => `${kind} ${share(one)} of ${one.questions}`);
  const { usd, costB, ms } = difference;
  const costs = [
    usd && `${usd.mean < 0 ? '−' : '+'}${dollars(Math.abs(usd.mean))} ${interval(usd, money)}`,
    costB && `cost ${signed(costB.mean)} ${interval(costB, signed)}`,
    ms && `${time(ms.mean)} ${interval(ms, time)}`,
  ].filter((one) => one !== null);
  return [
    `${visibleName(pair.strategy)} against ${visibleName(pair.against)}: wins ${share(rate)}`,
    `  ${wins} won, ${losses} lost, ${ties} equally good, ${bothBad} both bad`,
    `  by kind: ${kinds.join(' · ')}`,
    ...(costs.length > 0 ? [`  takes, compared with it: ${costs.join(' · ')}`] : []),
  ];
}

function strategyLine({ name, strength, strengthCi95: [low, high], usd, costB, ms }: StrategyReport): string {
  const taken = [
    usd === undefined ? 'price not known' : dollars(usd),
    costB !== undefined && `cost ${fixed(costB, 1)}`,
    ms !== undefined && duration(ms),
  ].filter(Boolean);
  return `  ${visibleName(name)}: ${signed(strength)} [${signed(low)}, ${signed(high)}] · ${taken.join(' · ')}`;
}

function raterLines({ raters }: ComparisonReport): string[] {
  if (raters.shared === 0) return ['Agreement of raters: no pair was rated by two.'];
  const { same, nominal, ordinal, shared } = raters;
  return [
    `Agreement of raters on ${shared} pairs: ${same === null ? 'not known' : percent(same)} the same, ` +
      `Krippendorff's α ${decimal(nominal)} (nominal), ${decimal(ordinal)} (ordinal)`,
  ];
}

function predictionLines({ prediction }: ComparisonReport): string[] {
  if (!prediction) return ['P̂ against the raters: no pair has two predictions.'];
  const { auc, aucGood, decided, ece, brier, bins } = prediction;
  return [
    `P̂ against the raters: AUC ${ranked(auc)} over ${decided} decided votes; good against both bad ${ranked(aucGood)}`,
    `  of the preference it predicts: calibration error ${fixed(ece, 3)}, Brier ${fixed(brier, 3)} (.25 is chance)`,
    ...bins.map(
      ({ predicted, observed, rows }) =>
        `  predicted ${percent(predicted)}: preferred ${percent(observed)} (${rows / 2} votes)`,
    ),
  ];
}

function share(estimate: MeanOverQuestions | null): string {
  return estimate ? `${percent(estimate.mean)} ${interval(estimate, percent)}` : 'nothing known';
}

function ranked(one: Ranked | null): string {
  if (!one) return 'not defined';
  return one.ci95
    ? `${fixed(one.value, 2)} [${one.ci95.map((end) => fixed(end, 2)).join(', ')}]`
    : fixed(one.value, 2);
}

function interval({ ci95: [low, high] }: MeanOverQuestions, words: (value: number) => string): string {
  return `[${words(low)}, ${words(high)}]`;
}

const money = (usd: number) => `${usd < 0 ? '−' : '+'}${dollars(Math.abs(usd))}`;
const time = (ms: number) => `${ms < 0 ? '−' : '+'}${duration(Math.abs(ms))}`;
const decimal = (value: number | null) => (value === null ? 'not defined' : fixed(value, 2));
