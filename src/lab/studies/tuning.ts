/**
 * What tuning brings simulated people: recorded experts under other names, whose size says nothing of them (permuted),
 * who are good at some subjects alone (specialised), or of whom some are broken. Networks are tuned on their outcomes
 * on train prompts and measured on dev.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { loadModels, type Models } from '../../der/networks/models';
import { presetNames, presets } from '../../der/core/presets';
import type { SkillKind } from '../../der/core/modelFacts';
import type { OutcomeRecord } from '../../der/estimate/outcomes';
import { mean } from '../../der/statistics/statistics';
import type { RecordedExpert, Source } from '../../learn/recordedAnswers';
import { Random } from '../../learn/random';
import { tune } from '../../learn/tuning/tune';
import { modelsFolder } from '../../cli/places';
import type { StudyOptions } from '../commands/studyOptions';
import type { TrainingRun } from '../commands/foldModels';
import { averageQuality } from '../evaluation/hull';
import type { MeasuredMethod } from '../evaluation/measure';
import type { Setting } from '../evaluation/method';
import { fewSettings } from '../evaluation/methods/der';
import { drawCalibration } from '../evaluation/calibrationPrompts';
import { studyFixture, withSources, writeTables, type StudyFixture } from './studyFixture';

const persons = ['as recorded', 'permuted', 'specialised', 'broken', 'clicks by chance'] as const;
type PersonKind = (typeof persons)[number];

/** Experts of a person's pool. */
const poolSize = 6;
/** Share of a broken expert's answers that are none. */
const brokenShare = 0.6;

const settings: readonly Setting[] = [...fewSettings, ...presetNames.map((name) => ({ ...presets[name] }))];

const kindOf: Readonly<Record<string, SkillKind>> = {
  humaneval: 'program',
  mapcoder: 'program',
  ldb: 'program',
  wildbench: 'open',
  mtbench: 'open',
  pandalm: 'open',
};

export function tuning(options: StudyOptions, running: TrainingRun): Promise<void> {
  return withSources(options, async (models, sources) => {
    const rows: (string | number)[][] = [];
    for (const source of sources) {
      for (const person of persons) {
        rows.push([source.name, person, ...(await tunedFor(person, source, models, options, running))]);
        await writeTables(options, 'tuning', [{ title: 'Tuned against shipped networks', head, rows }]);
      }
    }
  });
}

const head = [
  ...['source', 'person', 'outcomes', 'result', 'AIQ shipped', 'AIQ tuned', 'difference', '95 %'],
  ...['Balanced: quality − α · cost, difference', '95 % '],
];

async function tunedFor(
  person: PersonKind,
  recorded: Source,
  models: Models,
  options: StudyOptions,
  running: TrainingRun,
): Promise<(string | number)[]> {
  const random = new Random(options.seed).fork(`${recorded.name} ${person}`);
  const source = hidden(recorded, person, random);
  const columns = source.experts.map((_, column) => column);
  const count = options.calibrate;
  const asked = drawCalibration(source, columns, 'dev', count, options.seed);
  const outcomes = asked.flatMap((index) => outcomesOn(source, index, person, random));
  const name = `${recorded.name}-${person.replaceAll(' ', '-')}-${options.seed}`;
  const file = join(options.out, `${name}.jsonl`);
  const out = join(options.out, name);
  await mkdir(options.out, { recursive: true });
  await writeFile(file, outcomes.map((record) => `${JSON.stringify(record)}\n`).join(''));
  const experts = source.experts.map(({ name: id, costB, costEstimated }) => ({ id, costB, costEstimated }));
  const shipped = modelsFolder(options.models);
  const order = { models: shipped, outcomes: file, out, seed: options.seed, experts };
  const verdict = await tune(order, {
    progress: (share) => running.progress(`${name}: ${Math.round(100 * share)} %`),
    pass: () => Promise.resolve(running.signal.throwIfAborted()),
  });
  const result = verdict.result === 'better' ? `better (${verdict.part})` : verdict.result;
  // What a person clicked by chance is what profiles know, too.
  const known = person === 'clicks by chance' ? clicked(source, asked, outcomes) : source;
  const before = await studyFixture(known, models, undefined, options, running);
  const one = await before.measured(settings);
  const area = areaOf(before, one);
  if (verdict.result !== 'better')
    return [outcomes.length, result, area() ?? NaN, area() ?? NaN, 0, '', 0, ''];
  const tuned = await loadModels(out);
  try {
    const after = await studyFixture(known, tuned, undefined, options, running);
    const other = await after.measured(settings);
    return [outcomes.length, result, ...compared(before, one, other)];
  } finally {
    await tuned.release();
  }
}

function compared(
  fixture: StudyFixture,
  one: readonly MeasuredMethod[],
  other: readonly MeasuredMethod[],
): (string | number)[] {
  const { bootstrap } = fixture;
  const [before, after] = [areaOf(fixture, one), areaOf(fixture, other)];
  const interval = bootstrap.intervalOf((weights) => (after(weights) ?? 0) - (before(weights) ?? 0))!;
  const at = settings.findIndex(
    (setting) => setting.p0 === presets.balanced.p0 && setting.beta === presets.balanced.beta,
  );
  const worth = ({ quality, cost }: MeasuredMethod) =>
    Float64Array.from(quality, (value, row) => value - presets.balanced.alpha * cost[row]!);
  const [was, is] = [worth(one[at]!), worth(other[at]!)];
  const gains = is.map((value, row) => value - was[row]!);
  return [
    ...[before() ?? NaN, after() ?? NaN, (after() ?? 0) - (before() ?? 0), between(interval)],
    ...[mean(gains), between(bootstrap.interval(gains))],
  ];
}

function between(interval: readonly number[]): string {
  return interval.map((bound) => bound.toFixed(3)).join(' … ');
}

/** Area under the curve of all settings, of all prompts or of a resample. */
function areaOf({ pool, cases }: StudyFixture, measured: readonly MeasuredMethod[]) {
  const byCost = [...pool.keys()].sort((a, b) => pool[a]!.costB - pool[b]!.costB);
  const [cheapest, dearest] = [byCost[0]!, byCost.at(-1)!];
  const weighed = (values: (row: number) => number, weights?: Uint32Array) => {
    let [sum, count] = [0, 0];
    for (let row = 0; row < cases.length; row++) {
      const weight = weights?.[row] ?? 1;
      sum += weight * values(row);
      count += weight;
    }
    return sum / count;
  };
  return (weights?: Uint32Array) => {
    const single = (member: number) => ({
      cost: pool[member]!.costB,
      quality: weighed((row) => cases[row]!.quality[member]!, weights),
    });
    const points = measured.map(({ quality, cost }) => ({
      cost: weighed((row) => cost[row]!, weights),
      quality: weighed((row) => quality[row]!, weights),
    }));
    return averageQuality(points, single(cheapest), single(dearest));
  };
}

/** Some of a source's experts under other names, as they are to this person. */
function hidden(source: Source, person: PersonKind, random: Random): Source {
  const answering = source.experts.flatMap((_, column) =>
    source.answers.filter((row) => row[column]).length > source.answers.length / 2 ? [column] : [],
  );
  const models = new Map(
    random.shuffle(answering).map((column) => [source.experts[column]!.name.split('+')[0], column]),
  );
  const columns = [...models.values()].slice(0, poolSize);
  const rows = source.prompts.flatMap((_, row) =>
    columns.every((column) => source.answers[row]![column]) ? [row] : [],
  );
  const costs = columns.map((column) => source.experts[column]!);
  const shown = person === 'permuted' ? random.shuffle([...costs]) : costs;
  const experts = shown.map(({ costB, costEstimated }, at): RecordedExpert => ({
    name: `expert ${at}`,
    ...{ paramsB: costB, usdPerMtok: null, costB, costEstimated },
  }));
  const domains = [...new Set(rows.map((row) => source.prompts[row]!.domain))].sort();
  const swapped = new Set(random.shuffle(domains).slice(0, Math.ceil(domains.length / 2)));
  const dearest = experts.map((_, at) => at).sort((a, b) => experts[b]!.costB - experts[a]!.costB);
  const broken = new Set(dearest.slice(0, 2));
  const answers = rows.map((row, place) =>
    columns.map((column, at) => {
      const isSwapped = person === 'specialised' && swapped.has(source.prompts[row]!.domain);
      const own = source.answers[row]![isSwapped ? columns[(at + 3) % columns.length]! : column]!;
      if (person !== 'broken' || !broken.has(at) || random.uniform() >= brokenShare) return own;
      // What it said to another question.
      const other =
        source.answers[rows[(place + 1 + random.integer(rows.length - 1)) % rows.length]!]![column]!;
      return { ...other, quality: 0 };
    }),
  );
  return { ...source, experts, prompts: rows.map((row) => source.prompts[row]!), answers };
}

function outcomesOn(source: Source, index: number, person: PersonKind, random: Random): OutcomeRecord[] {
  const { question, id } = source.prompts[index]!;
  return source.answers[index]!.flatMap((answer, at): OutcomeRecord[] => {
    if (!answer) return [];
    const chance = person === 'clicks by chance';
    return [
      {
        expert: source.experts[at]!.name,
        question: question ?? id,
        quality: chance ? Number(random.uniform() < 0.5) : answer.quality,
        characters: answer.text.length,
        from: 'rating',
        at: new Date(Date.UTC(2026, 0, 1)).toISOString(),
        kind: kindOf[source.name] ?? 'short',
      },
    ];
  });
}

/** The source with what was clicked in place of what answers were worth, on the prompts of the outcomes alone. */
function clicked(source: Source, asked: readonly number[], outcomes: readonly OutcomeRecord[]): Source {
  const rest = [...outcomes];
  const rows = new Map(
    asked.map((index) => [
      index,
      source.answers[index]!.map((answer) => answer && { ...answer, quality: rest.shift()!.quality! }),
    ]),
  );
  return { ...source, answers: source.answers.map((row, index) => rows.get(index) ?? row) };
}
