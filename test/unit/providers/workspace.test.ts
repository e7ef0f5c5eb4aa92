import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CancelledError, DeclinedError } from '../../../src/der/core/expertErrors';
import type { Expert } from '../../../src/der/core/experts';
import { subjectOf, termsOf } from '../../../src/providers/builtin/terms';
import { workspaceExpert } from '../../../src/providers/builtin/workspace';
import { findFiles, isPassedOver } from '../../../src/providers/builtin/workspaceFiles';
import { defaultTimeouts, type ProviderServices } from '../../../src/providers/services';

const never = new AbortController().signal;
let root: string;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'der-workspace-'));
});
afterEach(() => rm(root, { recursive: true }));

async function write(path: string, text: string | Buffer): Promise<void> {
  await mkdir(dirname(join(root, path)), { recursive: true });
  await writeFile(join(root, path), text);
}

function services(workspaceRoot: string | undefined): ProviderServices {
  return { fetch, secret: async () => undefined, timeouts: defaultTimeouts, env: {}, workspaceRoot };
}

function expert(): Promise<Expert> {
  return workspaceExpert({ kind: 'workspace', enabled: true }, services(root));
}

/** The answer, or undefined when it declined. */
async function answer(question: string, signal = never): Promise<string | undefined> {
  let text = '';
  try {
    for await (const event of (await expert()).ask({ question, messages: [] }, signal)) {
      if (event.type === 'delta') text += event.text;
    }
  } catch (error) {
    if (error instanceof DeclinedError) return undefined;
    throw error;
  }
  return text;
}

const filler = (subject: string, lines: number): string =>
  Array.from({ length: lines }, (_, i) => `// ${subject} line ${i} of something else entirely`).join('\n');

/** A small repository about a shop. */
async function shop(): Promise<void> {
  await write(
    'src/invoice.ts',
    `${filler('billing', 40)}\n/** Adds value-added tax. */\nexport function addTax(amount: number, rate: number) {\n  return amount * (1 + rate);\n}\n`,
  );
  await write(
    'src/cart.ts',
    `${filler('basket', 10)}\nexport class ShoppingCart {\n  private readonly items: string[] = [];\n  add(item: string) {\n    this.items.push(item);\n  }\n}\n`,
  );
  await write(
    'src/mail.ts',
    `${filler('post', 30)}\nexport async function sendReceipt(address: string) {\n  await deliver(address);\n}\n`,
  );
  await write(
    'README.md',
    '# Shop\n\nRun `npm start` to open the shop on port 8080.\n\n## Deployment\n\nPush to the production branch; the pipeline builds an image.\n',
  );
  await write('test/invoice.test.ts', "it('adds tax', () => {\n  expect(addTax(100, 0.2)).toBe(120);\n});\n");
}

describe('the workspace expert', () => {
  it('quotes the passage with its place', async () => {
    await shop();
    const text = await answer('Where is the tax computed?');
    const [, path, line] = /^`([^`]+):(\d+)`/.exec(text!)!;
    expect(path).toBe('src/invoice.ts');
    expect(text).toMatch(/```ts\n[^`]*export function addTax/);
    const quoted = /```ts\n([^`]*)\n```/.exec(text!)![1]!.split('\n');
    const { readFile } = await import('node:fs/promises');
    const file = (await readFile(join(root, path!), 'utf8')).split('\n');
    expect(file.slice(Number(line) - 1, Number(line) - 1 + quoted.length)).toEqual(quoted);
  });

  it('gives the passages with their places, for those who answer', async () => {
    await shop();
    const [first] = (await (await expert()).retrieve?.('Where is the tax computed?', never)) ?? [];
    expect(first).toMatchObject({ language: 'ts' });
    expect(first!.label).toMatch(/^src\/invoice\.ts:\d+$/);
    expect(first!.text).toContain('export function addTax');
    expect(await (await expert()).retrieve?.('Who wrote Hamlet?', never)).toEqual([]);
  });

  it.each([
    ['how does the shopping cart add items?', 'src/cart.ts'],
    ['what does sendReceipt do?', 'src/mail.ts'],
    ['How is deployment done?', 'README.md'],
    ['Which port does the shop open?', 'README.md'],
  ])('%s is answered from %s', async (question, path) => {
    await shop();
    expect(await answer(question)).toContain(`\`${path}:`);
  });

  it.each([
    ...['hello', 'Hi there!', 'thanks', '', '42', 'what is 17% of 2340?', 'What is the capital of France?'],
    ...['Who wrote Hamlet?', 'Explain photosynthesis', 'Write a function that reverses a string in Python'],
    ...[
      'Translate "good evening" into German',
      'A train travels 60 km in 45 minutes. How fast is it?',
      'What is the meaning of life?',
    ],
  ])('declines %j', async (question) => {
    await shop();
    expect(await answer(question)).toBeUndefined();
  });

  it('fences text that has fences itself', async () => {
    await write('notes.md', '# Zebra crossing\n\n````\n```js\nzebra();\n```\n````\n');
    expect(await answer('zebra crossing?')).toMatch(/^`notes.md:1`\n\n`````md\n[\s\S]*\n`````$/);
  });

  it('sees what was changed, added and deleted', async () => {
    await shop();
    expect(await answer('flamingo colour?')).toBeUndefined();
    await write('src/flamingo.ts', 'export const flamingoColour = "pink";\n');
    expect(await answer('flamingo colour?')).toContain('"pink"');
    await write('src/flamingo.ts', 'export const flamingoColour = "grey";\n');
    await utimes(join(root, 'src/flamingo.ts'), new Date(), new Date(Date.now() + 5_000));
    expect(await answer('flamingo colour?')).toContain('"grey"');
    await rm(join(root, 'src/flamingo.ts'));
    expect(await answer('flamingo colour?')).toBeUndefined();
  });

  it('stops when asked to', async () => {
    await shop();
    await expect(answer('tax?', AbortSignal.abort())).rejects.toBeInstanceOf(CancelledError);
    const abort = new AbortController();
    const stopped = answer('tax rate?', abort.signal);
    abort.abort();
    await expect(stopped).rejects.toBeInstanceOf(CancelledError);
    expect(await answer('Where is the tax computed?')).toContain('addTax');
  });

  it('reads the workspace, which the engine must know', async () => {
    expect(await expert()).toMatchObject({
      readsWorkspace: true,
      tool: true,
      leavesMachine: false,
      costB: 0,
    });
  });

  it('cannot be made without a folder', async () => {
    const entry = { kind: 'workspace', enabled: true } as const;
    await expect(workspaceExpert(entry, services(undefined))).rejects.toThrow(/no folder is open. Open one/);
    await expect(workspaceExpert({ ...entry, root: 'nowhere' }, services(root))).rejects.toThrow(
      /not a folder/,
    );
  });
});

describe('the files of a folder', () => {
  async function found(): Promise<string[]> {
    return (await findFiles(root, never)).files.map(({ path }) => path).sort();
  }

  it('are those that git does not ignore', async () => {
    for (const path of [
      'a.ts',
      'b.log',
      'keep.log',
      'out/x.js',
      'sub/c.ts',
      'sub/d.tmp',
      'sub/out/y.ts',
      'sub/e.log',
      'private/z.ts',
    ])
      await write(path, 'text');
    await write('.gitignore', '\ufeff*.log\n!keep.log\n/out/\n');
    await write('sub/.gitignore', '*.tmp\n!e.log\n');
    await write('.git/info/exclude', 'private/\n');
    expect(await found()).toEqual([
      '.gitignore',
      'a.ts',
      'keep.log',
      'sub/.gitignore',
      'sub/c.ts',
      'sub/e.log',
      'sub/out/y.ts',
    ]);
  });

  it('follow the rules above the folder, too', async () => {
    await write('.git/HEAD', 'ref: refs/heads/main\n');
    await write('.gitignore', 'generated/\n/app/secret.txt\n');
    for (const path of ['app/a.ts', 'app/generated/b.ts', 'app/secret.txt']) await write(path, 'text');
    const { files } = await findFiles(join(root, 'app'), never);
    expect(files.map(({ path }) => path)).toEqual(['a.ts']);
  });

  it('are those that are not passed over when asked for one by one', async () => {
    await write('.git/HEAD', 'ref: refs/heads/main\n');
    await write('.gitignore', '*.log\n/out/\n');
    await write('sub/.gitignore', '!e.log\n');
    const paths = ['a.ts', '.env', 'b.log', 'out/x.js', 'sub/e.log', 'node_modules/m/i.js', 'go.sum'];
    for (const path of paths) await write(path, 'text');
    const over = await Promise.all(paths.map((path) => isPassedOver(root, join(root, path))));
    expect(paths.filter((_, index) => !over[index])).toEqual(['a.ts', 'sub/e.log']);
    expect(await found()).toEqual(['.gitignore', 'a.ts', 'sub/.gitignore', 'sub/e.log']);
  });

  it('are those of a folder that git ignores, when it is the one that is opened', async () => {
    await write('.git/HEAD', 'ref: refs/heads/main\n');
    await write('.gitignore', 'out/\n');
    await write('out/sample/.gitignore', '*.log\n');
    for (const path of ['a.ts', 'out/sample/src/b.ts', 'out/sample/c.log']) await write(path, 'text');
    expect(await found()).toEqual(['.gitignore', 'a.ts']);
    const { files } = await findFiles(join(root, 'out', 'sample'), never);
    expect(files.map(({ path }) => path).sort()).toEqual(['.gitignore', 'src/b.ts']);
  });

  it('are neither dependencies, generated, secret nor huge', async () => {
    for (const path of [
      'a.ts',
      'node_modules/x/i.js',
      '.git/config',
      'package-lock.json',
      'x.min.js',
      '.env',
      '.env.local',
      'prod.env',
      '.envrc',
      '.git-credentials',
      '.aws/credentials',
      'id_rsa',
      'tls.pem',
      '__pycache__/a.pyc',
    ])
      await write(path, 'text');
    await write('huge.txt', 'x'.repeat(500_000));
    await write('records.json', `[${'1,'.repeat(20_000)}1]`);
    await write('empty.ts', '');
    expect(await found()).toEqual(['a.ts']);
  });

  it('that are binary are not quoted', async () => {
    await write('blob.dat', Buffer.concat([Buffer.from('quokka quokka '), Buffer.alloc(10)]));
    expect(await answer('quokka?')).toBeUndefined();
  });
});

describe('terms', () => {
  it('are the parts of identifiers and the stems of words', () => {
    expect(termsOf('addTax max_steps HTTPServer')).toEqual([
      'add',
      'tax',
      'addtax',
      'max',
      'step',
      'max_steps',
      'http',
      'serv',
      'httpserver',
    ]);
    expect(termsOf('rewarding')).toEqual(termsOf('rewards'));
    expect(termsOf('queries')).toEqual(termsOf('query'));
  });

  it('of a question leave out what only asks', () => {
    expect(subjectOf('Where is the reward computed?')).toEqual(['reward']);
    expect(subjectOf('what is 17% of 2340?')).toEqual([]);
  });
});
