import { mkdtemp, rename, readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { main } from '../../../src/lab/commands/study';
import { tinyRows, writeSource } from '../data/support';

let out = '';
let err = '';

beforeEach(() => {
  out = err = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => ((out += String(text)), true));
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => ((err += String(text)), true));
});
afterEach(() => vi.restoreAllMocks());

describe('npm run study', () => {
  it('explains itself', async () => {
    expect(await main(['--help'])).toBe(0);
    expect(out).toContain('Usage: npm run study');
    expect(out).toMatch(/On dev:\n  knobs +\S/);
  });

  it('gives each study help of its own flags', async () => {
    expect(await main(['unseen', '--help'])).toBe(0);
    expect(out).toContain('--experts a,b');
    expect(out).not.toContain('--domains');
  });

  it.each([
    [[], 'Name one of these: crossfit, unseen, domains, sources, text, encoders'],
    [['crossfits'], "Unknown command 'crossfits'. Did you mean crossfit?"],
    [['crossfit', 'unseen', '--data', 'x', '--out', 'x'], 'Expected 0 arguments but got 1'],
    [['crossfit', '--out', 'x'], '--data is missing'],
    [['crossfit', '--data', 'x'], '--out is missing'],
    [['crossfit', '--data', 'x', '--out', 'x', '--folds', '1'], '--folds must be at least 2'],
    [['crossfit', '--data', 'x', '--out', 'x', '--pool', 'a'], '--pool needs the one source'],
    [['crossfit', '--data', 'x', '--out', 'x', '--experts', 'a'], "Unknown option '--experts'."],
    [['text', '--data', 'x', '--out', 'x', '--policy'], "Unknown option '--policy'."],
    [['domains', '--data', 'x', '--out', 'x'], '--domains is missing'],
    [['crossfit', '--data', 'x', '--out', 'x', '--first', '6'], '--first must be from 1 to'],
    [['text', '--data', 'x', '--out', 'x', '--models', 'a'], "Unknown option '--models'."],
    [['unseen', '--data', 'x', '--out', 'x'], '--experts is missing'],
    [['sources', '--data', 'x', '--out', 'x'], '--sources is missing'],
    [['text', '--data', 'x', '--out', 'x', '--experts', 'a'], "Unknown option '--experts'."],
    [['crossfit', '--data', 'x', '--out', 'x', '--methods', 'magic'], 'there is no method "magic"'],
  ])('says how it is used after %j', async (args, message) => {
    expect(await main(args)).toBe(2);
    expect(err).toContain(message);
  });

  it.each([
    [['crossfit', '--sources', 'nobody'], /No source is called "nobody" in .*It has own/],
    [['unseen', '--experts', 'nobody'], /No source has an expert called "nobody"/],
    [['sources', '--sources', 'own'], /All sources are held out/],
    [['domains', '--domains', 'nothing'], /No source has a domain called "nothing"/],
  ])('trains nothing when a name in %j is not in the data', async (args, message) => {
    const data = await mkdtemp(join(tmpdir(), 'der-data-'));
    await rename(await writeSource(tinyRows()), join(data, 'own'));
    const folder = join(data, 'results');
    expect(await main([...args, '--data', data, '--out', folder])).toBe(1);
    expect(err).toMatch(message);
    expect(await readdir(folder)).toEqual([]);
  });

  it('tells how often our final answers equal those of the data', async () => {
    const data = await mkdtemp(join(tmpdir(), 'der-data-'));
    const rows = tinyRows();
    const answers = rows.answers.map((row, at) => ({
      ...row,
      answer: 'So it is 3. The answer is 12.',
      final: at === 0 ? '13' : at === 1 ? null : '12.0',
    }));
    await rename(await writeSource({ ...rows, answers }), join(data, 'own'));
    expect(await main(['extraction', '--data', data, '--out', join(data, 'results')])).toBe(0);
    const having = answers.length - 1;
    expect(out).toContain(`| own | ${having} | ${having - 1} |`);
  });
});
