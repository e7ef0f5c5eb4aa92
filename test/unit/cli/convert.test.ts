import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { main } from '../../../src/lab/commands/convert';
import { readSource } from '../../../src/lab/data/source';

let folder: string;
let said = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'der-convert-'));
  said = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => ((said += String(text)), true));
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => ((said += String(text)), true));
});

afterEach(async () => {
  vi.restoreAllMocks();
  await rm(folder, { recursive: true, force: true });
});

const candidate = (model: string, bertscore: number) => ({
  decoding_method: 'top_p_sampling',
  model,
  text: `An answer of ${model}.`,
  scores: { bleu: 3.1, bertscore, bleurt: -0.4 },
});

const mixed = (id: string, input = '') => ({
  id,
  instruction: 'Name a colour.',
  input,
  output: 'Red.',
  candidates: [candidate('dolly-v2-12b', 0.71), candidate('alpaca-native', 0.68), candidate('stranger', 0.5)],
});

async function file(name: string, rows: readonly unknown[]): Promise<string> {
  const path = join(folder, name);
  const text = rows.map((row) => JSON.stringify(row)).join('\n');
  await writeFile(path, name.endsWith('.gz') ? gzipSync(text) : text);
  return path;
}

describe('npm run convert', () => {
  it('makes a source of MixInstruct that the reader takes', async () => {
    const train = await file('train.jsonl', [mixed('itwgpt4/1'), mixed('dolly_15k/2', 'A warm one.')]);
    const dev = await file('val.jsonl.gz', [mixed('sharegpt/3')]);
    const out = join(folder, 'mixinstruct');
    expect(await main(['mixinstruct', '--train', train, '--dev', dev, '--out', out])).toBe(0);
    const { prompts, experts, answers } = await readSource(out);
    expect(prompts.map(({ id, split, domain }) => [id, split, domain])).toEqual([
      ['itwgpt4/1', 'train', 'itwgpt4'],
      ['dolly_15k/2', 'train', 'dolly_15k'],
      ['sharegpt/3', 'dev', 'sharegpt'],
    ]);
    expect(prompts[1]!.question).toBe('Name a colour.\n\nA warm one.');
    expect(experts.map(({ name, paramsB }) => [name, paramsB])).toEqual([
      ['alpaca-native', 7],
      ['dolly-v2-12b', 12],
      ['stranger', null],
    ]);
    expect(answers[0]!.map((answer) => answer!.quality)).toEqual([0.68, 0.71, 0.5]);
    expect(said).toContain('Their names state no size: stranger');
  });

  it('makes questions with references of GSM8K', async () => {
    const test = await file('test.jsonl', [{ question: 'How many?', answer: 'Some steps.\n#### 1,072' }]);
    const out = join(folder, 'below', 'gsm8k.jsonl');
    expect(await main(['gsm8k', test, '--out', out])).toBe(0);
    expect(await readFile(out, 'utf8')).toBe('{"question":"How many?","reference":"1,072"}\n');
  });

  it.each([
    [['--out', 'x'], 2, 'Name one of these first: mixinstruct, gsm8k.'],
    [['gsm8k', 'x'], 2, '--out is missing'],
    [['gsm8k', 'x', '--otu', 'y'], 2, "Unknown option '--otu'.\nIt takes --help, --out."],
    [['gsm8k', '--out', 'x'], 2, 'FILE is missing: one file of GSM8K.'],
    [['mixinstruct', '--out', 'x'], 2, '--train is missing'],
    [['gsm8k', '/nowhere.jsonl', '--out', 'x'], 1, '/nowhere.jsonl cannot be read'],
  ])('says what is wrong with %j', async (args, code, message) => {
    expect(await main(args)).toBe(code);
    expect(said).toContain(message);
  });

  it('names the line that is not as published, and writes nothing', async () => {
    const train = await file('train.jsonl', [
      mixed('a/1'),
      { ...mixed('a/2'), candidates: [{ model: 'm' }] },
    ]);
    const out = join(folder, 'out');
    expect(await main(['mixinstruct', '--train', train, '--out', out])).toBe(1);
    expect(said).toMatch(/train\.jsonl, line 2: "candidates\.0\./);
    await expect(readFile(join(out, 'experts.json'))).rejects.toThrow();
  });
});
