import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { calibrationFrom } from '../../src/der/estimate/learnedCalibration';
import {
  appendOutcome,
  outcomesFile,
  readOutcomes,
  type OutcomeRecord,
} from '../../src/der/estimate/outcomes';

let folder: string;
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'der-outcomes-'))));
afterAll(() => rm(folder, { recursive: true }));

const record = (change: Partial<OutcomeRecord> = {}): OutcomeRecord => ({
  expert: 'ollama/qwen3:8b',
  question: 'One and one?',
  quality: 1,
  characters: 12,
  from: 'calibrate',
  at: '2026-01-02T03:04:05.000Z',
  ...change,
});

const encoder = {
  encode: (text: string) => Promise.resolve({ vector: Float32Array.of(text.length, 0), familiarity: 1 }),
};

describe('outcomes', () => {
  it('are kept one to a line; a line that is torn is passed over', async () => {
    const file = join(folder, 'deep', 'outcomes.jsonl');
    await appendOutcome(file, record());
    await appendOutcome(file, record({ quality: 0 }));
    await writeFile(file, '{"expert": "to', { flag: 'a' });
    expect(await readOutcomes(file)).toEqual([record(), record({ quality: 0 })]);
    await appendOutcome(file, record({ question: 'After it?' }));
    expect(await readOutcomes(file)).toHaveLength(3);
    expect(await readOutcomes(join(folder, 'none.jsonl'))).toEqual([]);
  });

  it('count once for an expert and a question: the last time', async () => {
    const { prompts, outcomes } = await calibrationFrom(
      [record(), record({ expert: 'other' }), record({ quality: 0.25 }), record({ question: 'Two?' })],
      encoder,
    );
    expect(prompts).toHaveLength(2);
    expect(outcomes.get('ollama/qwen3:8b')!.map(({ quality }) => quality)).toEqual([0.25, 1]);
    expect(outcomes.get('other')).toHaveLength(1);
  });

  it('lie in the folder that DER_HOME names', () => {
    expect(outcomesFile({ DER_HOME: '/somewhere' })).toBe(join('/somewhere', 'outcomes.jsonl'));
  });
});
