/**
 * `npm run architecture [-- --check]`: the picture in docs/architecture.md, made from the imports of the sources.
 * `--check` writes nothing and fails where the picture is not what the imports say; lint runs it.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root, say } from './setup.mjs';

const page = join(root, 'docs', 'architecture.md');
const begin = '<!-- The picture is made by `npm run architecture`. -->\n```mermaid\n';
const end = '```\n<!-- End of the picture. -->';

/** @returns {Promise<number>} exit code: 1 where the picture is stale and was only to be checked */
export async function main(args) {
  const text = await readFile(page, 'utf8');
  const [from, to] = [text.indexOf(begin) + begin.length, text.indexOf(end)];
  if (from < begin.length || to < from) {
    say(`${page} has lost the marks around its picture: ${begin}…${end}`);
    return 1;
  }
  const anew = text.slice(0, from) + picture(await imports()) + text.slice(to);
  if (anew === text) return 0;
  if (args.includes('--check')) {
    say(
      'docs/architecture.md: the picture is not what the imports say; `npm run architecture` draws it anew.',
    );
    return 1;
  }
  await writeFile(page, anew);
  say('docs/architecture.md: the picture is drawn anew.');
  return 0;
}

/** Arrow between rooms, `a>b`, to whether all its imports are of types alone. */
async function imports() {
  const { cruise } = await import('dependency-cruiser');
  const { default: extractTSConfig } = await import('dependency-cruiser/config-utl/extract-ts-config');
  const { output } = await cruise(
    ['src'],
    {
      baseDir: root,
      includeOnly: '^src/',
      tsPreCompilationDeps: true,
      enhancedResolveOptions: { extensions: ['.ts', '.d.ts', '.js'] },
    },
    undefined,
    { tsConfig: extractTSConfig(join(root, 'tsconfig.json')) },
  );
  const arrows = new Map();
  for (const { source, dependencies } of output.modules) {
    for (const { resolved, dependencyTypes } of dependencies) {
      const [from, to] = ends(source, resolved);
      if (from === to) continue;
      const arrow = `${from}>${to}`;
      arrows.set(arrow, (arrows.get(arrow) ?? true) && dependencyTypes.includes('type-only'));
    }
  }
  return arrows;
}

/** Rooms of an import; from outside the engine counts as one. */
function ends(source, target) {
  const [from, to] = [source, target].map((path) => path.split('/').slice(1));
  const inside = from[0] === 'der' && to[0] === 'der';
  return [from, to].map(([room, part]) => (inside ? `der/${part}` : room));
}

/** Mermaid's text, in an order of its own, so that it changes with the arrows alone. */
function picture(arrows) {
  const sorted = [...arrows].sort(([a], [b]) => (a < b ? -1 : 1));
  const lines = sorted.map(([arrow, typesAlone]) => {
    const [from, to] = arrow.split('>').map(node);
    return `${from} ${typesAlone ? '-.->' : '-->'} ${to}`;
  });
  const [inside, outside] = [true, false].map((wanted) =>
    lines.filter((line) => line.startsWith('der_') === wanted),
  );
  const indented = (some, by) => some.map((line) => `${by}${line}\n`).join('');
  return `flowchart TD\n${indented(outside, '  ')}  subgraph der\n${indented(inside, '    ')}  end\n`;
}

/** `host`, or `der_route[route]` for a room of the engine. */
function node(room) {
  const [, part] = room.split('/');
  return part === undefined ? room : `der_${part.replace('.', '_')}[${part}]`;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href)
  process.exitCode = await main(process.argv.slice(2));
