import fc from 'fast-check';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DeclinedError } from '../../../src/der/core/expertErrors';
import { decodeText } from '../../../src/providers/decodeText';
import { declaredIn, namedIn, subjectOf, termsOf } from '../../../src/providers/builtin/terms';
import { workspaceExpert } from '../../../src/providers/builtin/workspace';
import { defaultTimeouts } from '../../../src/providers/services';

let root: string;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'der-workspace-'));
});
afterEach(() => rm(root, { recursive: true }));

async function write(path: string, text: string | Buffer): Promise<void> {
  await mkdir(dirname(join(root, path)), { recursive: true });
  await writeFile(join(root, path), text);
}

/** The answer, or the words in which it declines. */
async function answer(question: string): Promise<string> {
  const services = { fetch, secret: async () => undefined, timeouts: defaultTimeouts, env: {} };
  const expert = await workspaceExpert(
    { kind: 'workspace', enabled: true },
    { ...services, workspaceRoot: root },
  );
  let text = '';
  try {
    for await (const event of expert.ask({ question, messages: [] }, new AbortController().signal)) {
      if (event.type === 'delta') text += event.text;
    }
  } catch (error) {
    if (error instanceof DeclinedError) return `declined: ${error.message}`;
    throw error;
  }
  return text;
}

const bigEndian = (text: string) => Buffer.from(text, 'utf16le').swap16();
const utf16 = (text: string) => Buffer.from(text, 'utf16le');

/** In an encoding that Node reads and does not write. */
function encoded(label: string, text: string): Buffer {
  const decoder = new TextDecoder(label);
  const bytesOf = new Map<string, readonly number[]>();
  for (let first = 0x81; first < 0xff; first++) {
    for (let second = 0x40; second < 0xff; second++) {
      const letter = decoder.decode(Uint8Array.of(first, second));
      if (!bytesOf.has(letter)) bytesOf.set(letter, [first, second]);
    }
  }
  return Buffer.from([...text].flatMap((one) => (one < '\x80' ? one.charCodeAt(0) : bytesOf.get(one)!)));
}

describe('text of a folder is read', () => {
  const text = '// Zürich: Gebühr für Überweisungen, „Übertrag“\nexport const gebuehrProzent = 3;\n';
  it.each<[string, Buffer]>([
    ['UTF-8', Buffer.from(text)],
    ['UTF-8 with a mark', Buffer.from(`\ufeff${text}`)],
    ['UTF-16, little end first', utf16(`\ufeff${text}`)],
    ['UTF-16, big end first', bigEndian(`\ufeff${text}`)],
    ['UTF-16 without a mark', utf16(text)],
    ['UTF-16 without a mark, big end first', bigEndian(text)],
    ['Windows-1252', Buffer.from(text.replaceAll('„', '\x84').replaceAll('“', '\x93'), 'latin1')],
  ])('in %s', async (_, bytes) => {
    await write('bank.ts', bytes);
    expect(await answer('What is gebuehrProzent?')).toContain(text.trimEnd());
  });

  it.each<[label: string, text: string]>([
    ['shift_jis', '// カートの中身の合計を計算する。税込みの価格を返す。\nexport const total = 1;\n'],
    ['euc-jp', '// カートの中身の合計を計算する。税込みの価格を返す。\nexport const total = 1;\n'],
    ['gbk', '// 计算购物车的总价，含税。返回结果。\nexport const total = 1;\n'],
    ['big5', '// 計算購物車的總價，含稅。傳回結果。\nexport const total = 1;\n'],
    ['euc-kr', '// 장바구니의 합계를 계산한다. 결과를 돌려준다.\nexport const total = 1;\n'],
  ])('in %s, short and long', (label, said) => {
    expect(decodeText(encoded(label, said))).toBe(said);
    // A pair lies across the end of what is looked at.
    const long = `${'x'.repeat(61)}${said}`.repeat(200);
    expect(decodeText(encoded(label, long))).toBe(long);
  });

  it('in Windows-1252 whatever its letters, as long as most of it is ASCII', () => {
    const word = fc.string({
      unit: fc.constantFrom(...'abcdefghijklmnopqrstuvwxyzäöüßéèàñç'),
      minLength: 1,
      maxLength: 9,
    });
    fc.assert(
      fc.property(fc.array(word, { minLength: 3, maxLength: 60 }), (words) => {
        const one = `// ${words.join(' ')}\nconst value = 1;\n`;
        fc.pre(/[äöüßéèàñç] /.test(one));
        expect(decodeText(Buffer.from(one, 'latin1'))).toBe(one);
      }),
    );
  });

  it('whatever the text, in UTF-8 and with a mark in UTF-16', () => {
    const any = fc.string({ unit: 'grapheme' }).filter((one) => !/[\0-\x08\x0e-\x1f\ufeff\ufffd]/.test(one));
    fc.assert(
      fc.property(any, (one) => {
        expect(decodeText(Buffer.from(one))).toBe(one);
        expect(decodeText(utf16(`\ufeff${one}`))).toBe(one);
        expect(decodeText(bigEndian(`\ufeff${one}`))).toBe(one);
      }),
    );
  });

  it('in UTF-8 though a byte is broken', () => {
    const bytes = Buffer.concat([Buffer.from('größer, kürzer, schöner, höher '), Buffer.of(0xff)]);
    expect(decodeText(bytes)).toBe('größer, kürzer, schöner, höher \ufffd');
  });

  it.each<[string, Buffer]>([
    ['a picture', Buffer.from('89504e470d0a1a0a0000000d49484452000001000000010008', 'hex')],
    ['a program', Buffer.from('7f454c460201010000000000000000000300', 'hex')],
    ['zeros', Buffer.alloc(100)],
    ['UTF-32', Buffer.concat([utf16('\ufeff\0'), ...[...'text'].map((sign) => utf16(`${sign}\0`))])],
    ['noise', Buffer.from(Array.from({ length: 1_000 }, (_, i) => (i * 73 + 1) % 255 || 1))],
  ])('but not %s', (_, bytes) => {
    expect(decodeText(bytes)).toBeUndefined();
  });
});

describe('a line that is very long', () => {
  it('hides nothing of its file, and is said to be cut', async () => {
    const data = `const table = '${'0123456789abcdef'.repeat(500)}';`;
    await write(
      'src/rates.ts',
      `${data}\nexport function exchangeRate(currency: string) {\n  return 1;\n}\n`,
    );
    const text = await answer('Where is exchangeRate?');
    expect(text).toContain('export function exchangeRate(currency: string) {');
    expect(text).toContain('Of very long lines only the beginning was read: `src/rates.ts`.');
    expect(text.length).toBeLessThan(2_000);
  });

  it('is found by its beginning', async () => {
    await write('min.ts', `function walrusColour() { return "${'x'.repeat(5_000)}"; }`);
    expect(await answer('walrusColour?')).toContain('function walrusColour()');
  });
});

describe('what was not searched is said', () => {
  it('with an answer and without one', async () => {
    await write('a.ts', 'export const flamingoColour = "pink";\n');
    await write('big.ts', `// ${'x'.repeat(70)}\n`.repeat(6_000));
    await write('blob.dat', Buffer.alloc(100));
    await write('.env', 'KEY=1');
    const said =
      /Not searched for their size: `big.ts`\.\s+Not searched: 1 file that is no text\.\s+Not searched: 1 file that may hold keys\./;
    expect(await answer('flamingo colour?')).toMatch(said);
    expect(await answer('walrus colour?')).toMatch(/^declined: No file/);
    expect(await answer('walrus colour?')).toMatch(said);
  });
});

describe('a thing of the code', () => {
  const cart =
    'export class Cart {\n  private items: number[] = [];\n\n  totalCents(): number {\n    return this.items.reduce((a, b) => a + b, 0);\n  }\n}\n';
  it.each([
    'Cart.totalCents()',
    'What does `Cart.totalCents()` do?',
    'Why does `Cart.totalCents()` return NaN for an empty basket of groceries?',
    'Refactor Cart.totalCents() so that it uses recursion',
    'Is there a bug in totalCents?',
    'Please review cart.totalCents thoroughly before tomorrow',
  ])('is found by %j', async (question) => {
    await write('src/cart.ts', cart);
    await write(
      'src/mail.ts',
      'export async function sendReceipt(address: string) {\n  await post(address);\n}\n',
    );
    expect(await answer(question)).toContain('`src/cart.ts:1`');
  });

  it('is split into its parts and kept whole', () => {
    expect(termsOf('Cart.totalCents()')).toEqual(['cart', 'total', 'cent', 'totalcents']);
    expect(namedIn('why does `Cart.totalCents()` or max_steps or run() fail?')).toEqual([
      ['cart', 'totalcents'],
      ['max_steps'],
      ['run'],
    ]);
    expect(namedIn('What is the meaning of life (and death)?')).toEqual([]);
    expect(declaredIn(cart).split(' ')).toEqual(['Cart', 'totalCents']);
  });
});

describe('hostile folders and questions', () => {
  it.each(['a ', 'aB', 'a.', 'a(', '`', '#\n', 'function ', 'const  ', '\u0301', 'get '])(
    'are read in linear time: %j',
    (piece) => {
      const time = (size: number) => {
        const text = piece.repeat(size / piece.length);
        const began = process.cpuUsage();
        for (const read of [termsOf, subjectOf, namedIn, declaredIn]) read(text);
        return process.cpuUsage(began).user / 1e3;
      };
      time(20_000);
      expect(time(200_000)).toBeLessThan(400);
    },
  );

  it('cannot hold the search by their .gitignore', async () => {
    await write('.gitignore', `${'*a'.repeat(40)}b\n${'**/a'.repeat(40)}b\n*.log\n`);
    await write(`${'a'.repeat(200)}.ts`, 'export const flamingoColour = "pink";\n');
    await write('x.log', 'flamingo colour of the log');
    const began = process.cpuUsage();
    expect(await answer('flamingo colour?')).toContain('"pink"');
    expect(process.cpuUsage(began).user / 1e3).toBeLessThan(1_000);
  });

  it('of 2 MB are asked in their beginning', async () => {
    await write('a.ts', 'export const flamingoColour = "pink";\n');
    const began = process.cpuUsage();
    expect(await answer(`Where is flamingoColour? ${'Lorem_ipsum dolor '.repeat(110_000)}`)).toContain(
      '"pink"',
    );
    expect(process.cpuUsage(began).user / 1e3).toBeLessThan(1_000);
  });
});
