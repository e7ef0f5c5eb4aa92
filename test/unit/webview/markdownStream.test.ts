import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { codeBlocks, MarkdownStream, type MarkdownBlock } from '../../../src/webview/markdown/markdownStream';
import { markdown, plainText } from '../../../src/webview/markdown/renderer';

/** What is on the screen after the text was written in pieces that end at the given places. */
function shown(text: string, cuts: readonly number[], complete = true): MarkdownBlock[] {
  const stream = new MarkdownStream();
  let blocks: MarkdownBlock[] = [];
  let tail: readonly MarkdownBlock[] = [];
  const update = (sofar: string, done: boolean) => {
    const rendering = stream.update(sofar, done);
    blocks = [...(rendering.restart ? [] : blocks), ...rendering.settled];
    tail = rendering.tail;
  };
  for (const cut of [...cuts].sort((a, b) => a - b)) update(text.slice(0, cut), false);
  update(text, complete);
  return [...blocks, ...tail];
}

const lines = fc.constantFrom(
  '',
  '',
  'A line of text',
  'with *emphasis*, `code` and a [link](https://example.org).',
  '# Heading',
  'Setext',
  '===',
  '---',
  '- item',
  '  continued',
  '- [ ] task',
  '1. one',
  '2. two',
  '   - nested',
  '> quote',
  '```ts',
  '```markdown README.md',
  '**src/a.ts**',
  '```',
  '~~~',
  '    indented',
  'a | b',
  '--|--',
  '1 | 2',
  '[ref]',
  '[ref]: https://example.org/ref "title"',
  '***',
  '<b>html</b>',
  '\tx',
  '2',
);
const documents = fc.array(lines, { maxLength: 14 }).map((list) => list.join('\n'));
const withCuts = documents.chain((text) =>
  fc.tuple(fc.constant(text), fc.array(fc.nat(text.length), { maxLength: 20 })),
);

it('a block in a list knows its file, too', () => {
  const answer =
    '1. Change `src/a.ts`:\n\n   ```ts\n   a();\n   ```\n2. And:\n\n   ```ts src/b.ts\n   b();\n   ```\n';
  expect(codeBlocks(answer).map(({ path }) => path)).toEqual(['src/a.ts', 'src/b.ts']);
  const [list] = shown(answer, []);
  expect(list).toMatchObject({
    html: expect.stringMatching(/<pre title="src\/a.ts">[^]*<pre title="src\/b.ts">/),
  });
});

describe('Markdown that is being written', () => {
  it('looks in the end as if it had been there at once, wherever it was cut', () => {
    fc.assert(
      fc.property(withCuts, ([text, cuts]) => {
        expect(shown(text, cuts)).toEqual(shown(text, []));
      }),
      { numRuns: 2000 },
    );
  });

  it('looks on the way as it does at once, but for links whose address comes later', () => {
    const withoutDefinitions = withCuts.filter(([text]) => !text.includes(']: '));
    fc.assert(
      fc.property(withoutDefinitions, ([text, cuts]) => {
        expect(shown(text, cuts, false)).toEqual(shown(text, [], false));
      }),
      { numRuns: 2000 },
    );
  });

  it('links to an address that comes last, whole, wherever it was cut', () => {
    const text = '[ref]\n\n# Heading\n\n[ref]: https://example.org/whole';
    for (let cut = 0; cut <= text.length; cut++) {
      const [first] = shown(text, [8, cut]);
      expect(first).toMatchObject({ html: '<p><a href="https://example.org/whole">ref</a></p>\n' });
    }
  });

  it('renders a settled block once', () => {
    const stream = new MarkdownStream();
    const text = Array.from({ length: 50 }, (_, i) => `Paragraph ${i}.\n\n`).join('');
    let blocks = 0;
    for (let end = 1; end <= text.length; end++) {
      const { restart, settled, tail } = stream.update(text.slice(0, end), false);
      expect(restart).toBe(false);
      expect(tail.length).toBeLessThanOrEqual(2);
      blocks += settled.length;
    }
    expect(blocks + stream.update(text, true).settled.length).toBe(50);
  });

  it('starts again when the text is another one', () => {
    const stream = new MarkdownStream();
    stream.update('One.\n\nTwo.\n\nThree.', false);
    const { restart, settled } = stream.update('Other.', true);
    expect(restart).toBe(true);
    expect(settled).toEqual([{ kind: 'html', html: '<p>Other.</p>\n' }]);
  });

  it('treats line ends of every kind alike', () => {
    expect(shown('a\r\n\r\nb\r\rc', [3, 4])).toEqual(shown('a\n\nb\n\nc', []));
  });
});

describe('Markdown of a model', () => {
  const html = (text: string) =>
    shown(text, [])
      .map((block) => (block.kind === 'html' ? block.html : block.code))
      .join('');

  it('makes no HTML of its HTML', () => {
    expect(html('<img src=x onerror=alert(1)> and <script>alert(1)</script>')).not.toMatch(/<(img|script)/);
  });

  it.each([
    'command:workbench.action.quit',
    'javascript:alert(1)',
    'javascript:0,alert(1)',
    'javascript:1-alert(1)',
    'vscode://file/etc',
    'data:text/html,x',
    'file:///etc/passwd',
  ])('makes no link to %s', (href) => {
    expect(html(`[x](${href}) ![y](${href}) <${href}>`)).not.toContain('href');
  });

  it('makes links to the web and into the folder', () => {
    expect(
      html('[a](https://example.org) [b](src/main.ts:12) [c](docs/#top) [d](Makefile:3-9)').match(/href=/g),
    ).toHaveLength(4);
  });

  it('shows a picture as a link, so that nothing is fetched', () => {
    const shownPicture = html('![a cat](https://example.org/cat.png)');
    expect(shownPicture).toContain('<a href="https://example.org/cat.png">a cat</a>');
    expect(shownPicture).not.toContain('<img');
  });

  it('puts no style attribute on a table, which the security policy would refuse', () => {
    const table = html('a | b\n--|:-:\n1 | 2');
    expect(table).toContain('<td class="align-center">2</td>');
    expect(table).not.toContain('style=');
  });

  it('keeps its headings below those of the panel', () => {
    expect(html('# One\n\n#### Four')).toBe('<h4>One</h4>\n<h6>Four</h6>\n');
  });
});

it('an answer has its blocks of code with the files they are for, those in lists too', () => {
  const answer =
    'So:\n\n```ts src/a.ts\nlet a;\n```\n\n1. Then\n\n   ```py title="b c.py"\n   b = 1\n   ```\n\n```\nout\n```\n';
  expect(codeBlocks(answer)).toEqual([
    { language: 'ts', path: 'src/a.ts', code: 'let a;\n' },
    { language: 'py', path: 'b c.py', code: 'b = 1\n' },
    { language: '', code: 'out\n' },
  ]);
});

it('the words of a line keep its inline code, and that of pictures and links in it', () => {
  const [inline] = markdown.parseInline('Call `f(x)`, **not** [`g`](https://e.org) ![see `h`](i.png)', {});
  expect(plainText(inline!.children!)).toBe('Call f(x), not g see h');
});
