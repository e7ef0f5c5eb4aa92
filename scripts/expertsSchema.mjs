/**
 * Writes the JSON schema of the setting `der.experts` into package.json, from the schema that the program reads
 * pools with. Run it after a change of src/providers/poolConfig.ts; a test tells when it was forgotten.
 */
import { build } from 'esbuild';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from './setup.mjs';

const { outputFiles } = await build({
  entryPoints: [join(root, 'src/providers/poolConfig.ts')],
  bundle: true,
  write: false,
  platform: 'node',
  format: 'esm',
});
const { poolJsonSchema } = await import(
  `data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`
);

const file = join(root, 'package.json');
const manifest = JSON.parse(await readFile(file, 'utf8'));
for (const { properties } of manifest.contributes.configuration) {
  // `null` stands for the pool of somebody who has configured none.
  if (properties['der.experts'])
    Object.assign(properties['der.experts'], poolJsonSchema(), { type: ['array', 'null'] });
}
await writeFile(file, `${JSON.stringify(manifest, null, 2)}\n`);
