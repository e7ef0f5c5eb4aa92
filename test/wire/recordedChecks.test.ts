/** Recorded answers, checked for evaluation and training: as a route would have checked them, and once. */
import { mkdtemp, readdir, rm, writeFile, appendFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { check } from '../../src/checks/check';
import { syntaxCheck } from '../../src/checks/routeChecks';
import type { Sandbox } from '../../src/checks/sandbox';
import { builtGrammars } from '../../src/cli/places';
import { recordedChecks } from '../../src/lab/findings/recordedChecks';
import { builtSandbox, folder as sandboxFolder } from './sandbox/support';

const code = (language: string, text: string) => `Here it is:\n\n\`\`\`${language}\n${text}\n\`\`\`\n`;
const python = (name: string, body: string) => code('python', `def ${name}:\n    return ${body}`);
const asked = [
  {
    id: 'double',
    question: 'Write a Python function `double(n: int) -> int`. For example, double(4) returns 8.',
    texts: [
      python('double(n: int) -> int', 'n * 2'),
      python('double(n: int) -> int', 'n + n'),
      python('double(n: int) -> int', 'n ** 2'),
      'I would rather not.',
    ],
  },
  {
    id: 'shout',
    question: 'Write a JavaScript function that shouts a text.',
    texts: [
      code('js', 'const shout = (text) => text.toUpperCase();\nconsole.assert(shout("a") === "A");'),
      code('js', 'function shout(text) { return text.toUpperCase() + "!"; }'),
      code('js', 'function shout(text) { return text.toUpperCase( }'),
    ],
  },
  { id: 'why', question: 'Why is the sky blue?', texts: ['Because of scattering.', 'It is not.'] },
];

let folder: string;
let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await builtSandbox();
  folder = await mkdtemp(join(tmpdir(), 'der-recorded-'));
  for (const name of ['answers', 'prompts']) {
    await writeFile(join(folder, `${name}.jsonl.gz`), gzipSync(JSON.stringify(asked)));
  }
});
afterAll(async () => {
  sandbox.dispose();
  await rm(folder, { recursive: true });
});

const { signal } = new AbortController();

/** Checks that begin anew, with what is kept in a folder. */
function checks(home: string) {
  const told: string[] = [];
  const place = { sandbox: sandboxFolder, grammars: builtGrammars, env: { DER_HOME: home } };
  const running = { progress: (line: string) => told.push(line), signal };
  return { told, find: recordedChecks({ name: 'made up', folder }, place, running) };
}

describe('recorded answers', () => {
  it('are found to do what a route finds, whichever of them it has', async () => {
    const found = await checks(join(folder, 'first')).find(asked);
    expect(found[2]).toBeUndefined();
    for (const [at, members] of [
      [0, [0, 1, 2, 3]],
      [0, [2, 0]],
      [0, [3, 1]],
      [1, [0, 1, 2]],
      [1, [1, 0]],
    ] as const) {
      const { question, texts } = asked[at]!;
      const chosen = members.map((member) => texts[member]!);
      const syntax = syntaxCheck(builtGrammars, 5000);
      const expected = await check(question, chosen, { sandbox, syntax, signal, budgetMs: 60_000 });
      expect(found[at]!.checked([...members])).toEqual(expected);
    }
  });

  it('are run once, and again only where a line of what is kept was torn', async () => {
    const home = join(folder, 'kept');
    const first = checks(home);
    const found = await first.find(asked);
    expect(first.told[0]).toBe('made up: checking 7 answers to 2 questions');
    const [file] = await readdir(join(home, 'findings'));
    await appendFile(join(home, 'findings', file!), '\n{"prompt":"double","loads":[{"ok":tr');
    const again = checks(home);
    const same = await again.find(asked);
    expect(again.told).toEqual([]);
    expect(same[0]!.checked([0, 1, 2])).toEqual(found[0]!.checked([0, 1, 2]));
  });

  it('are checked all the same where nothing can be kept, which is said once', async () => {
    const notAFolder = join(folder, 'file');
    await writeFile(notAFolder, 'here is a file');
    const { told, find } = checks(notAFolder);
    const found = await find(asked);
    expect(found[0]!.checked([0]).answers[0]!.findings).toContainEqual(
      expect.objectContaining({ type: 'examples', passed: 1 }),
    );
    expect(told.filter((line) => /cannot be kept/.test(line))).toHaveLength(1);
  });
});
