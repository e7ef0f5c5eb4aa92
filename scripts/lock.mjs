/** One process at a time sets up; the others wait and say so. */
import { randomUUID } from 'node:crypto';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { rmSync } from 'node:fs';
import { dirname } from 'node:path';

const pollMs = 200;

/**
 * Runs `work` while holding the lock file, which names the process that holds it.
 * The lock of a process that is gone is taken over.
 */
export async function withLock(file, say, work) {
  await mkdir(dirname(file), { recursive: true });
  await acquire(file, say);
  const release = () => rmSync(file, { force: true });
  const interrupted = () => process.exit(130);
  process.once('exit', release);
  process.once('SIGINT', interrupted);
  try {
    return await work();
  } finally {
    process.removeListener('SIGINT', interrupted);
    process.removeListener('exit', release);
    release();
  }
}

async function acquire(file, say) {
  for (let told = false; !(await tryToTake(file));) {
    const holder = await readFile(file, 'utf8').catch(() => '');
    if (holder !== '' && !isAlive(Number(holder))) {
      // Read again just before: another waiter may have taken it over meanwhile.
      if ((await readFile(file, 'utf8').catch(() => '')) === holder) await rm(file, { force: true });
      continue;
    }
    if (!told) say(`Waiting for process ${holder} to finish setting up …`);
    told = true;
    await new Promise((done) => setTimeout(done, pollMs));
  }
}

/** The file appears with its content: a process that dies here leaves no lock that names nobody. */
async function tryToTake(file) {
  const own = `${file}.${randomUUID()}`;
  await writeFile(own, String(process.pid));
  try {
    await link(own, file);
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  } finally {
    await rm(own, { force: true });
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}
