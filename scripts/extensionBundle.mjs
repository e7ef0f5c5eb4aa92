/**
 * The extension's code: what activation takes in one file, all else of our own in a second, libraries in files apart.
 * Every byte and every file that is read at activation takes its time there; only what a person comes to needs the rest.
 */
import { readFile } from 'node:fs/promises';
import { isBuiltin } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

/** What is read at activation, and what the first dynamic import reads. */
const [early, late] = ['extension.js', 'later.js'];
/** Where libraries go, seen from the bundles that require them. */
const librariesFolder = 'libraries';

/**
 * @param options esbuild's, with one entry
 * @param bundle bundles by options, with plugins, and resolves to the metafile
 * @returns a metafile of all that was written
 */
export async function bundleExtension({ entryPoints: [entry], outdir, ...options }, bundle) {
  const libraries = new Set();
  const intoFile = (contents, file, ...plugins) => {
    const stdin = { contents, resolveDir: root, sourcefile: `entry:${file}` };
    const outfile = join(outdir, file);
    return bundle({ ...options, stdin, outfile }, ...plugins, editorByName, librariesApart(libraries));
  };
  const metafiles = await inTwoFiles(entry, intoFile);
  const entryPoints = [...libraries].map((name) => ({ in: name, out: libraryFile(name) }));
  metafiles.push(await bundle({ ...options, entryPoints, outdir: join(outdir, librariesFolder) }));
  const all = (key) => Object.assign({}, ...metafiles.map((metafile) => metafile[key]));
  return { inputs: all('inputs'), outputs: all('outputs') };
}

/**
 * Every module is in one of the two files alone, as its state and its classes must be; the second takes what it needs
 * of the first from there.
 * @param bundle bundles the text of an entry into a file, with more plugins
 */
async function inTwoFiles(entry, bundle) {
  const start = `export * from './${entry}';`;
  const { inputs } = await bundle(start, early);
  const isDynamic = ({ kind }) => kind === 'dynamic-import';
  const imported = (path, wanted) =>
    (inputs[path]?.imports ?? []).filter((one) => wanted(one) && one.path.startsWith('src/'));
  const first = new Set([entry]);
  for (const path of first) for (const next of imported(path, (one) => !isDynamic(one))) first.add(next.path);
  const second = new Set([...first].flatMap((path) => imported(path, isDynamic).map((one) => one.path)));
  for (const path of first) second.delete(path);

  const modules = [...first].map((path, at) => `import * as m${at} from './${path}';`);
  const shared = [...first].map((path, at) => `'${path}': m${at}`);
  const firstText = [start, ...modules, `export const shared = { ${shared.join(', ')} };`].join('\n');
  const secondText = [...second].map((path) => `exports['${path}'] = () => require('./${path}');`).join('\n');
  return [
    await bundle(
      firstText,
      early,
      taken(second, (path) => `require('./${late}')['${path}']()`),
    ),
    await bundle(
      secondText,
      late,
      taken(first, (path) => `require('./${early}').shared['${path}']`),
    ),
  ];
}

/** Takes modules from the other file, by an expression. */
const taken = (modules, expression) => ({
  name: 'taken from the other file',
  setup({ onResolve, onLoad }) {
    const namespace = 'other';
    onResolve({ filter: /^\./ }, ({ path, resolveDir, namespace: from }) => {
      if (from === namespace) return { path, external: true };
      const module = relative(root, join(resolveDir, `${path}.ts`)).replaceAll('\\', '/');
      return modules.has(module) ? { path: module, namespace } : undefined;
    });
    onLoad({ filter: /./, namespace }, ({ path }) => ({ contents: `module.exports = ${expression(path)};` }));
  },
});

/** Leaves packages out of a bundle, which requires them from their own files; notes their names. */
const librariesApart = (names) => ({
  name: 'libraries apart',
  setup({ onResolve, initialOptions: { external } }) {
    onResolve({ filter: /^(@[^/]+\/)?[a-z]/ }, ({ path, kind }) => {
      if (kind === 'entry-point' || isBuiltin(path) || external.includes(path)) return undefined;
      names.add(path);
      return { path: `./${librariesFolder}/${libraryFile(path)}.js`, external: true };
    });
  },
});

/**
 * The editor's API by its names. `import * as vscode` of an external module copies all of them anew in each file that
 * has it, half of the time that loading takes; a file of exports is resolved while bundling.
 */
const editorByName = {
  name: 'editor by name',
  setup({ onResolve, onLoad }) {
    const namespace = 'editor';
    onResolve({ filter: /^vscode$/ }, ({ path, namespace: from }) =>
      from === namespace ? { path, external: true } : { path, namespace },
    );
    onLoad({ filter: /^vscode$/, namespace }, async () => {
      const types = await readFile(join(root, 'node_modules/@types/vscode/index.d.ts'), 'utf8');
      const names = types.matchAll(/^\texport (?:class|enum|namespace|function|const) (\w+)/gm);
      const unique = new Set(Array.from(names, ([, name]) => name));
      return { contents: `export { ${[...unique].join(', ')} } from 'vscode';` };
    });
  },
};

const libraryFile = (name) => name.replace('@', '').replaceAll('/', '-');
