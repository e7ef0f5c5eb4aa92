/** What git ignores, by the files git itself reads: nested .gitignore, .git/info/exclude, the person's own list. */
import { readFile, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join, relative, resolve, sep } from 'node:path';
import type { Ignore } from 'ignore';

/** Patterns of one file, for paths below `folder`. */
interface Rules {
  readonly folder: string;
  readonly patterns: Ignore;
}

/** Rules in force in a folder, the outermost first: the innermost that says anything decides. */
export class GitIgnore {
  private constructor(
    private readonly make: () => Ignore,
    private readonly rules: readonly Rules[],
  ) {}

  /** Rules above and in `root`, up to the top of its repository. */
  static async at(root: string): Promise<GitIgnore> {
    const { default: make } = await import('ignore');
    const top = await repositoryTop(root);
    let found = new GitIgnore(make, []);
    if (top === undefined) return found.entering(root);
    const home = process.env['XDG_CONFIG_HOME'] ?? join(homedir(), '.config');
    found = await found.with(top, join(home, 'git', 'ignore'));
    found = await found.with(top, join(await gitFolder(top), 'info', 'exclude'));
    found = await found.entering(top);
    let folder = top;
    for (const name of relative(top, root).split(sep).filter(Boolean)) {
      folder = join(folder, name);
      // Whoever opens an ignored folder means it: the rules that hide it do not count inside.
      if (found.ignores(folder, true)) found = new GitIgnore(make, []);
      found = await found.entering(folder);
    }
    return found;
  }

  /** The rules with those of a folder inside. */
  entering(folder: string): Promise<GitIgnore> {
    return this.with(folder, join(folder, '.gitignore'));
  }

  ignores(path: string, isFolder: boolean): boolean {
    for (const { folder, patterns } of this.rules.toReversed()) {
      const inside = relative(folder, path).split(sep).join('/');
      const { ignored, unignored } = patterns.test(isFolder ? `${inside}/` : inside);
      if (ignored || unignored) return ignored;
    }
    return false;
  }

  private async with(folder: string, file: string): Promise<GitIgnore> {
    const text = await readFile(file, 'utf8').catch(() => undefined);
    if (text === undefined) return this;
    // As git, which passes over a byte order mark.
    const patterns = this.make().add(bounded(text.replace(/^\ufeff/, '')));
    return new GitIgnore(this.make, [...this.rules, { folder, patterns }]);
  }
}

/** Bytes of a list that are read, and stars that one part of a pattern may have. */
const longestList = 200_000;
const mostStars = 3;

/** Patterns are matched by backtracking: "*a*a*a*a*a*b" of a hostile folder would take for ever on a long name. */
function bounded(text: string): string {
  const parts = (line: string) => line.slice(0, 2_000).split('/');
  const stars = (part: string) => part.replace(/\*+/g, '*').split('*').length - 1;
  return text
    .slice(0, longestList)
    .split(/\r?\n/)
    .filter((line) => parts(line).every((part) => stars(part) <= mostStars) && line.split('**').length <= 3)
    .join('\n');
}

async function repositoryTop(from: string): Promise<string | undefined> {
  for (let folder = resolve(from); ; folder = dirname(folder)) {
    if (await stat(join(folder, '.git')).catch(() => undefined)) return folder;
    if (folder === dirname(folder)) return undefined;
  }
}

/** The folder with `info/exclude`; in a worktree `.git` is a file that points to it. */
async function gitFolder(top: string): Promise<string> {
  const git = join(top, '.git');
  const pointer = await readFile(git, 'utf8').catch(() => '');
  const target = /^gitdir: (.+)$/m.exec(pointer)?.[1];
  if (target === undefined) return git;
  const own = resolve(top, target.trim());
  const common = await readFile(join(own, 'commondir'), 'utf8').catch(() => '.');
  return resolve(own, common.trim());
}
