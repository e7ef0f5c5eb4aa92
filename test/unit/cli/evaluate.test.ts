import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { main } from '../../../src/lab/commands/evaluate';
import { tinyRows, writeSource } from '../data/support';

let out = '';
let err = '';

beforeEach(() => {
  out = err = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => ((out += String(text)), true));
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => ((err += String(text)), true));
});
afterEach(() => vi.restoreAllMocks());

async function folders() {
  const data = await writeSource(tinyRows());
  return { data, file: join(await mkdtemp(join(tmpdir(), 'der-results-')), 'deep', 'results.json') };
}

describe('npm run evaluate', () => {
  it('writes JSON, table and page, prints the table, and speaks of progress on stderr', async () => {
    const { data, file } = await folders();
    expect(await main(['--data', data, '--out', file, '--methods', 'expert,vote,lookahead'])).toBe(0);
    const report = JSON.parse(await readFile(file, 'utf8')) as {
      version: number;
      methods: { name: string }[];
    };
    expect(report.version).toBe(1);
    expect(report.methods.map(({ name }) => name)).toContain('lookahead');
    const base = file.slice(0, -'.json'.length);
    expect(await readFile(`${base}.md`, 'utf8')).toBe(out);
    expect(await readFile(`${base}.html`, 'utf8')).toMatch(/^<!doctype html>/);
    expect(out).toContain('| vote |');
    expect(err).toContain('measuring: 0 of 30 prompts');
  });

  it('takes the pool as names or as a file of names', async () => {
    const { data, file } = await folders();
    const common = ['--data', data, '--out', file, '--methods', 'vote'];
    const pool = async () => (JSON.parse(await readFile(file, 'utf8')) as { pool: string[] }).pool;
    expect(await main([...common, '--pool', 'big, org/mid: v1'])).toBe(0);
    expect(await pool()).toEqual(['big', 'org/mid: v1']);
    const list = join(data, 'pool.json');
    await writeFile(list, JSON.stringify(['small', { name: 'big' }]));
    expect(await main([...common, '--pool', list])).toBe(0);
    expect(await pool()).toEqual(['small', 'big']);
    expect(await main([...common, '--pool', join(data, 'nowhere.json')])).toBe(1);
    expect(err).toContain('There is no pool file');
  });

  it('computes quality from references, and says what it is worth', async () => {
    const { data, file } = await folders();
    expect(await main(['--data', data, '--out', file, '--methods', 'vote', '--quality', 'bertscore'])).toBe(
      0,
    );
    expect(out).toContain("Quality is BERTScore F1 by DER's own small encoder");
    expect(out).toContain('cannot be compared');
  });

  it('explains itself', async () => {
    expect(await main(['--help'])).toBe(0);
    expect(out).toContain('Usage: npm run evaluate');
  });

  it.each([
    [[], '--data is missing'],
    [['--data', 'x'], '--out is missing'],
    [['--data', 'x', '--out', 'x.txt'], 'must end in .json'],
    [['--data', 'x', '--out', 'x.json', '--calibrate', 'some'], '--calibrate must be a whole number'],
    [['--data', 'x', '--out', 'x.json', '--seed', '-1'], '--seed'],
    [['--data', 'x', '--out', 'x.json', '--methods', 'magic'], 'there is no method "magic"'],
    [['--data', 'x', '--out', 'x.json', '--quality', 'best'], '--quality must be one of recorded, bertscore'],
    [['--data', 'x', '--out', 'x.json', '--encoder', 'x'], '--encoder is for --quality bertscore'],
    [['--data', 'x', '--out', 'x.json', '--nonsense'], '--nonsense'],
  ])('says how it is used after %j', async (args, message) => {
    expect(await main(args)).toBe(2);
    expect(err).toContain(message);
  });

  it('fails with one sentence on a folder that is not whole, and writes nothing', async () => {
    const { data, file } = await folders();
    await rm(join(data, 'answers.jsonl.gz'));
    expect(await main(['--data', data, '--out', file])).toBe(1);
    expect(err).toContain('has no answers.jsonl.gz');
    expect(out).toBe('');
    await expect(readFile(file)).rejects.toThrow();
  });

  it('refuses a place that cannot be written to, before it measures anything', async () => {
    const { data } = await folders();
    const file = join(data, 'experts.json');
    expect(await main(['--data', data, '--out', join(file, 'results.json')])).toBe(2);
    expect(err).toContain(`--out: nothing can be written to the folder ${file}`);
    expect(err).not.toContain('measuring');
  });

  it('ends with 130 when it is stopped', async () => {
    const { data, file } = await folders();
    const ending = main(['--data', data, '--out', file]);
    await vi.waitFor(() => expect(err).toContain('measuring'), { interval: 1, timeout: 30_000 });
    process.emit('SIGINT');
    expect(await ending).toBe(130);
    expect(err).toContain('Nothing was written');
  });
});
