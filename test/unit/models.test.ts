import { createHash } from 'node:crypto';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadModels, manifestName } from '../../src/der/networks/models';
import { modelsFolder } from './learnedSupport';

/** Changes the manifest of a folder of models. */
async function edit(folder: string, change: (manifest: Record<string, unknown>) => void): Promise<void> {
  const path = join(folder, manifestName);
  const manifest = JSON.parse(await readFile(path, 'utf8')) as Record<string, unknown>;
  change(manifest);
  await writeFile(path, JSON.stringify(manifest));
}

describe('models', () => {
  it('load with what their manifest says', async () => {
    const models = await loadModels(await modelsFolder(7));
    expect(models.info).toMatchObject({ version: 'test-7', trained: false });
    expect(Object.keys(models.info.sha256)).toEqual(['encoder.onnx', 'policy.onnx', 'terminator.onnx']);
    await models.release();
  });

  it('load policies to compare with when these are asked for', async () => {
    const folder = await modelsFolder(7, { imitation: 8 });
    const [shipped, compared] = [await loadModels(folder), await loadModels(folder, { comparisons: true })];
    expect(Object.keys(shipped.networks.compared)).toEqual([]);
    expect(Object.keys(compared.networks.compared)).toEqual(['imitation']);
    await Promise.all([shipped.release(), compared.release()]);
  });

  it('that are shipped load, and are the files that were trained', async () => {
    const models = await loadModels('models');
    expect(models.info).toMatchObject({ version: '2.0.0-seed.1', trained: true });
    for (const name of ['encoder.onnx', 'policy.onnx', 'terminator.onnx']) {
      const hash = createHash('sha256').update(await readFile(join('models', name)));
      expect(models.info.sha256[name]).toBe(hash.digest('hex'));
    }
    await models.release();
  });

  it('are the same bytes for the same seed', async () => {
    const [one, two] = [await modelsFolder(7), await modelsFolder(7)];
    expect(await readFile(join(one, manifestName), 'utf8')).toBe(
      await readFile(join(two, manifestName), 'utf8'),
    );
  });

  it('are refused without a folder', async () => {
    await expect(loadModels('/nowhere/at/all')).rejects.toThrow(/manifest\.json is missing\. Reinstall/);
  });

  it.each(['encoder', 'policy', 'terminator'])('are refused without %s.onnx', async (name) => {
    const folder = await modelsFolder(1);
    await rm(join(folder, `${name}.onnx`));
    await expect(loadModels(folder)).rejects.toThrow(new RegExp(`${name}\\.onnx is missing`));
  });

  it.each(['encoder', 'policy', 'terminator'])('are refused with an altered %s.onnx', async (name) => {
    const folder = await modelsFolder(1);
    const path = join(folder, `${name}.onnx`);
    const bytes = await readFile(path);
    bytes[bytes.length >> 1]! ^= 1;
    await writeFile(path, bytes);
    await expect(loadModels(folder)).rejects.toThrow(/altered or is incomplete/);
  });

  it('are refused with another encoder', async () => {
    const folder = await modelsFolder(1);
    await edit(folder, (manifest) => (manifest['trainedWithEncoder'] = 'f'.repeat(64)));
    await expect(loadModels(folder)).rejects.toThrow(/trained with another encoder/);
  });

  it('are refused when their features are of another version', async () => {
    const folder = await modelsFolder(1);
    await edit(folder, (manifest) => (manifest['shapes'] = { state: 3, expert: 4, answer: 5 }));
    await expect(loadModels(folder)).rejects.toThrow(/expect 3 state features/);
  });

  it('are refused when they were trained with features of other names, order or meaning', async () => {
    const folder = await modelsFolder(1);
    await edit(folder, (manifest) => (manifest['features'] = 'f'.repeat(64)));
    await expect(loadModels(folder)).rejects.toThrow(/other features.*train again/);
  });

  it('of the versions that did not name their features are refused as those of the first ones', async () => {
    const folder = await modelsFolder(1);
    await edit(folder, (manifest) => delete manifest['features']);
    await expect(loadModels(folder)).rejects.toThrow(/trained with other features than this version of DER/);
  });

  it('are refused with a manifest that is torn or misses something', async () => {
    const folder = await modelsFolder(1);
    await edit(folder, (manifest) => delete manifest['belief']);
    await expect(loadModels(folder)).rejects.toThrow(/not a manifest of DER's models: belief/);
    await writeFile(join(folder, manifestName), '{"format": 1,');
    await expect(loadModels(folder)).rejects.toThrow(/is not JSON/);
  });
});
