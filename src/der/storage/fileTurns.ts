/** Those of this process who write to a file do so one after the other: what one appends, another must not write over. */

const last = new Map<string, Promise<unknown>>();

/** Runs the work once all that was begun on the file before has ended, well or badly. */
export async function inTurn<T>(file: string, work: () => Promise<T>): Promise<T> {
  const before = last.get(file) ?? Promise.resolve();
  const own = before.then(work, work);
  const settled = own.catch(() => undefined);
  last.set(file, settled);
  try {
    return await own;
  } finally {
    if (last.get(file) === settled) last.delete(file);
  }
}
