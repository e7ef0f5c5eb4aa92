import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { readCorpus } from '../../../src/lab/data/corpus';
import { chosenSources, readSource, sourceFolders } from '../../../src/lab/data/source';
import { readTransitions } from '../../../src/lab/data/transitions';
import { groupsOf } from '../../../src/learn/folds';
import { answerRow, jsonLines, promptRow, tinyRows, writeSource, type Row } from './support';

const expertRows = [{ expert: 'a', params_b: 1, usd_per_mtok: 1 }];

describe('readSource', () => {
  it('reads prompts, experts and answers in their order', async () => {
    const source = await readSource(await writeSource(tinyRows()));
    expect(source.prompts).toHaveLength(50);
    expect(source.experts.map(({ name }) => name)).toEqual(['small', 'org/mid: v1', 'big']);
    expect(source.answers[6]!.map((answer) => answer?.quality)).toEqual([1, 1, 1]);
    expect(source.notes).toEqual([]);
  });

  it('takes questions that were not recorded, each unlike any other', async () => {
    const [known, ...unknown] = ['p', 'q', 'r'].map((id) =>
      promptRow(id, id === 'p' ? {} : { prompt: null, question: null }),
    );
    const source = await readSource(
      await writeSource({
        prompts: [known!, ...unknown],
        answers: [answerRow('q', 'a', 1)],
        experts: [{ expert: 'a', params_b: 7, usd_per_mtok: null }],
      }),
    );
    expect(source.prompts.map(({ question }) => question)).toEqual(['What is p?', null, null]);
    expect(new Set(groupsOf([source]).values()).size).toBe(3);
  });

  it('takes null parameters, prices, finals, tokens and costs, fractional quality and names with any characters', async () => {
    const name = 'org/name: v1 "x", ü';
    const folder = await writeSource({
      prompts: [promptRow('p', { reference: null })],
      answers: [answerRow('p', name, 0.25, { final: null, out_tokens: null, cost_usd: null })],
      experts: [
        { expert: name, params_b: null, usd_per_mtok: null },
        { expert: 'priced', params_b: null, usd_per_mtok: 0.125 },
      ],
    });
    const source = await readSource(folder);
    expect(source.answers[0]![0]).toMatchObject({ quality: 0.25, outTokens: null, costUsd: null });
    expect(source.experts[0]).toMatchObject({ name, costEstimated: true });
    expect(source.experts[1]).toMatchObject({ costB: 10, costEstimated: true });
  });

  it('counts the first of repeated answers and says so', async () => {
    const answers = [answerRow('p', 'a', 1), answerRow('p', 'a', 0)];
    const source = await readSource(
      await writeSource({ prompts: [promptRow('p'), promptRow('p')], answers, experts: expertRows }),
    );
    expect(source.prompts).toHaveLength(1);
    expect(source.answers[0]![0]!.quality).toBe(1);
    expect(source.notes[0]).toContain('1 answers repeat');
  });

  it.each(['prompts.jsonl.gz', 'answers.jsonl.gz', 'experts.json'])('names a missing %s', async (file) => {
    const folder = await writeSource(tinyRows());
    await rm(join(folder, file));
    await expect(readSource(folder)).rejects.toThrow(`has no ${file}`);
  });

  it('says which source to name when given the folder of several', async () => {
    const parent = await mkdtemp(join(tmpdir(), 'der-sources-'));
    await mkdir(join(parent, 'one'));
    await writeFile(join(parent, 'one', 'prompts.jsonl.gz'), '');
    await expect(readSource(parent)).rejects.toThrow(/several sources \(one\)/);
    expect(await sourceFolders(parent)).toEqual([join(parent, 'one')]);
    await expect(sourceFolders(join(parent, 'nowhere'))).rejects.toThrow('is not a folder');
  });

  it('chooses sources by their names, passes over what is none, and lists what there is', async () => {
    const parent = await mkdtemp(join(tmpdir(), 'der-sources-'));
    const at = (name: string) => join(parent, name);
    for (const name of ['two', 'one', 'tables']) await mkdir(at(name));
    await expect(chosenSources(parent)).rejects.toThrow('holds no source. Name the folder');
    for (const name of ['two', 'one']) await writeFile(join(at(name), 'prompts.jsonl.gz'), '');
    expect(await chosenSources(parent)).toEqual([at('one'), at('two')]);
    expect(await chosenSources(parent, ['two', 'one', 'two'])).toEqual([at('one'), at('two')]);
    expect(await chosenSources(parent, ['two'])).toEqual([at('two')]);
    for (const wrong of ['tables', '../one', '']) {
      await expect(chosenSources(parent, ['one', wrong])).rejects.toThrow(
        `holds no source "${wrong}". It holds: one, two.`,
      );
    }
  });

  it('names a torn gzip and where it ends', async () => {
    const folder = await writeSource(tinyRows());
    const path = join(folder, 'answers.jsonl.gz');
    const whole = await readFile(path);
    await writeFile(path, whole.subarray(0, whole.length - 40));
    await expect(readSource(folder)).rejects.toThrow(/answers\.jsonl\.gz is torn.*after line \d+/);
    await writeFile(path, 'no gzip at all');
    await expect(readSource(folder)).rejects.toThrow(/answers\.jsonl\.gz is not whole gzip/);
  });

  const broken: [string, (Row | string)[], (Row | string)[], RegExp][] = [
    [
      'a line that is not JSON',
      [promptRow('p'), '{"prompt_id": '],
      [],
      /prompts\.jsonl\.gz, line 2: not JSON/,
    ],
    ['a prompt without its split', [promptRow('p', { split: undefined })], [], /line 1: "split"/],
    ['no prompt at all', [], [], /prompts\.jsonl\.gz has no rows/],
    [
      'one id for two prompts',
      [promptRow('p'), promptRow('p', { domain: 'x' })],
      [],
      /line 2: prompt "p" occurs twice/,
    ],
    [
      'an answer to no prompt',
      [promptRow('p')],
      [answerRow('q', 'a', 1)],
      /answers\.jsonl\.gz, line 1: prompt "q"/,
    ],
    ['an answer of nobody', [promptRow('p')], [answerRow('p', 'b', 1)], /line 1: expert "b"/],
    ['a quality above 1', [promptRow('p')], [answerRow('p', 'a', 3)], /line 1: "quality"/],
    ['no quality', [promptRow('p')], [answerRow('p', 'a', 1, { quality: null })], /"quality" is missing/],
    [
      'an answer that is no text',
      [promptRow('p')],
      [answerRow('p', 'a', 1, { answer: 7 })],
      /line 1: "answer"/,
    ],
  ];
  it.each(broken)('refuses %s', async (_, prompts, answers, message) => {
    const folder = await writeSource({ prompts: [], answers: [], experts: expertRows });
    await writeFile(join(folder, 'prompts.jsonl.gz'), gzipSync(jsonLines(prompts)));
    await writeFile(join(folder, 'answers.jsonl.gz'), gzipSync(jsonLines(answers)));
    await expect(readSource(folder)).rejects.toThrow(message);
  });

  it.each([
    [[{ expert: 'a' }, { expert: 'a' }], /names "a" twice/],
    [[], /names no expert/],
    [[{ expert: 'a', params_b: -1 }], /params_b/],
  ])('refuses experts %j', async (experts, message) => {
    const folder = await writeSource({ prompts: [promptRow('p')], answers: [], experts });
    await expect(readSource(folder)).rejects.toThrow(message);
  });

  it('leaves quality open where it is to be computed', async () => {
    const answers = [answerRow('p', 'a', 1, { quality: null })];
    const folder = await writeSource({ prompts: [promptRow('p')], answers, experts: expertRows });
    const source = await readSource(folder, { qualityFromReference: true });
    expect(source.answers[0]![0]!.quality).toBeNaN();
  });
});

describe('other files', () => {
  const file = async (rows: readonly Row[]) => {
    const path = join(await mkdtemp(join(tmpdir(), 'der-rows-')), 'rows.jsonl.gz');
    await writeFile(path, gzipSync(jsonLines(rows)));
    return path;
  };

  it('reads transitions, counting the peers that were right', async () => {
    const row = {
      source: 's',
      prompt_id: 'p',
      domain: 'd',
      split: 'train',
      expert: 'e',
      params_b: null,
      setting: 'peer-debate',
      peers_correct: [1, 0, 1],
      prev_answer: 'x',
      prev_quality: 0,
      answer: 'y',
      quality: 1,
    };
    const path = await file([row, { ...row, peers_correct: null }]);
    const rows = [];
    for await (const each of readTransitions(path)) rows.push(each);
    expect(rows.map(({ peersCorrect }) => peersCorrect)).toEqual([2, null]);
    expect(rows[0]).toMatchObject({ previous: 'x', previousQuality: 0, answer: 'y', quality: 1 });
  });

  it('reads the corpus, and names the line that is wrong', async () => {
    const path = await file([
      { kind: 'prompt', text: 'hello' },
      { kind: 'noise', text: 'x' },
    ]);
    const rows = readCorpus(path);
    expect((await rows.next()).value).toMatchObject({ kind: 'prompt', text: 'hello' });
    await expect(rows.next()).rejects.toThrow(/line 2: "kind"/);
    await expect(readCorpus(join(path, 'nothing')).next()).rejects.toThrow(/cannot be read|missing/);
  });
});
