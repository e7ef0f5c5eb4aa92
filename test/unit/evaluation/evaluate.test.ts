import { describe, expect, it } from 'vitest';
import type { Evaluation } from '../../../src/lab/evaluation/evaluate';
import { markdown } from '../../../src/lab/evaluation/markdown';
import { reportHtml } from '../../../src/lab/evaluation/reportHtml';
import { isSkipped, type MethodRow } from '../../../src/lab/evaluation/report';
import type { Terminator } from '../../../src/der/core/terminator';
import { answerRow, promptRow, tinyRows } from '../data/support';
import { evaluated } from './support';

function row({ report }: Evaluation, name: string): MethodRow {
  const found = report.methods.find((method) => method.name === name);
  if (found === undefined || isSkipped(found)) throw new Error(`${name} was not measured`);
  return found;
}

describe('evaluate', () => {
  it('reports what single experts and the oracle reach, counted by hand', async () => {
    const result = await evaluated();
    const { report } = result;
    expect(report).toMatchObject({ version: 1, split: 'dev', n: 30, seed: 1, calibrated: 20 });
    expect(row(result, 'expert:small')).toMatchObject({
      quality: 10 / 30,
      cost: 1,
      calls: 1,
      params_tokens: 10,
    });
    expect(row(result, 'expert:org/mid: v1')).toMatchObject({ quality: 15 / 30, cost: 5 });
    expect(row(result, 'expert:org/mid: v1').usd).toBeCloseTo(0.001, 9);
    expect(row(result, 'expert:big')).toMatchObject({ quality: 24 / 30, cost: 20, params_b: 20 });
    expect(row(result, 'best_single').quality).toBe(24 / 30);
    expect(row(result, 'best_single').delta_vs_best_single).toEqual({ mean: 0, ci95: [0, 0] });
    expect(row(result, 'random').quality).toBeCloseTo((10 + 15 + 24) / 90, 12);
    // Of 20 … 49, only 25 and 35 are beyond everybody.
    expect(row(result, 'oracle').quality).toBeCloseTo(28 / 30, 12);
  });

  it('votes for what most say, and asks until two say the same', async () => {
    const rows = tinyRows();
    const result = await evaluated({
      ...rows,
      experts: rows.experts.map((expert) => ({ ...expert, params_b: 2 })),
    });
    // Wrong answers are all "2" here, so every vote of three has a majority, right when two are.
    const right = rows.prompts
      .map((_, at) => at)
      .filter((at) => at >= 20)
      .filter((at) => Number(at % 3 === 0) + Number(at % 2 === 0) + Number(at % 5 !== 0) >= 2);
    expect(row(result, 'vote').quality).toBeCloseTo(right.length / 30, 12);
    expect(row(result, 'vote').calls).toBe(3);
    const agree = row(result, 'agree_skill');
    expect(agree.quality).toBeCloseTo(right.length / 30, 12);
    expect(agree.calls).toBeGreaterThan(2);
    expect(agree.calls).toBeLessThan(3);
  });

  it('selects knobs on train and marks the selected ones', async () => {
    const result = await evaluated();
    for (const name of ['knn', 'strong_weak', 'cascade', 'cascade_routing', 'lookahead']) {
      const { curve, knobs, quality, cost } = row(result, name);
      expect(curve!.some(({ on_hull }) => on_hull)).toBe(true);
      expect(curve).toContainEqual(expect.objectContaining({ knobs, quality, cost, on_hull: true }));
    }
    const { operating_points: points, methods } = result.report;
    expect(points.length).toBeGreaterThan(0);
    for (const point of points) {
      const { curve } = methods.find(({ name }) => name === point.method) as MethodRow;
      expect(curve).toContainEqual(expect.objectContaining({ knobs: point.knobs, quality: point.quality }));
    }
  });

  it('is the same for the same seed', async () => {
    expect((await evaluated()).report).toEqual({ ...(await evaluated()).report, data: expect.any(String) });
  });

  it('does not depend on what the evaluated split holds when it chooses', async () => {
    const rows = tinyRows();
    const flipped = rows.answers.map((answer, at) =>
      at < 60 ? answer : { ...answer, quality: 1 - Number(answer['quality']) },
    );
    const [before, after] = [await evaluated(rows), await evaluated({ ...rows, answers: flipped })];
    for (const name of ['knn', 'strong_weak', 'cascade', 'lookahead', 'cascade_routing']) {
      expect(row(after, name).knobs).toEqual(row(before, name).knobs);
      expect(row(after, name).cost).toEqual(row(before, name).cost);
    }
  });

  it('skips what needs a trained policy, and measures only what is asked for', async () => {
    const { report } = await evaluated(tinyRows(), { methods: ['vote', 'expert', 'der'] });
    expect(report.methods.map(({ name }) => name)).toEqual([
      'expert:small',
      'expert:org/mid: v1',
      'expert:big',
      'vote',
      'der',
    ]);
    expect(report.methods.at(-1)).toEqual({ name: 'der', skipped: 'The policy is not trained.' });
  });

  it('scores the prompts that all answered, and takes fewer calibration prompts where there are fewer', async () => {
    const rows = tinyRows();
    const answers = rows.answers.filter(({ prompt_id: id, expert }) => id !== '20 + 6' || expert !== 'big');
    expect((await evaluated({ ...rows, answers })).report.n).toBe(29);
    expect((await evaluated(rows, { calibrate: 5 })).report.calibrated).toBe(5);
    expect((await evaluated(rows, { calibrate: 'all' })).report.calibrated).toBe(20);
    expect((await evaluated(rows, { calibrate: 0 })).report.calibrated).toBe(0);
  });

  it('uses nothing of the evaluated split, even where that is train', async () => {
    const { report } = await evaluated(tinyRows(), { split: 'train' });
    expect(report.calibrated).toBe(0);
    expect(report.notes).toContainEqual(expect.stringContaining('No train prompts'));
  });

  it('shows unknown parameters, tokens and prices as unknown, not as zero', async () => {
    const rows = tinyRows();
    const experts = rows.experts.map((expert) => ({ ...expert, params_b: null }));
    const answers = rows.answers.map((answer) => ({ ...answer, cost_usd: null, out_tokens: null }));
    const result = await evaluated({ ...rows, experts, answers });
    expect(row(result, 'vote')).toMatchObject({ params_b: null, params_tokens: null, usd: null });
    expect(row(result, 'expert:small').cost).toBeCloseTo(8, 12);
  });

  it('takes fractional quality as it is', async () => {
    const rows = tinyRows();
    const answers = rows.answers.map((answer) => ({ ...answer, quality: Number(answer['quality']) * 0.5 }));
    expect(row(await evaluated({ ...rows, answers }), 'expert:big').quality).toBeCloseTo(12 / 30, 12);
  });

  it.each([
    [{ pool: ['small', 'nobody'] }, /No expert is called "nobody".*"org\/mid: v1"/],
    [{ pool: ['small', 'small'] }, /names "small" twice/],
    [{ split: 'heldout' }, /no prompts in split "heldout". Its splits: train, dev/],
  ])('refuses %j', async (options, message) => {
    await expect(evaluated(tinyRows(), options)).rejects.toThrow(message);
  });

  it('leaves out experts without answers, unless they were named', async () => {
    const rows = tinyRows();
    const withSilent = { ...rows, experts: [...rows.experts, { expert: 'silent', params_b: 3 }] };
    const { report } = await evaluated(withSilent);
    expect(report.pool).not.toContain('silent');
    expect(report.notes).toContainEqual(expect.stringContaining('silent'));
    await expect(evaluated(withSilent, { pool: ['silent'] })).rejects.toThrow('"silent" has no answers');
  });

  it('names who answered fewest where no prompt was answered by all', async () => {
    const rows = {
      prompts: [promptRow('p'), promptRow('q'), promptRow('r')],
      answers: [answerRow('p', 'a', 1), answerRow('q', 'a', 1), answerRow('r', 'b', 1)],
      experts: [
        { expert: 'a', params_b: 1 },
        { expert: 'b', params_b: 2 },
      ],
    };
    await expect(evaluated(rows)).rejects.toThrow('"b" answered fewest (1 of 3)');
  });

  it('evaluates a pool of one', async () => {
    const result = await evaluated(tinyRows(), { pool: ['big'] });
    expect(row(result, 'vote_weighted').quality).toBe(24 / 30);
    expect(row(result, 'lookahead').aiq).toBeNull();
  });

  it('scores a Terminator on random routes: one that knows the answer is perfect', async () => {
    const knowing: Terminator = {
      judge: ({ answers }) =>
        Promise.resolve(answers.map(({ text }) => (text.includes('1') ? 0.999 : 0.001))),
    };
    const { terminator } = (await evaluated(tinyRows(), { terminator: () => knowing })).report;
    if (isSkipped(terminator)) throw new Error(terminator.skipped);
    expect(terminator).toMatchObject({ auc: 1, auc_within_expert_and_domain: 1 });
    expect(terminator.ece).toBeLessThan(0.0011);
    expect(terminator.auc_base_rate).toBeGreaterThan(0.5);
    expect(Object.keys(terminator.by_domain)).toEqual(['even', 'odd']);
    expect(terminator.rows).toBe(
      Object.values(terminator.by_answers_seen).reduce((sum, part) => sum + part.rows, 0),
    );
  });

  it('stops when it is told to', async () => {
    await expect(evaluated(tinyRows(), { signal: AbortSignal.abort() })).rejects.toThrow();
  });
});

describe('the written report', () => {
  it('has every method in the table and a picture per axis, names escaped', async () => {
    const rows = tinyRows();
    const odd = '<b>|x</b>';
    const rename = (name: unknown) => (name === 'small' ? odd : name);
    const { report, pool, measurements } = await evaluated({
      prompts: rows.prompts,
      experts: rows.experts.map((expert) => ({ ...expert, expert: rename(expert['expert']) })),
      answers: rows.answers.map((answer) => ({ ...answer, expert: rename(answer['expert']) })),
    });
    const table = markdown(report);
    for (const { name } of report.methods) expect(table).toContain(name.replace(/[|\\`*_<>[\]]/g, '\\$&'));
    const html = reportHtml(report, pool, measurements);
    expect(html).not.toContain(odd);
    expect(html.match(/<svg /g)!.length).toBeGreaterThan(5);
    expect(html).not.toMatch(/NaN|undefined|<script|https?:/);
  });
});
