/**
 * `npm run package -- --target T [--out DIR]`: the VSIX of a platform, from the allow-list in .vscodeignore.
 * Prints the path of the file.
 */
import { cp, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { Option } from 'commander';
import { build, productTargets } from './build.mjs';
import { runScript } from './commandLine.mjs';
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
/** tree-sitter and its grammars, WebAssembly that is read from files. */
const parsers = '@vscode/tree-sitter-wasm';
/** For every other platform: the networks run in WebAssembly, from the plain one of the package's four builds. */
const universal = 'universal';
const wasm = ['ort.node.min.js', 'ort-wasm-simd-threaded.mjs', 'ort-wasm-simd-threaded.wasm'];
const targetNames = [...Object.keys(native), universal];
const here = `${process.platform}-${process.arch}`;
const mostBytes = 33e6;

/** @returns {Promise<number>} exit code */
export function main(args) {
  const target = new Option('--target <T>', 'what it runs on; universal runs anywhere, in WebAssembly')
    .choices([...targetNames, 'all'])
    .default(here, 'this platform');
  return runScript(
    'npm run package --',
    args,
    (program) => program.addOption(target).option('--out <DIR>', 'where the VSIX goes (default: out)'),
    async ({ target: wanted, out }) => {
      for (const name of wanted === 'all' ? targetNames : [wanted])
        process.stdout.write(`${await packageExtension({ target: name, out })}\n`);
      return 0;
    },
  );
}

/**
 * Builds and packages the extension for a platform.
 * @param {{ target?: string, out?: string }} options `out`: folder of the VSIX, relative to where npm was called
 * @returns {Promise<string>} path of the VSIX
 */
export async function packageExtension({ target = here, out } = {}) {
  if (!targetNames.includes(target)) {
    throw new SetupError(`There is no package for "${target}"; there is one for ${targetNames.join(', ')}.`);
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

  // Everything but the runtime of the networks and the parsers is inside the bundles.
  const runtime = target === universal ? 'onnxruntime-web' : 'onnxruntime-node';
  const kept = [runtime, parsers];
  await writeJson(join(stage, 'package.json'), {
    ...without(manifest, 'devDependencies', 'scripts', 'private'),
    dependencies: Object.fromEntries(kept.map((name) => [name, manifest.dependencies[name]])),
  });
  await keepOnlyRuntime(join(stage, 'node_modules', runtime, 'package.json'));
  const extra = [...kept, 'onnxruntime-common', ...enginePackages];
  await writeFile(join(stage, 'ThirdPartyNotices.txt'), await thirdPartyNotices(metafiles, extra));
}

/**
 * Leaves out other platforms' native files, types, source maps, the modules for browsers, and the grammars of
 * languages that are not parsed.
 */
function shipped(target) {
  const other = `node_modules/onnxruntime-${target === universal ? 'node' : 'web'}`;
  const bin = `node_modules/onnxruntime-node/bin/napi-v6/${target.replace('-', '/')}`;
  const natives = new Set(native[target]?.map((name) => `${bin}/${name}`));
  return async (source) => {
    const path = relative(root, source).replaceAll('\\', '/');
    if (path.startsWith(`node_modules/${parsers}/`))
      return !/\.(ts|md)$|cgmanifest|tree-sitter-(ini|powershell|regex)\.wasm$/.test(path);
    if (path === other || path.startsWith(`${other}/`)) return false;
    const ofRuntime = /^node_modules\/onnxruntime-(node|common|web)\//.test(path);
    if (!ofRuntime || (await stat(source)).isDirectory()) return true;
    if (path.includes('/bin/')) return natives.has(path);
    if (path.startsWith('node_modules/onnxruntime-web/dist/')) return wasm.includes(path.split('/').at(-1));
    if (path.startsWith('node_modules/onnxruntime-web/'))
      return path.endsWith('onnxruntime-web/package.json');
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
  const platform = target === universal ? [] : ['--target', target];
  const args = [join(root, 'node_modules/@vscode/vsce/vsce'), 'package', ...platform, '--out', file];
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
