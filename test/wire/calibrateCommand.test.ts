import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ensureBuilt } from '../../scripts/setup.mjs';
import { readOutcomes } from '../../src/der/estimate/outcomes';
import { runCommand } from '../support/command';

let folder: string;
beforeAll(async () => {
  await ensureBuilt(['sandbox', 'cli/calibrate']);
  folder = await mkdtemp(join(tmpdir(), 'der-calibrate-'));
}, 120_000);
afterAll(() => rm(folder, { recursive: true }));

async function file(name: string, content: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

const students = ['simulated/anna-3b', 'simulated/elena-70b'];
const pool = () =>
  file(
    'pool.json',
    JSON.stringify(
      students.map((student) => ({ kind: 'simulated', student, firstTokenMs: 0, tokensPerSecond: 5_000 })),
    ),
  );
const calibrate = (home: string, ...args: string[]) =>
  runCommand('calibrate', args, { env: { DER_HOME: join(folder, home) } });

describe('npm run calibrate', () => {
  it('keeps how every expert did, and asks nothing twice', async () => {
    const questions = [
      { question: 'What is the capital of Australia?', reference: 'Canberra' },
      { question: 'In which year did the Berlin Wall fall?', reference: 1989 },
    ];
    const prompts = await file('prompts.jsonl', questions.map((each) => JSON.stringify(each)).join('\n'));
    const args = ['--pool', await pool(), '--prompts', prompts];
    const first = await calibrate('home', ...args);
    expect(first.stdout).toMatch(/simulated\/elena-70b: short \d of 2 right \(\d+ to \d+ %\)/);
    expect(first.stderr).toMatch(/2 experts, about 4 questions \(at most 4\), \d/);
    expect(first.code).toBe(0);
    const outcomes = join(folder, 'home', 'outcomes.jsonl');
    expect(await readOutcomes(outcomes)).toHaveLength(4);

    const second = await calibrate('home', ...args);
    expect(second.stdout).toBe(first.stdout);
    expect(second.stderr).not.toContain(' of 2');
    expect(await readOutcomes(outcomes)).toHaveLength(4);

    await calibrate('home', ...args, '--again');
    expect(await readOutcomes(outcomes)).toHaveLength(8);
  });

  it('names the line of a file of questions that is wrong', async () => {
    const prompts = await file('torn.jsonl', '{"question": "One?", "reference": "1"}\n{"question": ""}');
    const { code, stderr } = await calibrate('nobody', '--pool', await pool(), '--prompts', prompts);
    expect(stderr).toMatch(/torn\.jsonl:2 must have a "question" with a "reference"/);
    expect(code).toBe(2);
  });

  it('writes names of experts as one line each, with nothing that a terminal acts on', async () => {
    const id = 'a\nb: 9 of 9 right\u001b[2J\u202e';
    const entries = [{ kind: 'simulated', student: students[0], id, firstTokenMs: 0 }];
    const prompts = await file('one.jsonl', '\ufeff{"question": "2 + 2?", "reference": "4"}\n');
    const hostile = await file('hostile.json', JSON.stringify(entries));
    const { stdout, stderr } = await calibrate('hostile', '--pool', hostile, '--prompts', prompts);
    expect(stdout).toMatch(/^a\\u\{a\}b: 9 of 9 right.*: short \d of 1 right \(\d+ to \d+ %\)\n$/);
    expect(stdout + stderr).not.toMatch(/[^\P{Cc}\n]|\u202e/u);
  });

  it('asks the kinds that are wanted, or says what it would take and asks nobody', async () => {
    const args = ['--pool', await pool(), '--kinds', 'program,open'];
    const planned = await calibrate('planned', ...args, '--plan');
    expect(planned.stderr).toMatch(/2 experts, about \d+ questions \(at most 156\), \d+ min/);
    expect(planned.stdout).toBe('');
    // They say of themselves that they know no such question.
    const { stdout } = await calibrate('planned', ...args, '--precision', '0.3');
    expect(stdout).toMatch(/anna-3b: program 0 of 8 right \(0 to \d+ %\) · open \d+ % of the facts/);
    const wrong = await calibrate('planned', '--kinds', 'long');
    expect(wrong.stderr).toContain('"long" is none of short, program, open');
    expect(wrong.code).toBe(2);
  });

  it('says so when there is no model', async () => {
    const tools = await file('tools.json', JSON.stringify([{ kind: 'calculator' }]));
    const { code, stderr } = await calibrate('nobody', '--pool', tools);
    expect(stderr).toContain('There is no model to calibrate');
    expect(code).toBe(2);
  });
});
