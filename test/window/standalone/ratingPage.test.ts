/** The page that raters of a comparison get, from a file, as they open it. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchBrowser } from '../../../scripts/browser.mjs';
import { ensureBuilt } from '../../../scripts/setup.mjs';
import { ratingPage } from '../../../src/cli/comparison/ratingPageHtml';
import type { RatingsFile } from '../../../src/der/comparison/blind';
import { violationsOn } from './axe';

let browser: Browser;
let folder: string;
let address: string;
const hostile = [
  '<img src=x onerror="document.title=1"><script>document.title=2</script></script><!--',
  '[a](javascript:document.title=3) ![b](https://elsewhere.invalid/c.png) <https://elsewhere.invalid>',
  '<style>body{display:none}</style> <form action="https://elsewhere.invalid"><button>go</button></form>',
  `\u202e ${'a\u0300'.repeat(400)} ${'x'.repeat(5000)}`,
].join('\n\n');
const items = [
  {
    id: 'one',
    question: 'Which is **better**?',
    answers: ['# A plan\n\n- first\n- second', hostile] as const,
  },
  { id: 'two', question: hostile, answers: ['```ts\nconst a = 1;\n```', 'y '.repeat(150_000)] as const },
];

beforeAll(async () => {
  await ensureBuilt(['ratingPage']);
  browser = await launchBrowser();
  folder = await mkdtemp(join(tmpdir(), 'der-rating-'));
  const file = join(folder, 'page.html');
  await writeFile(file, await ratingPage({ experiment: '0123456789abcdef', items }));
  address = pathToFileURL(file).href;
});
afterAll(async () => {
  await browser?.close();
  await rm(folder, { recursive: true });
});

/** The page in a browser of its own, and whatever it asked for or complained of. */
async function open(): Promise<{ readonly page: Page; readonly faults: string[] }> {
  const page = await browser.newPage({ acceptDownloads: true });
  const faults: string[] = [];
  page.on('request', (request) => {
    if (!/^(file|blob):/.test(request.url())) faults.push(request.url());
  });
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(message.text());
  });
  page.on('pageerror', (error) => faults.push(error.message));
  await page.goto(address);
  return { page, faults };
}

async function begin(page: Page, name = 'Ada L.'): Promise<void> {
  await page.getByLabel('Your name').fill(name);
  await page.keyboard.press('Enter');
}

async function saved(page: Page): Promise<RatingsFile> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Save my ratings' }).click(),
  ]);
  expect(download.suggestedFilename()).toBe('ratings-Ada-L--012345.json');
  return JSON.parse(await readFile(await download.path(), 'utf8')) as RatingsFile;
}

it('is rated by keys and mouse, keeps what was said, and saves it', async () => {
  const { page, faults } = await open();
  await begin(page);
  await page.getByRole('heading', { name: 'Pair 1 of 2' }).waitFor();
  await page.keyboard.press('b');
  await page.getByRole('heading', { name: 'Pair 2 of 2' }).waitFor();

  // Closed and opened again: the second pair is next.
  await page.reload();
  await begin(page);
  await page.getByRole('heading', { name: 'Pair 2 of 2' }).waitFor();
  await page.getByRole('button', { name: 'Both are bad' }).click();
  await page.getByText('2 of 2 pairs are rated').waitFor();
  await page.keyboard.press('ArrowLeft');
  const pressed = page.getByRole('button', { name: 'Both are bad' });
  expect(await pressed.getAttribute('aria-pressed')).toBe('true');
  await page.keyboard.press('t');

  const file = await saved(page);
  expect(file).toMatchObject({ format: 'der-ratings', experiment: '0123456789abcdef', rater: 'Ada L.' });
  expect(file.ratings.map(({ verdict }) => verdict).sort()).toEqual(['right', 'tie']);
  expect(faults).toEqual([]);
  await page.close();
});

it('shows answers as data: nothing runs, nothing is fetched, nothing leads elsewhere, nothing breaks out', async () => {
  const { page, faults } = await open();
  await begin(page);
  for (let at = 1; at <= items.length; at++) {
    await page.getByRole('heading', { name: `Pair ${at} of 2` }).waitFor();
    expect(await page.title()).toBe('Which answer is better?');
    expect(
      await page.locator('main :is(a, img, form, style, script, iframe, [onerror], [style])').count(),
    ).toBe(0);
    for (const width of [320, 1400]) {
      await page.setViewportSize({ width, height: 900 });
      const wider = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(wider, `sticks out at ${width}`).toBeLessThanOrEqual(0);
    }
    await page.keyboard.press('ArrowRight');
  }
  expect(faults).toEqual([]);
  await page.close();
});

it.each(['light', 'dark'] as const)('can be read by everyone, %s', async (colorScheme) => {
  const { page } = await open();
  await page.emulateMedia({ colorScheme });
  expect(await violationsOn(page)).toEqual([]);
  await begin(page, 'Eve');
  expect(await violationsOn(page)).toEqual([]);
  const pictures = process.env['DER_LOOK'];
  if (pictures !== undefined) await page.screenshot({ path: join(pictures, `rating-${colorScheme}.png`) });
  await page.close();
});
