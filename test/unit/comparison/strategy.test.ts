import { describe, expect, it } from 'vitest';
import { bestSingle, strategyNamed } from '../../../src/der/comparison/strategy';
import { declareCompare, type AnswerOptions, type ReportOptions } from '../../../src/cli/comparison/options';
import { runCommandLine } from '../../../src/cli/terminal/commandLine';
import type { Expert } from '../../../src/der/core/experts';
import { defaultKnobs } from '../../../src/der/core/mdp';
import { noCalibration, Profiles } from '../../../src/der/estimate/profile';
import { presets } from '../../../src/der/core/presets';
import { readManifest } from '../../../src/der/networks/models';

const pool = ['small', 'large', 'cloud'].map((id, at) => ({
  id,
  tool: false,
  costB: [3, 70, 400][at]!,
  costEstimated: false,
  leavesMachine: id === 'cloud',
})) as Expert[];

describe('a strategy', () => {
  it('is DER with knobs, or one expert that answers once', () => {
    expect(strategyNamed('der', defaultKnobs, pool, 'large')).toEqual({ name: 'der', knobs: defaultKnobs });
    expect(strategyNamed('preset:fast', defaultKnobs, pool, undefined).knobs).toMatchObject(presets.fast);
    expect(strategyNamed('best_single', defaultKnobs, pool, 'large')).toMatchObject({
      expert: 'large',
      knobs: { maxSteps: 1 },
    });
    expect(strategyNamed('expert:small', defaultKnobs, pool, 'large').expert).toBe('small');
  });

  it.each(['preset:quick', 'expert:nobody', 'DER', ''])(
    '"%s" is refused, and what there is is named',
    (name) => {
      expect(() => strategyNamed(name, defaultKnobs, pool, 'large')).toThrow(/preset:fast|expert:small/);
    },
  );

  it('best_single is who is expected to be best of those that may be asked', async () => {
    const { skill } = await readManifest('models');
    const encoder = { encode: () => Promise.resolve({ vector: Float32Array.of(1), familiarity: 1 }) };
    const models = { encoder, profiles: new Profiles(noCalibration, skill) } as never;
    expect(await bestSingle(models, pool, ['Why?'], { localOnly: false })).toBe('cloud');
    expect(await bestSingle(models, pool, ['Why?'], { localOnly: true })).toBe('large');
    expect(await bestSingle(models, [], ['Why?'], { localOnly: true })).toBeUndefined();
  });
});

describe('options of npm run compare', () => {
  const options = async (args: readonly string[]) => {
    let given: { answer?: AnswerOptions; report?: ReportOptions } = {};
    const declare = declareCompare({
      answer: (_, answer) => ((given = { answer }), Promise.resolve(0)),
      report: (_, report) => ((given = { report }), Promise.resolve(0)),
    });
    await runCommandLine('compare', args, declare);
    return given;
  };

  it('part strategies at commas, but not within an id', async () => {
    const names = 'der,best_single,expert:a,b: c,preset:fast';
    const { answer } = await options(['--out', 'o', '--prompts', 'p', '--strategies', names]);
    expect(answer!.strategies).toEqual(['der', 'best_single', 'expert:a,b: c', 'preset:fast']);
  });

  it.each([
    [['--prompts', 'p'], '--out'],
    [['--out', 'o'], '--prompts'],
    [['--out', 'o', '--prompts', 'p', '--strategies', 'der'], 'at least two'],
    [['--out', 'o', '--prompts', 'p', '--strategies', 'der,der'], 'each once'],
    [['--out', 'o', '--prompts', 'p', 'more'], '"more" belongs to no option'],
    [['--wrong'], 'wrong'],
  ])('%j says what is missing', async (args, words) => {
    await expect(options(args)).rejects.toThrow(words);
  });

  it('take more files of ratings, as a shell makes them of a pattern', async () => {
    const { report } = await options(['--out', 'o', '--ratings', '/a.json', '/b.json', '--json']);
    expect(report).toEqual({ files: ['/a.json', '/b.json'], json: true, learn: true });
    const silent = await options(['--out', 'o', '--ratings', '/a.json', '--no-learn']);
    expect(silent.report).toMatchObject({ learn: false });
  });
});
