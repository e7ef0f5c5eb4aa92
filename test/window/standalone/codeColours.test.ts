/** Code in colours: told apart in every theme, and all of it readable on its ground. */
import { describe, expect, it } from 'vitest';
import { allThemes } from './panelPage';
import { log, panels } from './panels';
import { refinement } from './scripted';

const panelWith = panels();

const answer = `\`\`\`ts
/** A comment. */
export class Point<T extends number> {
  readonly name: string = 'text';
  scale = (by: T, on = true) => Math.max(42, by) + this.move({ x: /\\d/ });
}
function move(): void {}
\`\`\`

\`\`\`css
@media print { #id .class > a:hover { color: red; width: 10px } }
\`\`\`

\`\`\`diff
- gone
+ new
\`\`\``;

const events = refinement().map((event) => (event.type === 'answered' ? { ...event, answer } : event));

/** Contrast of each kind of token with the ground of its block, as WCAG 2.2 defines it. */
function contrasts(): Record<string, { readonly colour: string; readonly contrast: number }> {
  const canvas = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true })!;
  const luminance = (colour: string) => {
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    const [red = 0, green = 0, blue = 0] = [...canvas.getImageData(0, 0, 1, 1).data].map((value) => {
      const share = value / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const tokens = [...document.querySelectorAll('der-code [class^=hljs]')];
  return Object.fromEntries(
    tokens.map((token) => {
      const { color } = getComputedStyle(token);
      const ground = getComputedStyle(token.closest('der-code')!).backgroundColor;
      const [dark, light] = [luminance(color), luminance(ground)].sort((a, b) => a - b);
      return [token.className, { colour: color, contrast: (light! + 0.05) / (dark! + 0.05) }];
    }),
  );
}

describe('code in an answer', () => {
  it.each(allThemes)('is readable, theme %s', async (theme) => {
    const { page } = await panelWith([log(events)], { theme });
    await page.locator('.hljs-deletion').last().waitFor();
    const found = await page.evaluate(contrasts);
    expect(Object.keys(found).length).toBeGreaterThan(10);
    const faint = Object.entries(found).filter(([, { contrast }]) => contrast < 4.5);
    expect(faint).toEqual([]);
    const kinds = ['hljs-keyword', 'hljs-string', 'hljs-number', 'hljs-title class_', 'hljs-title function_'];
    expect(new Set(kinds.map((kind) => found[kind]?.colour)).size).toBe(kinds.length);
  });
});
