/** Whether a reader of hostile text takes time in proportion to its length, by processor time and with slack. */
import { adversaries, type Adversary } from './adversaries';

/** Reads a text. A promise is not waited for: all that counts happens at once. */
export type Reader = (text: string) => unknown;

/** For `describe`: others who work on the machine are not to fail a reader; one that is not linear fails every time. */
export const patiently = { retry: 2 } as const;
/** Milliseconds that a reader may take for 200,000 characters. */
const usualBudget = 50;
/** Machines differ, and others work on them. */
const slack = 5;
/** Ten times the text may take as many times the time; a hundred times is what quadratic readers take. */
const growth = 10 * slack;
/** Milliseconds that compilation, collection and the clock may add to any measurement. */
const noise = 25;
/** Of the adversaries each reader meets one in so many, every reader others; all of them with `DER_LINEAR=all`. */
const usualShare = 20;
/** Readers are tried on two million characters with as many adversaries, those that were slowest before. */
const tried = process.env['DER_LINEAR'] === 'all' ? 3 : 1;
/** Lets the next reader of a file of tests begin at another adversary; one that is tried again meets the same ones. */
const places = new Map<Reader, number>();

/**
 * What took too long; empty where the reader is sound.
 * @param budget milliseconds for 200,000 characters
 * @param share tries one adversary in so many; fewer for readers that take long by nature
 */
export function complaints(read: Reader, budget = usualBudget, share = usualShare): string[] {
  const step = process.env['DER_LINEAR'] === 'all' ? 1 : share;
  const place = places.get(read) ?? places.size;
  places.set(read, place);
  const begin = place % step;
  const found: string[] = [];
  const slowest: { adversary: Adversary; ms: number }[] = [];
  for (const adversary of adversaries.filter((_, index) => index % step === begin)) {
    const first = timeOf(read, adversary, 2_000, noise);
    const short = first > budget * slack ? first : timeOf(read, adversary, 20_000, noise);
    if (short > budget * slack) {
      found.push(`${adversary.name}: ${Math.round(short)} ms for 20,000 characters or fewer`);
      continue;
    }
    const limit = Math.max(Math.min(budget, growth * short), noise);
    const long = timeOf(read, adversary, 200_000, limit);
    if (long > budget * slack || long > growth * short + noise * slack) {
      found.push(
        `${adversary.name}: ${short.toFixed(1)} ms, then ${long.toFixed(1)} ms for ten times the text`,
      );
    }
    slowest.push({ adversary, ms: long });
  }
  if (found.length > 0) return found;
  slowest.sort((a, b) => b.ms - a.ms);
  for (const { adversary, ms } of slowest.slice(0, tried)) {
    const allowed = growth * ms + noise * slack;
    const longest = timeOf(read, adversary, 2_000_000, allowed);
    if (longest > allowed) {
      found.push(
        `${adversary.name}: ${ms.toFixed(1)} ms, then ${longest.toFixed(1)} ms for two million characters`,
      );
    }
  }
  return found;
}

/** Milliseconds of processor time, the best of three unless one is good enough. */
function timeOf(read: Reader, adversary: Adversary, length: number, goodEnough: number): number {
  const text = adversary.make(length);
  let best = Infinity;
  for (let run = 0; run < 3 && best > goodEnough; run++) {
    const start = process.cpuUsage();
    read(text);
    const { user, system } = process.cpuUsage(start);
    best = Math.min(best, (user + system) / 1000);
  }
  return best;
}
