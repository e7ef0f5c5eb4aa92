/**
 * The panel, the real bundle in a browser: while a long conversation opens, and while a long answer is streamed and a
 * person scrolls, fed by the host's own batches at the pace of a fast model.
 */
import { resolve } from 'node:path';
import type { CDPSession } from 'playwright-core';
import { launchBrowser } from '../../scripts/browser.mjs';
import { ensureBuilt } from '../../scripts/setup.mjs';
import { FrameBatcher } from '../../src/host/panel/frameBatcher';
import type { ToPanel } from '../../src/webview/protocol';
import { PanelPage } from '../../test/window/standalone/panelPage';
import { restore, underWay } from '../../test/window/standalone/scripted';
import { longAnswer } from './longAnswer';
import { measureOpening } from './opening';
import { timing, type Timing } from '../timing';

const tokens = 20_000;
const tokensPerSecond = 500;
const scrollEveryMs = 100;
/** For as long, frames are timed before anything streams: what the machine and its browser take by themselves. */
const idleMs = 3000;
const route = 'route-1';

/** One message from the host to the panel. */
interface Sent {
  /** Milliseconds from the beginning. */
  readonly at: number;
  readonly message: ToPanel;
}

async function measure(): Promise<Timing[]> {
  await ensureBuilt(['panel']);
  const sent = await batches();
  const browser = await launchBrowser();
  try {
    // Bundled one folder below it.
    const dist = resolve(import.meta.dirname, '..');
    const opening = await measureOpening(browser, dist);
    const panel = await PanelPage.open(browser, { width: 420, height: 900, dist });
    await panel.send(restore([{ id: route, events: underWay() }], { running: route }));
    const session = await panel.page.context().newCDPSession(panel.page);
    const before = await heapMb(session);
    await panel.page.evaluate(watchFrames);
    await new Promise((done) => setTimeout(done, idleMs));
    const idle = await panel.page.evaluate(() => window.frameTimes.splice(0));
    await show(panel, sent);
    const frames = await panel.page.evaluate(() => window.frameTimes);
    const after = await heapMb(session);
    return [...opening, ...results(idle, frames, sent, after - before)];
  } finally {
    await browser.close();
  }
}

/** What the host sends while the answer streams, batch by batch, and when. */
async function batches(): Promise<Sent[]> {
  const sent: Sent[] = [];
  const started = performance.now();
  const frames = new FrameBatcher((route, events) => {
    sent.push({ at: performance.now() - started, message: { type: 'events', route, events } });
  });
  const pieces = longAnswer(tokens);
  for (let next = 0; next < pieces.length;) {
    const due = Math.min(pieces.length, Math.floor(((performance.now() - started) / 1000) * tokensPerSecond));
    for (; next < due; next++) {
      const text = pieces[next]!;
      frames.add(route, { type: 'delta', step: 1, attempt: 3, channel: 'answer', text });
    }
    await new Promise((done) => setTimeout(done, 2));
  }
  frames.flush();
  return sent;
}

/** Shows them at the same pace, and scrolls meanwhile, up and down, as somebody who reads along. */
async function show({ page }: PanelPage, sent: readonly Sent[]): Promise<void> {
  await page.mouse.move(200, 300);
  let shown = false;
  const showing = page.evaluate(replay, sent).then(() => (shown = true));
  for (let turn = 0; !shown; turn++) {
    await page.mouse.wheel(0, Math.floor(turn / 20) % 2 === 0 ? -120 : 160);
    await new Promise((done) => setTimeout(done, scrollEveryMs));
  }
  await showing;
}

/** Runs in the page: posts every message when it was sent. */
function replay(sent: readonly Sent[]): Promise<void> {
  const started = performance.now();
  let next = 0;
  return new Promise((done) => {
    const timer = setInterval(() => {
      for (; next < sent.length && sent[next]!.at <= performance.now() - started; next++)
        window.postMessage(sent[next]!.message, '*');
      if (next < sent.length) return;
      clearInterval(timer);
      done();
    }, 4);
  });
}

/** Runs in the page: keeps the time from each frame to the next. */
function watchFrames(): void {
  window.frameTimes = [];
  let last = performance.now();
  const frame = (now: number) => {
    window.frameTimes.push(now - last);
    last = now;
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
}

declare global {
  interface Window {
    frameTimes: number[];
  }
}

async function heapMb(session: CDPSession): Promise<number> {
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  return usedSize / 1e6;
}

function results(
  idle: readonly number[],
  frames: readonly number[],
  sent: readonly Sent[],
  grownMb: number,
): Timing[] {
  const sorted = frames.toSorted((a, b) => a - b);
  const p95 = sorted[Math.floor(0.95 * sorted.length)] ?? NaN;
  const half = sent.length / 2;
  const charactersOf = (part: readonly Sent[]) =>
    part.reduce((sum, { message }) => sum + JSON.stringify(message).length, 0);
  const growth = charactersOf(sent.slice(half)) / charactersOf(sent.slice(0, half));
  return [
    timing('frames while nothing streams', 'ms', idle),
    timing(`frames while ${tokens} tokens stream`, 'ms', frames),
    timing('of them the 95th of 100', 'ms', [p95], { atMost: 50 }),
    timing('messages to the panel, busiest second', '/s', [busiestSecond(sent)], { atMost: 60 }),
    timing('characters sent, second half to first', '×', [growth], { atMost: 1.1 }),
    timing('memory that the answer takes', 'MB', [grownMb], { atMost: 64 }),
  ];
}

/** Most messages in any second. */
function busiestSecond(sent: readonly Sent[]): number {
  let first = 0;
  let most = 0;
  for (const [last, { at }] of sent.entries()) {
    while (sent[first]!.at <= at - 1000) first += 1;
    most = Math.max(most, last - first + 1);
  }
  return most;
}

process.send?.(await measure());
process.disconnect?.();
