/**
 * Bundles by esbuild, target by target. `node scripts/build.mjs [target …]` builds the product.
 * A target is fresh while every file that went into its last build is as it was then.
 */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { bundleExtension } from './extensionBundle.mjs';
import { bundleSandbox, writeEngines, writePdfium } from './sandboxBundle.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
/** Found by where they are: one finds its library, the other its WebAssembly, beside itself. */
const native = ['onnxruntime-node', 'onnxruntime-web'];
/** What drives an editor, and is not there where none is driven. */
const inEditor = [...native, 'playwright-core', '@vscode/test-electron'];

/** What a package's entry for Node requires by computed names cannot be bundled; its modules can. */
const alias = { 'jsonc-parser': 'jsonc-parser/lib/esm/main.js' };

/** ES modules for Node: what is imported dynamically stays in files of its own, read when first used. */
const esm = {
  platform: 'node',
  target: 'node20',
  format: 'esm',
  splitting: true,
  outExtension: { '.js': '.mjs' },
  // Bundled CommonJS packages call `require` for Node's own modules.
  banner: {
    js: "import { createRequire as createRequireOfBundle } from 'node:module'; const require = createRequireOfBundle(import.meta.url);",
  },
  external: native,
  alias,
};
const cjs = {
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  external: ['vscode', 'mocha', ...native],
  alias,
};
/** What is imported dynamically is evaluated, and the libraries it needs are read, when first used. */
const lazyCjs = { ...cjs, supported: { 'dynamic-import': false } };
/** Where the sources of commands are: the product's, and the lab's, which is not shipped. */
const commandFolders = { cli: 'src/cli', lab: 'src/lab/commands' };

/** Options of a target, or undefined where its entry does not exist. */
async function optionsOf(target) {
  const [room, command] = target.split('/');
  if (command !== undefined && Object.hasOwn(commandFolders, room)) {
    // A command, and the child it forks.
    const names = [`${command}.ts`, `${command}Child.ts`];
    return {
      ...esm,
      entryPoints: await entries(commandFolders[room], (file) => names.includes(file)),
      outdir: `dist/${room}`,
    };
  }
  const options = {
    // See extensionBundle.mjs.
    extension: { ...lazyCjs, entryPoints: ['src/extension.ts'], outdir: 'dist' },
    panel: {
      platform: 'browser',
      target: 'es2022',
      format: 'iife',
      entryPoints: [{ in: 'src/webview/main.ts', out: 'panel' }],
      outdir: 'dist',
      loader: { '.ttf': 'file', '.svg': 'text' },
      assetNames: '[name]',
      define: { 'process.env.NODE_ENV': '"production"' },
    },
    // What `npm run compare` puts into the page that raters get.
    ratingPage: {
      platform: 'browser',
      target: 'es2022',
      format: 'iife',
      entryPoints: [{ in: 'src/webview/ratingPage/main.ts', out: 'ratingPage' }],
      outdir: 'dist',
      define: { 'process.env.NODE_ENV': '"production"' },
    },
    // The process that programs run in, with its engines beside it.
    sandbox: {
      platform: 'node',
      target: 'node20',
      format: 'cjs',
      entryPoints: ['src/checks/child/main.ts'],
      outdir: 'dist/sandbox',
      mainFields: ['module', 'main'],
      loader: { '.py': 'text' },
    },
    // The process that counts the problems of changed files; its TypeScript is the workspace's.
    problems: {
      ...cjs,
      entryPoints: [{ in: 'src/checks/types/child.ts', out: 'problems' }],
      outdir: 'dist',
      external: [],
    },
    // The process that reads PDF documents, with PDFium beside it.
    pdf: {
      ...cjs,
      entryPoints: [{ in: 'src/host/attachments/pdf/child.ts', out: 'main' }],
      outdir: 'dist/pdf',
      external: [],
      // Its other entry finds its file by `import.meta`.
      alias: { '@hyzyla/pdfium': '@hyzyla/pdfium/dist/index.cjs' },
    },
    // The process that tunes networks: all of what learns that is shipped.
    tune: { ...cjs, entryPoints: [{ in: 'src/learn/tuning/tuneChild.ts', out: 'tune' }], outdir: 'dist' },
    bench: {
      ...esm,
      entryPoints: [
        ...(await entries('bench', (file) => file === 'run.ts' || file.endsWith('Child.ts'))),
        { in: 'bench/panel/panelChild.ts', out: 'panelChild' },
      ],
      outdir: 'dist/bench',
      external: inEditor,
    },
    // What makes bundles of its own needs the bundler as it is.
    figures: {
      ...esm,
      entryPoints: ['bench/figures/run.ts'],
      outdir: 'dist/figures',
      external: [...native, 'esbuild'],
    },
    // The runner of the suite in the editor.
    hostTests: {
      ...esm,
      entryPoints: [{ in: 'test/host/run.ts', out: 'host' }],
      outdir: 'dist/test',
      external: inEditor,
    },
    hostSuite: { ...cjs, entryPoints: ['test/host/suite/index.ts'], outdir: 'dist/test/host' },
  }[target];
  if (!options) throw new Error(`No target "${target}" to build.`);
  return options;
}

async function entries(folder, isEntry) {
  return (await readdir(join(root, folder))).filter(isEntry).map((file) => `${folder}/${file}`);
}

/** Scripts that sources import are not bundled: they find their files by where they are. */
const scriptsStay = {
  name: 'scripts stay where they are',
  setup({ onResolve, initialOptions }) {
    onResolve({ filter: /\/scripts\/[^/]+\.mjs$/ }, ({ path, resolveDir }) => ({
      path: relative(initialOptions.outdir, join(resolveDir, path)).replaceAll('\\', '/'),
      external: true,
    }));
  },
};

/** Whether the sources of a target are there. */
export async function exists(target) {
  const { entryPoints } = await optionsOf(target);
  return entryPoints.length > 0 && entryPoints.every((entry) => existsSync(join(root, entry.in ?? entry)));
}

/**
 * Builds one target into dist/, or for shipping into the folder `into`, small and without maps.
 * @returns esbuild's metafile: what went into each bundle.
 */
export async function build(target, { into } = {}) {
  if (!(await exists(target))) throw new Error(`"${target}" has no sources yet: nothing to build.`);
  const started = Date.now();
  const esbuild = await import('esbuild');
  const bundle = async ({ outdir, outfile, ...options }, ...plugins) => {
    const { metafile } = await esbuild.build({
      ...options,
      ...(outfile ? { outfile: join(into ?? root, outfile) } : { outdir: join(into ?? root, outdir) }),
      absWorkingDir: root,
      bundle: true,
      plugins,
      minify: into !== undefined,
      sourcemap: into === undefined,
      metafile: true,
      legalComments: 'none',
      logLevel: 'warning',
    });
    return metafile;
  };
  const options = await optionsOf(target);
  const bundled = { extension: bundleExtension, sandbox: bundleSandbox }[target];
  const metafile = bundled ? await bundled(options, bundle) : await bundle(options, scriptsStay);
  if (target === 'panel') forbid(metafile, 'node_modules/react/');
  // What learns runs in a child process alone, and the lab is not shipped.
  if (productTargets.includes(target)) forbid(metafile, 'src/lab/');
  if (productTargets.includes(target) && target !== 'tune') forbid(metafile, 'src/learn/');
  if (target === 'sandbox') await writeEngines(join(into ?? root, options.outdir));
  if (target === 'pdf') await writePdfium(join(into ?? root, options.outdir));
  if (into === undefined) {
    await writeStamp(target, metafile, started);
    for (const room of Object.keys(commandFolders)) await prune(`dist/${room}`);
  }
  return metafile;
}

const hourMs = 3_600_000;

/** Removes chunks that no bundle names any more, unless a command that started before may still read them. */
async function prune(folder) {
  const stamps = await readdir(join(root, 'dist', '.stamps'));
  const texts = stamps.map((name) => readFile(join(root, 'dist', '.stamps', name), 'utf8'));
  const named = new Set((await Promise.all(texts)).flatMap((text) => JSON.parse(text).outputs));
  for (const file of await readdir(join(root, folder)).catch(() => [])) {
    const path = join(root, folder, file);
    const { mtimeMs } = await stat(path);
    if (!named.has(`${folder}/${file}`) && Date.now() - mtimeMs > hourMs) await rm(path);
  }
}

/** What must not be shipped: React, for one, is an optional peer of the toolkit; a wrong import doubles the bundle. */
function forbid(metafile, folder) {
  const found = Object.keys(metafile.inputs).find((path) => path.includes(folder));
  if (found) throw new Error(`${folder} got into the bundle by ${found}.`);
}

const stampFile = (target) => join(root, 'dist', '.stamps', `${target.replace('/', '-')}.json`);

async function writeStamp(target, metafile, started) {
  // Packages change with the lock file; `namespace:path` was made while bundling.
  const sources = Object.keys(metafile.inputs).filter((path) => !/node_modules\/|^\w+:/.test(path));
  const inputs = Object.fromEntries(
    await Promise.all(
      sources.map(async (path) => {
        const { mtimeMs, size } = await stat(join(root, path));
        // Changed while it was being read: build again next time.
        return [path, mtimeMs > started ? 'unknown' : `${mtimeMs} ${size}`];
      }),
    ),
  );
  const outputs = Object.keys(metafile.outputs);
  const { entryPoints } = await optionsOf(target);
  await mkdir(dirname(stampFile(target)), { recursive: true });
  await writeFile(stampFile(target), JSON.stringify({ key: await key(), entryPoints, inputs, outputs }));
}

/** Whether a target's last build still stands. */
export async function isFresh(target) {
  const stamp = JSON.parse(await readFile(stampFile(target), 'utf8').catch(() => '{}'));
  if (stamp.key !== (await key())) return false;
  const { entryPoints } = await optionsOf(target);
  if (JSON.stringify(stamp.entryPoints) !== JSON.stringify(entryPoints)) return false;
  const unchanged = Object.entries(stamp.inputs).map(async ([path, was]) => {
    const now = await stat(join(root, path)).catch(() => undefined);
    return now !== undefined && was === `${now.mtimeMs} ${now.size}`;
  });
  return (
    stamp.outputs.every((path) => existsSync(join(root, path))) &&
    (await Promise.all(unchanged)).every(Boolean)
  );
}

/** Changes with the packages and with what builds. */
async function key() {
  const files = await Promise.all(
    [
      'package-lock.json',
      'scripts/build.mjs',
      'scripts/extensionBundle.mjs',
      'scripts/sandboxBundle.mjs',
    ].map((file) => readFile(join(root, file))),
  );
  return files.reduce((hash, content) => hash.update(content), createHash('sha256')).digest('hex');
}

/** Everything a person installs: the extension, its panel, and the processes that check answers and tune networks. */
export const productTargets = ['extension', 'panel', 'sandbox', 'problems', 'pdf', 'tune'];

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const named = process.argv.slice(2);
  for (const target of named.length > 0 ? named : productTargets) {
    const { outputs } = await build(target);
    for (const [path, { bytes }] of Object.entries(outputs)) {
      if (!path.endsWith('.map'))
        process.stdout.write(`${relative('.', path)}  ${(bytes / 1024).toFixed(0)} KB\n`);
    }
  }
}
