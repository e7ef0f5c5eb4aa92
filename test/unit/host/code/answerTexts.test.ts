/** What files would be with an answer's code in them, told from texts alone. */
import { describe, expect, it } from 'vitest';
import { askedOf } from '../../../../src/der/evidence/asked';
import { writtenIn } from '../../../../src/der/evidence/program';
import { canCount } from '../../../../src/checks/types/problems';
import { answerTexts } from '../../../../src/host/code/answerTexts';

const workspace: Readonly<Record<string, string>> = {
  'src/cart.ts':
    "import { price } from './price';\n\nexport function total(n: number): number {\n  return n * price;\n}\n\nexport function empty(): number {\n  return 0;\n}\n",
  'src/price.ts': 'export const price = 3;\n',
  'src/view.tsx': 'export function View() {\n  return <b>hello</b>;\n}\n',
  'app.py': 'x = 1\n',
};

async function filesOf(answer: string) {
  const { blocks } = writtenIn(answer, askedOf(''));
  const asked: string[] = [];
  const named = (path: string) => {
    asked.push(path);
    if (path.startsWith('out/')) return Promise.resolve(undefined);
    if (path.startsWith('link/')) return Promise.reject(new Error(`${path} is a link.`));
    // Models shorten paths.
    const key = path === 'cart.ts' ? 'src/cart.ts' : path;
    return Promise.resolve({ key, text: workspace[key] });
  };
  const { texts, cannot } = await answerTexts(blocks, named, canCount);
  return { asked, cannot, files: texts.map(({ path, text }) => [path, text]) };
}
const fence = (info: string, code: string) => `\`\`\`${info}\n${code}\n\`\`\`\n`;

describe('the texts that files would have', () => {
  it('are the block itself where it is the whole file, or there is none yet', async () => {
    const whole = workspace['src/cart.ts']!.replace('n * price', 'n + price').trimEnd();
    const answer = `So:\n${fence('ts src/cart.ts', whole)}\n${fence('ts', '// src/new.ts\nexport const a = 1;')}`;
    expect(await filesOf(answer)).toMatchObject({
      files: [
        ['src/cart.ts', `${whole}\n`],
        ['src/new.ts', 'export const a = 1;\n'],
      ],
      cannot: [],
    });
  });

  it('have a snippet where what it defines stands', async () => {
    const snippet = 'export function empty(): number {\n  return 1;\n}';
    const { files } = await filesOf(fence('ts title="cart.ts"', snippet));
    expect(files).toEqual([['cart.ts', workspace['src/cart.ts']!.replace('return 0', 'return 1')]]);
    const view = fence('tsx src/view.tsx', 'export function View() {\n  return <b>bye</b>;\n}');
    expect((await filesOf(view)).files).toEqual([
      ['src/view.tsx', workspace['src/view.tsx']!.replace('hello', 'bye')],
    ]);
  });

  it('have all blocks of their file, one after the other', async () => {
    const one = fence('ts src/cart.ts', 'export function empty(): number {\n  return 1;\n}');
    const other = fence('ts src/cart.ts', 'export function total(n: number): number {\n  return n;\n}');
    const { files } = await filesOf(`${one}\nand\n\n${other}`);
    expect(files).toEqual([
      ['src/cart.ts', workspace['src/cart.ts']!.replace('return 0', 'return 1').replace('n * price', 'n')],
    ]);
  });

  it('have the hunks of diffs, where these match', async () => {
    const diff = (line: string) =>
      fence(
        'diff',
        `--- a/src/price.ts\n+++ b/src/price.ts\n@@ -1 +1 @@\n-${line}\n+export const price = 4;`,
      );
    expect((await filesOf(diff('export const price = 3;'))).files).toEqual([
      ['src/price.ts', 'export const price = 4;\n'],
    ]);
    expect(await filesOf(diff('export const prize = 3;'))).toMatchObject({
      files: [],
      cannot: ['It is not clear what src/price.ts would become.'],
    });
    const created = fence('diff', '--- /dev/null\n+++ b/src/new.ts\n@@ -0,0 +1 @@\n+export const a = 1;');
    expect((await filesOf(created)).files).toEqual([['src/new.ts', 'export const a = 1;\n']]);
    const deleted = fence(
      'diff',
      '--- a/src/price.ts\n+++ /dev/null\n@@ -1 +0,0 @@\n-export const price = 3;',
    );
    expect((await filesOf(deleted)).cannot).toHaveLength(1);
  });

  it('are not known where the person would be asked, a part of the file included', async () => {
    const unclear = fence('ts src/cart.ts', 'console.log(total(3));');
    const fine = fence('ts src/cart.ts', 'export function empty(): number {\n  return 1;\n}');
    for (const answer of [unclear, `${fine}\n${unclear}`, `${unclear}\n${fine}`])
      expect(await filesOf(answer)).toMatchObject({
        files: [],
        cannot: [expect.stringContaining('not clear')],
      });
  });

  it('are told by the editor in other languages, where there is such a file', async () => {
    expect(await filesOf(`${fence('python app.py', 'x = 2')}\n${fence('python new.py', 'y = 1')}`)).toEqual({
      asked: ['app.py', 'new.py'],
      files: [],
      cannot: [
        'Problems in app.py are not counted before: once the change is applied, the editor reports them.',
      ],
    });
  });

  it('are none for code that names no file of the workspace', async () => {
    const unnamed = fence('ts', 'export const a = 1;');
    const shown = fence('text src/cart.ts', 'total(3) is 9');
    const outside = fence('ts out/a.ts', 'export const a = 1;');
    expect(await filesOf(`${unnamed}\n${shown}\n${outside}`)).toMatchObject({ files: [], cannot: [] });
    expect(await filesOf(fence('ts link/a.ts', 'export const a = 1;'))).toMatchObject({
      files: [],
      cannot: ['link/a.ts is a link.'],
    });
  });

  it('are those of the first twenty files', async () => {
    const many = Array.from({ length: 30 }, (_, at) => fence(`ts src/n${at}.ts`, `export const n = ${at};`));
    expect((await filesOf(many.join('\n'))).asked).toHaveLength(20);
  });
});
