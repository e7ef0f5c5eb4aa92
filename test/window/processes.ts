/** The processes of a group, as Linux lists them: the editor's tests run there alone. */
import { readdir, readFile } from 'node:fs/promises';

export interface Process {
  readonly pid: number;
  /** With its arguments. */
  readonly command: string;
}

/** Those of the group that this process leads. */
export async function processesOf(leader: number): Promise<Process[]> {
  const pids = (await readdir('/proc')).map(Number).filter(Boolean);
  const found = await Promise.all(pids.map((pid) => ofGroup(pid, leader)));
  return found.filter((one) => one !== undefined);
}

/** Undefined where it belongs elsewhere, or has ended meanwhile. */
async function ofGroup(pid: number, leader: number): Promise<Process | undefined> {
  try {
    const [stat, command] = await Promise.all(
      ['stat', 'cmdline'].map((name) => readFile(`/proc/${pid}/${name}`, 'utf8')),
    );
    // Behind the name in parentheses: state, parent, group.
    const group = Number(stat!.slice(stat!.lastIndexOf(')') + 2).split(' ')[2]);
    return group === leader ? { pid, command: command!.replaceAll('\0', ' ') } : undefined;
  } catch {
    return undefined;
  }
}
