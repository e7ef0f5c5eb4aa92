/**
 * Writes the JSON schema of the setting `der.experts` into package.json, from the schema that the program reads
 * pools with. Run it after a change of a schema in src/providers; a test tells when it was forgotten.
 */
import { build } from 'esbuild';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from './setup.mjs';

const outfile = join(root, 'dist/expertsSchema.mjs');
await build({
  entryPoints: [join(root, 'src/providers/poolConfig.ts')],
  bundle: true,
  outfile,
  platform: 'node',
  format: 'esm',
  // Left where they are: a kind loads what asks its experts when it is first used, which is never here.
  packages: 'external',
});
const { poolJsonSchema } = await import(pathToFileURL(outfile).href);

const file = join(root, 'package.json');
const manifest = JSON.parse(await readFile(file, 'utf8'));
for (const { properties } of manifest.contributes.configuration) {
  // `null` stands for the pool of somebody who has configured none.
  if (properties['der.experts'])
    Object.assign(properties['der.experts'], poolJsonSchema(), { type: ['array', 'null'] });
}
await writeFile(file, `${JSON.stringify(manifest, null, 2)}\n`);
