/**
 * `npm run package -- --target T [--out DIR]`: the VSIX of a platform, from the allow-list in .vscodeignore.
 * Prints the path of the file.
 */
import { cp, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { build, productTargets } from './build.mjs';
import { thirdPartyNotices } from './notices.mjs';
import { enginePackages } from './sandboxBundle.mjs';
import { root, runChild, say, SetupError } from './setup.mjs';

/**
 * The native files that onnxruntime needs on each platform it ships for. Left out: on Windows DirectML and the
 * shader compilers, which are loaded only when a session runs on the GPU; on macOS the library's second copy.
 */
const windows = ['onnxruntime_binding.node', 'onnxruntime.dll'];
const linux = ['onnxruntime_binding.node', 'libonnxruntime.so.1'];
const native = {
  'linux-x64': linux,
  'linux-arm64': linux,
  'darwin-arm64': ['onnxruntime_binding.node', 'libonnxruntime.1.dylib'],
  'win32-x64': windows,
  'win32-arm64': windows,
};
const here = `${process.platform}-${process.arch}`;
const mostBytes = 33e6;

const help = `Usage: npm run package -- --target T [--out DIR]

  --target T   ${Object.keys(native).join(', ')},
               or "all" (default: this platform)
  --out DIR    where the VSIX goes (default: out)
`;

/** @returns {Promise<number>} exit code */
export async function main(args) {
  const options = {
    target: { type: 'string' },
    out: { type: 'string' },
    help: { type: 'boolean', short: 'h' },
  };
  let values;
  try {
    ({ values } = parseArgs({ args, options }));
  } catch (error) {
    process.stderr.write(`${error.message}\n${help}`);
    return 2;
  }
  if (values.help) {
    process.stdout.write(help);
    return 0;
  }
  const { target = here } = values;
  const targets = target === 'all' ? Object.keys(native) : [target];
  if (!targets.every((name) => Object.hasOwn(native, name))) {
    process.stderr.write(`There is no native runtime for "${target}".\n${help}`);
    return 2;
  }
  for (const name of targets) {
    const file = await packageExtension({ target: name, out: values.out });
    process.stdout.write(`${file}\n`);
  }
  return 0;
}

/**
 * Builds and packages the extension for a platform.
 * @param {{ target?: string, out?: string }} options `out`: folder of the VSIX, relative to where npm was called
 * @returns {Promise<string>} path of the VSIX
 */
export async function packageExtension({ target = here, out } = {}) {
  if (!Object.hasOwn(native, target)) {
    throw new SetupError(
      `There is no native runtime for "${target}"; there is one for ${Object.keys(native)}.`,
    );
  }
  const folder = out === undefined ? join(root, 'out') : resolve(process.env.INIT_CWD ?? '.', out);
  const manifest = await manifestOfSources();
  const file = join(folder, `${manifest.name}-${target}-${manifest.version}.vsix`);
  const stage = await mkdtemp(join(tmpdir(), 'der-vsix-'));
  try {
    await stageExtension(stage, target);
    await mkdir(folder, { recursive: true });
    await writeVsix(stage, target, file);
  } finally {
    await rm(stage, { recursive: true, force: true });
  }
  const { size } = await stat(file);
  if (size > mostBytes)
    throw new SetupError(`${file} has ${megabytes(size)} MB; the most is ${megabytes(mostBytes)}.`);
  say(`Packaged for ${target}: ${megabytes(size)} MB.`);
  return file;
}

/**
 * Fills an empty folder with everything that is shipped for a platform.
 * @param {string} stage
 */
export async function stageExtension(stage, target = here) {
  const manifest = await manifestOfSources();
  const metafiles = [];
  for (const name of productTargets) metafiles.push(await build(name, { into: stage }));

  const lines = (await readFile(join(root, '.vscodeignore'), 'utf8')).split('\n');
  const allowed = lines
    .filter((line) => line.startsWith('!'))
    .map((line) => line.slice(1).replace(/\/\*\*$/, ''));
  const written = /^(dist\/|package\.json$|ThirdPartyNotices\.txt$)/;
  const copied = [...allowed, '.vscodeignore'].filter((path) => !written.test(path));
  for (const path of copied)
    await cp(join(root, path), join(stage, path), { recursive: true, filter: shipped(target) });

  // Everything but the runtime is inside the bundles.
  const { 'onnxruntime-node': runtime } = manifest.dependencies;
  await writeJson(join(stage, 'package.json'), {
    ...without(manifest, 'devDependencies', 'scripts', 'private'),
    dependencies: { 'onnxruntime-node': runtime },
  });
  await keepOnlyRuntime(join(stage, 'node_modules', 'onnxruntime-node', 'package.json'));
  const extra = ['onnxruntime-node', 'onnxruntime-common', ...enginePackages];
  await writeFile(join(stage, 'ThirdPartyNotices.txt'), await thirdPartyNotices(metafiles, extra));
}

/** Leaves out other platforms' native files, types, source maps, and the modules for browsers. */
function shipped(target) {
  const bin = `node_modules/onnxruntime-node/bin/napi-v6/${target.replace('-', '/')}`;
  const natives = new Set(native[target].map((name) => `${bin}/${name}`));
  return async (source) => {
    const path = relative(root, source).replaceAll('\\', '/');
    const ofRuntime = /^node_modules\/onnxruntime-(node|common)\//.test(path);
    if (!ofRuntime || (await stat(source)).isDirectory()) return true;
    if (path.includes('/bin/')) return natives.has(path);
    return /\/(dist\/(cjs\/)?[^/]+\.js|package\.json)$/.test(path);
  };
}

/** Its other dependencies serve its install script alone. */
async function keepOnlyRuntime(file) {
  const manifest = JSON.parse(await readFile(file, 'utf8'));
  const { 'onnxruntime-common': common } = manifest.dependencies;
  await writeJson(file, {
    ...without(manifest, 'devDependencies', 'scripts'),
    dependencies: { 'onnxruntime-common': common },
  });
}

/** By vsce, in a process of its own: it speaks on stdout, which is for the path of the file. */
async function writeVsix(stage, target, file) {
  const flags = ['--no-yarn', '--allow-missing-repository', '--no-rewrite-relative-links'];
  const args = [join(root, 'node_modules/@vscode/vsce/vsce'), 'package', '--target', target, '--out', file];
  const code = await runChild(process.execPath, [...args, ...flags], { cwd: stage });
  if (code !== 0) throw new SetupError(`vsce could not package for ${target}; what it said stands above.`);
}

async function manifestOfSources() {
  return JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
}

async function writeJson(file, value) {
  await writeFile(file, `${JSON.stringify(value, null, 2)}\n`);
}

function without(object, ...names) {
  return Object.fromEntries(Object.entries(object).filter(([name]) => !names.includes(name)));
}

const megabytes = (bytes) => (bytes / 1e6).toFixed(1);
