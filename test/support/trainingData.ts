/** A small folder of recorded answers to train on, made up: sources, transitions and corpus, in the recorded format. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { Random } from '../../src/learn/random';

type Row = Readonly<Record<string, unknown>>;

interface MadeUpSource {
  readonly domain: string;
  readonly ask: (a: number, b: number) => string;
  readonly solve: (a: number, b: number) => number;
  readonly experts: readonly { readonly name: string; readonly paramsB: number; readonly rate: number }[];
}

const sources: Readonly<Record<string, MadeUpSource>> = {
  orchard: {
    domain: 'sums',
    ask: (a, b) =>
      `An orchard has ${a} apple trees and ${b} pear trees near the ${place(a * b)}. How many in all?`,
    solve: (a, b) => a + b,
    experts: [
      { name: 'tiny', paramsB: 1, rate: 0.35 },
      { name: 'small', paramsB: 3, rate: 0.5 },
      { name: 'middle', paramsB: 14, rate: 0.7 },
      { name: 'large', paramsB: 70, rate: 0.9 },
    ],
  },
  harbour: {
    domain: 'products',
    ask: (a, b) =>
      `Each of ${a} boats in the ${place(a + 3 * b)} carries ${b} crates. Count the crates, please.`,
    solve: (a, b) => a * b,
    experts: [
      { name: 'local', paramsB: 2, rate: 0.4 },
      { name: 'team', paramsB: 20, rate: 0.65 },
      { name: 'cloud', paramsB: 120, rate: 0.85 },
    ],
  },
};

export const madeUpSources = Object.keys(sources).sort();

/** Words that keep questions of one kind from being near-duplicates of each other. */
const words =
  'north south river hill old mill green valley stone bridge upper lower lake far meadow high church field inner gate'.split(
    ' ',
  );

function place(seed: number): string {
  const random = new Random(seed);
  return Array.from({ length: 6 }, () => words[random.integer(words.length)]!).join(' ');
}

/**
 * Writes the folder: two sources, a folder that is no source, debates and some texts.
 * @param prompts Of each source; four in five may be learned from.
 */
export async function writeTrainingData(folder: string, seed: number, prompts = 60): Promise<void> {
  const random = new Random(seed);
  for (const [name, source] of Object.entries(sources))
    await writeSource(join(folder, name), source, prompts, random);
  await mkdir(join(folder, 'tables'));
  await writeFile(join(folder, 'tables', 'results.csv'), 'model,score\nlarge,0.9\n');
  await writeRows(join(folder, 'transitions'), 'transitions', debates());
  const texts = Array.from({ length: 80 }, (_, at) => ({
    kind: at % 2 === 0 ? 'prompt' : 'answer',
    text: `In the ${place(at + 1000)} there are ${at} of them, and ${at + 1} after that.`,
  }));
  await writeRows(join(folder, 'corpus'), 'corpus', texts);
}

async function writeSource(
  folder: string,
  { domain, ask, solve, experts }: MadeUpSource,
  count: number,
  random: Random,
): Promise<void> {
  const prompts: Row[] = [];
  const answers: Row[] = [];
  for (let at = 0; at < count; at++) {
    const [a, b] = [2 + random.integer(90), 2 + random.integer(90)];
    const [id, question, right] = [`${domain}-${at}`, ask(a, b), solve(a, b)];
    const split = at < 0.8 * count ? 'train' : 'dev';
    prompts.push({ prompt_id: id, domain, split, prompt: question, question, reference: String(right) });
    for (const { name, rate } of experts) {
      const knows = random.uniform() < rate;
      const said = knows ? right : right + 1 + random.integer(3);
      const answer = `With ${a} and ${b} it comes to ${said}. The answer is ${said}.`;
      answers.push({ prompt_id: id, expert: name, answer, quality: Number(knows), out_tokens: 20 });
    }
  }
  await writeRows(folder, 'prompts', prompts);
  await writeRows(folder, 'answers', answers);
  const known = experts.map(({ name, paramsB }) => ({ expert: name, params_b: paramsB, usd_per_mtok: 0.1 }));
  await writeFile(join(folder, 'experts.json'), JSON.stringify(known));
}

/** A wrong answer is given up for a right one three times in four, a right one for a wrong one once. */
function debates(): Row[] {
  return Array.from({ length: 40 }, (_, at) => {
    const before = at % 2;
    const changed = before === 0 ? at % 8 !== 0 : at % 8 === 1;
    return {
      ...{ source: 'debate', prompt_id: `debate-${at}`, domain: 'sums', split: 'train', expert: 'small' },
      ...{ setting: 'peer-debate', peers_correct: 1, prev_answer: 'The answer is 7.', prev_quality: before },
      ...{ answer: 'The answer is 9.', quality: changed ? 1 - before : before },
    };
  });
}

async function writeRows(folder: string, name: string, rows: readonly Row[]): Promise<void> {
  await mkdir(folder, { recursive: true });
  const lines = rows.map((row) => `${JSON.stringify(row)}\n`).join('');
  await writeFile(join(folder, `${name}.jsonl.gz`), gzipSync(lines));
}
