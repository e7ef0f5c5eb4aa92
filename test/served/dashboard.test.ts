/** The dashboard in a real browser: who may see it, what it shows, that it loads and runs nothing. */
import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findBrowser, launchBrowser } from '../../scripts/browser.mjs';
import { RateLimitedError } from '../../src/der/core/expertErrors';
import type { Expert, ExpertEvent } from '../../src/der/core/experts';
import { defaultLimits } from '../../src/der/route/masks';
import { addDashboard } from '../../src/server/dashboard/dashboard';
import { ownEnsemble } from '../../src/server/ensemble';
import { newKey } from '../../src/server/keys/key';
import { listen, type Listening } from '../../src/server/listen';
import { embeddedStore } from '../../src/server/store/embeddedStore';
import { hashedPolicy, hashedTerminator } from '../unit/routeSupport';
import { skipped } from './skipped';

const reason = findBrowser() ? undefined : 'there is no Chromium (DER_BROWSER names one)';
const pictures = resolve(import.meta.dirname, '../../out/screenshots/dashboard');

const [ada, bob, boss] = [
  newKey('Ada', { usdPerDay: 1, usdPerMonth: 20 }, new Date()),
  newKey('Bob', {}, new Date()),
  newKey('Boss', { dashboard: true }, new Date()),
];

/** One that answers, or sometimes cannot. Its name is what a hostile settings file could hold. */
function expert(id: string, costB: number): Expert {
  let asked = 0;
  return {
    ...{ id, name: id, provider: 'openai', costB, costEstimated: false, leavesMachine: false, tool: false },
    ...{
      readsWorkspace: false,
      maxAnswerTokens: 500,
      price: { promptPerMtok: costB / 10, answerPerMtok: costB / 5 },
    },
    async *ask(): AsyncGenerator<ExpertEvent> {
      await Promise.resolve();
      if (++asked % 5 === 0) throw new RateLimitedError('Too many.', 1000);
      yield { type: 'delta', text: `It is 42, says ${id}.` };
      const usage = { promptTokens: 120, answerTokens: 80 };
      yield { type: 'done', finish: 'stop', verified: false, usage, timing: {} };
    },
  };
}

describe('the dashboard', () => {
  skipped(reason);
  let server: Listening | undefined;
  let browser: Browser | undefined;
  let page: Page;
  const complaints: string[] = [];

  beforeAll(async () => {
    if (reason !== undefined) return;
    server = await listen(
      {
        ensemble: ownEnsemble({
          pool: [
            expert('llama3.2:3b', 3),
            expert('<img src=x onerror=alert(1)>', 8),
            expert('qwen2.5:72b', 72),
          ],
          policy: hashedPolicy(5),
          terminator: hashedTerminator(4),
          models: { version: 'test', trained: false, sha256: {} },
          server: { limits: defaultLimits, maxSteps: 3 },
          check: () => () => Promise.reject(new Error('No answer holds a program.')),
          learn: () => Promise.resolve(),
        }),
        store: embeddedStore({}, () => undefined),
        dashboard: addDashboard,
        door: { keys: { current: [ada.key, bob.key, boss.key] }, hosts: [], origins: [] },
        most: { running: 10, waiting: 10 },
        timeoutMs: 10_000,
        version: '0.0.0',
        warn: () => undefined,
      },
      '127.0.0.1',
      0,
    );
    for (let number = 0; number < 30; number++) await asked(number);
    browser = await launchBrowser();
    page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    page.on('console', (message) => complaints.push(message.text()));
    page.on('request', (request) => {
      if (!request.url().startsWith(server!.url) && !request.url().startsWith('data:'))
        complaints.push(`It loads ${request.url()}.`);
    });
    await mkdir(pictures, { recursive: true });
  });

  afterAll(async () => {
    await browser?.close();
    await server?.close(100);
  });

  async function asked(number: number): Promise<void> {
    const headers = { authorization: `Bearer ${(number % 3 === 0 ? bob : ada).secret}` };
    const questions = [
      'What is the answer?',
      'Write a function that adds two numbers.',
      'Explain closures to me.',
    ];
    const content = `${questions[number % 3]} (${number})`;
    const body = JSON.stringify({ model: 'der', messages: [{ role: 'user', content }] });
    const reply = await fetch(`${server!.url}/v1/chat/completions`, { method: 'POST', headers, body });
    const { der } = (await reply.json()) as { der?: { trace_id: string } };
    if (!der || number % 2 === 0) return;
    const rating = JSON.stringify({ rating: number % 5 === 0 ? 'down' : 'up' });
    const url = `${server!.url}/v1/der/traces/${der.trace_id}/rating`;
    expect((await fetch(url, { method: 'PUT', headers, body: rating })).status).toBe(200);
  }

  async function signIn(secret: string): Promise<void> {
    await page.goto(`${server!.url}/dashboard`);
    await page.getByLabel('Key').fill(secret);
    await page.getByRole('button', { name: 'Show' }).click();
  }

  it('is shown to nobody without a key of that right', async () => {
    await page.goto(`${server!.url}/dashboard`);
    expect(await page.locator('body').innerText()).not.toContain('Ada');
    await page.screenshot({ path: join(pictures, 'sign-in.png') });
    await signIn('der-wrong');
    expect(await page.getByRole('alert').innerText()).toBe('This key is unknown or revoked.');
    await signIn(ada.secret);
    expect(await page.getByRole('alert').innerText()).toBe('This key may not see figures.');
    expect(await page.locator('body').innerText()).not.toContain('qwen2.5:72b');
    complaints.splice(0);
  });

  it('shows what was saved, judged, chosen, wrong and spent', async () => {
    await signIn(boss.secret);
    const text = await page.locator('main').innerText();
    expect(text).toMatch(/answered of 30 questions/);
    expect(text).toMatch(/Compute: .* always asking the largest, \d+ % less than asking everybody/);
    expect(text).toMatch(/Ada\s+20\s+\$0\.\d+ of \$1\.00\s+\$0\.\d+ of \$20\.00/);
    expect(text).toMatch(/\S\s+rate limited\s+\d+/);
    expect(text).toContain('<img src=x onerror=alert(1)>');
    expect(await page.locator('main img').count()).toBe(0);
    expect(page.url()).not.toContain(boss.secret);
    await page.getByRole('link', { name: '7 days' }).click();
    expect(await page.locator('header').innerText()).toContain('the last 7 days');
  });

  it('looks as it should by day and by night, wide and narrow', async () => {
    await page.goto(`${server!.url}/dashboard`);
    for (const colorScheme of ['light', 'dark'] as const)
      for (const [name, width] of [
        ['wide', 1280],
        ['narrow', 360],
      ] as const) {
        await page.emulateMedia({ colorScheme });
        await page.setViewportSize({ width, height: 900 });
        // Tables scroll by themselves; the page does not.
        const over = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
        expect(over).toBeLessThanOrEqual(0);
        await page.screenshot({ path: join(pictures, `${colorScheme}-${name}.png`), fullPage: true });
      }
  });

  it('is left, and loads and runs nothing', async () => {
    const [cookie] = await page.context().cookies();
    expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Strict' });
    await page.getByRole('button', { name: 'Leave' }).click();
    await page.getByLabel('Key').waitFor();
    expect(await page.context().cookies()).toEqual([]);
    expect(complaints).toEqual([]);
    const reply = await fetch(`${server!.url}/dashboard`);
    expect(reply.headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'self'/);
  });
});
