import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pageHtml } from '../../../src/cli/comparison/ratingPageHtml';
import { RatingProgress, type RatingStorage } from '../../../src/webview/ratingPage/progress';
import { raterOrder } from '../../../src/webview/ratingPage/raterOrder';

const page = (text: string) => ({
  experiment: '0123456789abcdef',
  items: [{ id: 'a', question: text, answers: [text, text] as const }],
});
const dataOf = (html: string) => /id="experiment">([^<]*)<\/script>/.exec(html)?.[1] ?? '';

describe('the HTML of a rating page', () => {
  it('holds any text as data that ends no element and reads back as it was', () => {
    const hostile = fc.constantFrom(
      '</script>',
      '<!--',
      '<script>',
      ']]>',
      '&lt;',
      '\u2028',
      '\ud800',
      '"',
      '\\',
    );
    const texts = fc
      .array(fc.oneof(hostile, fc.string({ unit: 'binary', maxLength: 20 })), { maxLength: 12 })
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(texts, (text) => {
        const html = pageHtml(page(text), 'run()', 'a{}');
        expect(JSON.parse(dataOf(html))).toEqual(page(text));
        expect(html.match(/<\/?script/g)).toHaveLength(4);
        expect(html).not.toContain('<!--');
      }),
    );
  });

  it('allows its own script and style by their hashes, and nothing else', () => {
    const html = pageHtml(page('Q'), "const a = '</script><!--';", 'a{}');
    const [, policy = ''] = /Content-Security-Policy" content="([^"]*)"/.exec(html)!;
    expect(policy).toMatch(/^default-src 'none'; script-src 'sha256-[^' ]+'; style-src 'sha256-[^' ]+'; /);
    const [, script = ''] = /<script>([^]*?)<\/script>/.exec(html)!;
    expect(script).toBe("const a = '<\\/script><\\!--';");
    expect(policy).toContain(createHash('sha256').update(script).digest('base64'));
  });
});

describe('the order of a rater', () => {
  const items = Array.from({ length: 200 }, (_, at) => ({
    id: `i${at}`,
    question: '',
    answers: ['', ''] as const,
  }));

  it('is the same for the same rater, another for another, and shows half of the answers on the other side', () => {
    const ada = raterOrder('e', 'ada', items);
    expect(raterOrder('e', 'ada', items)).toEqual(ada);
    expect(raterOrder('e', 'bob', items)).not.toEqual(ada);
    expect(ada.map(({ item }) => item.id).sort()).toEqual(items.map(({ id }) => id).sort());
    const turned = ada.filter(({ left }) => left === 1).length;
    expect(turned).toBeGreaterThan(70);
    expect(turned).toBeLessThan(130);
  });
});

describe('what a rater has said', () => {
  const rating = { item: 'a', left: 1, verdict: 'tie', at: '2026-01-02T03:04:05.000Z' } as const;
  function memory(): RatingStorage {
    const kept = new Map<string, string>();
    return { getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => void kept.set(key, value) };
  }

  it('is there again after the page was closed, for that rater alone', () => {
    const storage = memory();
    new RatingProgress('e', 'ada', storage).say(rating);
    expect(new RatingProgress('e', 'ada', storage).file).toMatchObject({ rater: 'ada', ratings: [rating] });
    expect(new RatingProgress('e', 'bob', storage).count).toBe(0);
  });

  it('survives a storage that is full, missing or holds something else', () => {
    const full = {
      getItem: () => '{"no": "list"}',
      setItem: () => {
        throw new Error('full');
      },
    };
    for (const storage of [full, undefined]) {
      const progress = new RatingProgress('e', 'ada', storage);
      progress.say(rating);
      expect(progress.isKept).toBe(false);
      expect(progress.file.ratings).toEqual([rating]);
    }
    const other = { ...memory(), getItem: () => '[null, 3, {"item": 1}]' };
    expect(new RatingProgress('e', 'ada', other).count).toBe(0);
  });
});
