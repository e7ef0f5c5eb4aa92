/** Where things are. Bundles lie as deep below the root as these sources. */
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Folder of the product: of its clone, where it is one. */
export const root = fileURLToPath(new URL('../..', import.meta.url));

/** Folder of the networks that are shipped. */
export const shippedModels = resolve(root, 'models');

/** Folder of the sandbox's bundle and engines. */
export const builtSandbox = resolve(root, 'dist/sandbox');

/** The process that tunes networks. */
export const builtTuning = resolve(root, 'dist/tune.js');

/** Folder of the parsers of programs. */
export const builtGrammars = resolve(root, 'node_modules/@vscode/tree-sitter-wasm/wasm');

/** Script and style of the page that raters of a comparison get. */
export const builtRatingPage = resolve(root, 'dist/ratingPage');

/** A path as the person meant it: npm runs commands in the root, wherever it was called. */
export function fromWhereCalled(path: string): string {
  return resolve(process.env['INIT_CWD'] ?? process.cwd(), path);
}

/** Folder of the networks that a person named; of those shipped, where they named none. */
export function modelsFolder(named: string | undefined): string {
  return named === undefined ? shippedModels : fromWhereCalled(named);
}

/** The version of the product. */
export async function ownVersion(): Promise<string> {
  const { version } = JSON.parse(await readFile(resolve(root, 'package.json'), 'utf8')) as {
    version: string;
  };
  return version;
}
