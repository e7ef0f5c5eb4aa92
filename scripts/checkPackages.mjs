/**
 * `node scripts/checkPackages.mjs FILE.vsix …`: whether each package has what it needs to start, and nothing that
 * .vscodeignore does not name. The release runs it before it publishes.
 */
import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import yauzl from 'yauzl';
import { root, say } from './setup.mjs';

const needed = [
  'package.json',
  'package.nls.json',
  'readme.md',
  'changelog.md',
  'LICENSE.txt',
  'ThirdPartyNotices.txt',
  'l10n/bundle.l10n.de.json',
  'dist/extension.js',
  'dist/later.js',
  'dist/panel.js',
  'dist/panel.css',
  'dist/sandbox/main.js',
  'dist/problems.js',
  'dist/pdf/main.js',
  'dist/pdf/pdfium.wasm',
  'dist/tune.js',
];
/** What vsce names anew. */
const renamed = ['readme.md', 'changelog.md', 'LICENSE.txt'];

/** @returns {Promise<string[]>} what is wrong with a package; empty where nothing is */
async function complaints(file) {
  const { version, name } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
  const target = basename(file).replace(`${name}-`, '').replace(`-${version}.vsix`, '');
  if (target === basename(file)) return [`it is not of version ${version}`];
  const paths = (await entries(file))
    .filter((path) => path.startsWith('extension/'))
    .map((path) => path.slice('extension/'.length));
  const allowed = await allowList();
  const wrong = [];
  for (const path of needed) if (!paths.includes(path)) wrong.push(`${path} is missing`);
  for (const path of paths) if (!allowed(path)) wrong.push(`${path} must not be shipped`);
  const natives = paths.filter((path) => path.endsWith('.node'));
  const own = target === 'universal' ? [] : [`/${target.replace('-', '/')}/`];
  if (natives.length !== own.length || !own.every((part) => natives[0].includes(part)))
    wrong.push(`its native code is that of ${natives.join(', ') || 'no platform'}`);
  return wrong;
}

/** Paths of all files of an archive. */
async function entries(file) {
  const zip = await promisify(yauzl.open)(file, { autoClose: true });
  const paths = [];
  await new Promise((resolve, reject) => {
    zip.on('entry', ({ fileName }) => fileName.endsWith('/') || paths.push(fileName));
    zip.on('end', resolve);
    zip.on('error', reject);
  });
  return paths;
}

/** Whether a path is one that .vscodeignore lets through. */
async function allowList() {
  const lines = (await readFile(join(root, '.vscodeignore'), 'utf8')).split('\n');
  const patterns = lines.filter((line) => line.startsWith('!')).map((line) => line.slice(1));
  const matches = patterns.map((pattern) => {
    const text = pattern
      .replace(/[.+]/g, '\\$&')
      .replace(/\*\*?/g, (stars) => (stars === '*' ? '[^/]*' : '.*'));
    return new RegExp(`^${text}$`);
  });
  return (path) => renamed.includes(path) || matches.some((match) => match.test(path));
}

const files = process.argv.slice(2);
if (files.length === 0) {
  say('Usage: node scripts/checkPackages.mjs FILE.vsix …');
  process.exitCode = 2;
}
for (const file of files) {
  const wrong = await complaints(file);
  say(wrong.length === 0 ? `${file}: as it should be.` : `${file}: ${wrong.join('; ')}.`);
  if (wrong.length > 0) process.exitCode = 1;
}
