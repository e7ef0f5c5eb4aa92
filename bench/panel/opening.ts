/** A long conversation opened: its file read by the host, sent to the panel, and drawn there. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { Conversation } from '../../src/host/conversations/conversation';
import { PanelPage } from '../../test/window/standalone/panelPage';
import { restore } from '../../test/window/standalone/scripted';
import { generatedRoutes } from '../generated';
import { timing, type Timing } from '../timing';

const routes = 200;
const runs = 7;

/** @param dist folder of the panel's bundle. */
export async function measureOpening(browser: Browser, dist: string): Promise<Timing[]> {
  const folder = await mkdtemp(join(tmpdir(), 'der-bench-'));
  const file = join(folder, 'long.jsonl');
  const [read, shown, opened, whole]: [number[], number[], number[], number[]] = [[], [], [], []];
  try {
    await Conversation.begin(file, fail, generatedRoutes(routes)).flush();
    for (let run = 0; run < runs; run++) {
      const before = performance.now();
      const conversation = await Conversation.open(file, fail);
      const message = JSON.stringify(restore(conversation.routes));
      const readMs = performance.now() - before;
      const drawn = await draw(await PanelPage.open(browser, { width: 420, height: 900, dist }), message);
      read.push(readMs);
      shown.push(drawn.shownMs);
      opened.push(readMs + drawn.shownMs);
      whole.push(drawn.wholeMs);
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  return [
    timing(`${routes} routes read from disk`, 'ms', read),
    timing('and shown where they end', 'ms', shown),
    timing('so the conversation is open after', 'ms', opened, { atMost: 500 }),
    timing('all of it drawn, while it can be used', 'ms', whole),
  ];
}

interface Drawn {
  /** Until the last route is painted at the end of the scroller. */
  readonly shownMs: number;
  /** Until every route is drawn. */
  readonly wholeMs: number;
}

async function draw({ page }: PanelPage, message: string): Promise<Drawn> {
  await page.evaluate(() => document.fonts.ready);
  const drawn = await page.evaluate(watchDrawing, { message, routes });
  await page.close();
  return drawn;
}

/** Runs in the page: posts the message, and looks at every frame. */
async function watchDrawing({ message, routes }: { message: string; routes: number }): Promise<Drawn> {
  const before = performance.now();
  const frame = () => new Promise(requestAnimationFrame);
  const count = (selector: string) => document.querySelectorAll(selector).length;
  const main = document.querySelector('main')!;
  const ended = () =>
    document.querySelector(`der-route:last-of-type .outcome`) !== null &&
    main.scrollHeight - main.scrollTop - main.clientHeight < 2;
  window.postMessage(JSON.parse(message), '*');
  while (!ended()) await frame();
  // What this frame painted is seen when the next one begins.
  await frame();
  const shownMs = performance.now() - before;
  while (count('der-route .outcome') < routes) await frame();
  return { shownMs, wholeMs: performance.now() - before };
}

function fail(problem: string): never {
  throw new Error(problem);
}
