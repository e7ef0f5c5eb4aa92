/** Evaluates small sources with stand-ins for what comes from `models/`. */
import { readSource } from '../../../src/lab/data/source';
import type { Encoded } from '../../../src/der/networks/encoder';
import { evaluate, type EvaluationOptions } from '../../../src/lab/evaluation/evaluate';
import type { Fold } from '../../../src/lab/evaluation/evaluateFold';
import { untrainedBelief, untrainedSkill } from '../../../src/learn/untrained';
import { tinyRows, writeSource, type SourceRows } from '../data/support';

/** Letters counted: enough for texts to have neighbours. */
function encode(text: string): Promise<Encoded> {
  const counts = new Float32Array(16);
  for (const character of text) counts[character.charCodeAt(0) % 16]! += 1;
  const norm = Math.hypot(...counts) || 1;
  return Promise.resolve({ vector: counts.map((count) => count / norm), familiarity: 0 });
}

const estimates = { encode, skill: untrainedSkill, belief: untrainedBelief };

type Options = Partial<EvaluationOptions> & Pick<Fold, 'terminator'>;

export async function evaluated(rows: SourceRows = tinyRows(), { terminator, ...options }: Options = {}) {
  const source = await readSource(await writeSource(rows));
  return evaluate({
    folds: [{ source, estimates, terminator }],
    split: 'dev',
    calibrate: 50,
    seed: 1,
    models: { version: 'test', trained: false, sha256: {} },
    progress: () => undefined,
    signal: new AbortController().signal,
    ...options,
  });
}
