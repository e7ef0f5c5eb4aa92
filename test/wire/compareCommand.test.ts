import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ensureBuilt } from '../../scripts/setup.mjs';
import type { ExperimentKey } from '../../src/der/comparison/experiment';
import type { ComparisonReport } from '../../src/der/comparison/report';
import { readOutcomes } from '../../src/der/estimate/outcomes';
import { runCommand, startCommand } from '../support/command';
import { type OllamaServer, startOllamaServer } from '../support/ollamaServer';

let folder: string;
let server: OllamaServer;
const hostile =
  '</script><script>document.title = "broken"</script><img src=x onerror=alert(1)> [a](javascript:1)';

beforeAll(async () => {
  await ensureBuilt(['sandbox', 'ratingPage', 'cli/compare']);
  folder = await mkdtemp(join(tmpdir(), 'der-compare-'));
  server = await startOllamaServer({
    models: [
      {
        name: 'able:30b',
        paramsB: 30,
        reply: 'The sky scatters blue light most, since its waves are short.',
      },
      { name: 'small:1b', paramsB: 1, prefillMs: 400, reply: hostile },
    ],
  });
  const entries = ['able:30b', 'small:1b'].map((model) => ({ kind: 'ollama', model }));
  await writeFile(join(folder, 'pool.json'), JSON.stringify(entries));
  const questions = ['Why is the sky blue?', 'Why is the sea salty?'];
  await writeFile(
    join(folder, 'prompts.jsonl'),
    questions.map((question) => JSON.stringify({ question, reference: 'not needed' })).join('\n'),
  );
}, 120_000);
afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

const env = () => ({ OLLAMA_HOST: server.url, DER_HOME: join(folder, 'home') });
const usual = (out: string, strategies = 'best_single,expert:small:1b') => [
  '--pool',
  join(folder, 'pool.json'),
  '--prompts',
  join(folder, 'prompts.jsonl'),
  '--out',
  join(folder, out),
  '--strategies',
  strategies,
];
const compare = (...args: string[]) => runCommand('compare', args, { env: env() });
const asked = () => server.log.to('/api/chat').length;

describe('npm run compare', () => {
  it('answers by each strategy once, writes a page that names nobody, and reads the raters back', async () => {
    const first = await compare(...usual('one'));
    expect(first.stderr).not.toContain('missing');
    expect(first.code).toBe(0);
    expect(first.stdout).toContain('2 pairs to rate');
    const before = asked();
    expect(before).toBe(4);

    const html = await readFile(join(folder, 'one', 'page.html'), 'utf8');
    expect(html).not.toMatch(/able:30b|small:1b|best_single/);
    expect(html).not.toContain('<img');
    const key = JSON.parse(await readFile(join(folder, 'one', 'key.json'), 'utf8')) as ExperimentKey;
    if (process.platform !== 'win32')
      expect((await stat(join(folder, 'one', 'key.json'))).mode & 0o077).toBe(0);
    expect(key.pairs).toHaveLength(2);
    expect(key.pairs[0]!.sides.every(({ quality, alone }) => quality !== undefined && alone)).toBe(true);

    const again = await compare(...usual('one'));
    expect(again.stdout).toBe(first.stdout);
    expect(asked()).toBe(before);
    expect(await readFile(join(folder, 'one', 'page.html'), 'utf8')).toBe(html);

    // Both raters prefer the able one.
    const files = await Promise.all(
      ['Ada', 'Bob'].map(async (rater, at) => {
        const ratings = key.pairs.map(({ id, sides }) => {
          const able = sides.findIndex(({ expert }) => expert === 'able:30b');
          return {
            item: id,
            left: at,
            verdict: able === at ? 'left' : 'right',
            at: '2026-01-02T03:04:05.000Z',
          };
        });
        const file = join(folder, `${rater}.json`);
        const { experiment } = key;
        await writeFile(
          file,
          JSON.stringify({ format: 'der-ratings', version: 1, experiment, rater, ratings }),
        );
        return file;
      }),
    );
    const out = ['--out', join(folder, 'one')];
    const text = await compare(...out, '--ratings', ...files);
    expect(text.stdout).toContain('ada (2), bob (2)');
    expect(text.stdout).toMatch(/best_single against expert:small:1b: wins 100 %/);
    expect(text.stdout).toContain("Krippendorff's α");
    expect(text.stderr).toContain('4 outcomes of your experts are new');
    expect(text.code).toBe(0);

    const json = await compare(...out, '--ratings', files[0]!, '--ratings', files[1]!, '--json');
    const report = JSON.parse(json.stdout) as ComparisonReport;
    expect(report).toMatchObject({ version: 1, questions: 2, votes: 4, raters: { raters: 2, same: 1 } });
    expect(json.stderr).toContain('DER knew all of this already');
    const outcomes = (await readOutcomes(join(folder, 'home', 'outcomes.jsonl'))).filter(
      ({ from }) => from === 'comparison',
    );
    expect(outcomes).toHaveLength(4);
    const quality = (expert: string) => outcomes.find((one) => one.expert === expert)!.quality!;
    expect(quality('able:30b')).toBeGreaterThan(0.8);
    expect(quality('small:1b')).toBeLessThan(0.4);
  });

  it('refuses another comparison in the same folder, and ratings of another one', async () => {
    const other = await compare(...usual('one', 'der,best_single'));
    expect(other.stderr).toContain('holds a comparison of other questions, strategies or experts');
    expect(other.code).toBe(2);

    const file = join(folder, 'other.json');
    const ratings = {
      format: 'der-ratings',
      version: 1,
      experiment: 'ffffffffffffffff',
      rater: 'Eve',
      ratings: [],
    };
    await writeFile(file, JSON.stringify(ratings));
    const read = await compare('--out', join(folder, 'one'), '--ratings', file);
    expect(read.stderr).toContain('is of another experiment');
    expect(read.code).toBe(2);

    await writeFile(file, '{"format": "der-rat');
    expect((await compare('--out', join(folder, 'one'), '--ratings', file)).stderr).toContain('it is torn');
    expect((await compare('--out', folder, '--ratings', file)).stderr).toContain('key.json is not there');
  });

  it('goes on where it was stopped', async () => {
    const run = startCommand('compare', usual('stopped', 'expert:able:30b,expert:small:1b'), {
      env: env(),
    });
    const before = asked();
    run.process.stderr!.on('data', (text: Buffer) => {
      if (String(text).includes('small:1b: 1 of 2')) run.process.kill('SIGINT');
    });
    const { code, stderr } = await run.ended;
    expect(stderr).toContain('the same command goes on from here');
    expect(code).toBe(130);
    const again = await compare(...usual('stopped', 'expert:able:30b,expert:small:1b'));
    expect(again.stderr).not.toContain('able:30b: 1 of 2');
    expect(again.code).toBe(0);
    expect(asked() - before).toBeLessThanOrEqual(5);
  });

  it('names the strategies there are, before a folder is made', async () => {
    const { code, stderr } = await compare(...usual('none', 'der,expert:nobody'));
    expect(stderr).toContain('expert:able:30b');
    expect(code).toBe(2);
    await expect(stat(join(folder, 'none'))).rejects.toThrow('ENOENT');
  });
});
