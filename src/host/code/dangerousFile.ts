/**
 * Files that run something by themselves, or decide what runs or who gets in: when a folder is opened, at a commit,
 * at an installation, in a pipeline, at the next log-in. A change of one is named as what it is before it is applied,
 * and is never applied together with others.
 */

/** Why a file is dangerous, as a key of the words that the editor shows. */
export type Danger = 'git' | 'editor' | 'pipeline' | 'install' | 'shell' | 'access';

/** A folder of the path, by its name, and all that is below it. */
const folders: Readonly<Record<string, Danger>> = {
  '.git': 'git',
  '.githooks': 'git',
  '.husky': 'git',
  '.lefthook': 'git',
  '.vscode': 'editor',
  '.vscode-server': 'editor',
  '.cursor': 'editor',
  '.idea': 'editor',
  '.fleet': 'editor',
  '.zed': 'editor',
  '.devcontainer': 'editor',
  '.github': 'pipeline',
  '.gitlab': 'pipeline',
  '.gitea': 'pipeline',
  '.forgejo': 'pipeline',
  '.circleci': 'pipeline',
  '.buildkite': 'pipeline',
  '.woodpecker': 'pipeline',
  '.azure-pipelines': 'pipeline',
  '.yarn': 'install',
  '.cargo': 'install',
  '.mvn': 'install',
  '.bundle': 'install',
  '.nuget': 'install',
  node_modules: 'install',
  '.venv': 'install',
  '.ssh': 'access',
  '.aws': 'access',
  '.azure': 'access',
  '.gcloud': 'access',
  '.kube': 'access',
  '.docker': 'access',
  '.gnupg': 'access',
  '.config': 'access',
};

/** A file by its name, wherever it lies. */
const names: readonly (readonly [RegExp, Danger])[] = [
  [/^\.git(modules|attributes|config)?$|^\.?lefthook(-local)?\.\w+$|^\.pre-commit-config\.ya?ml$/, 'git'],
  [
    /\.code-workspace$|^\.?devcontainer\.json$|^\.(exrc|vimrc|nvimrc|nvim\.lua|dir-locals\.el|dir-locals-2\.el)$/,
    'editor',
  ],
  [
    /^\.gitlab-ci\.ya?ml$|^\.travis\.ya?ml$|^\.drone\.ya?ml$|^\.woodpecker\.ya?ml$|^\.cirrus\.ya?ml$|^azure-pipelines[\w.-]*\.ya?ml$|^bitbucket-pipelines\.ya?ml$|^jenkinsfile(\.\w+)?$|^appveyor\.ya?ml$|^cloudbuild\.ya?ml$|^codeowners$/,
    'pipeline',
  ],
  [
    /^package\.json$|^\.(npmrc|yarnrc|yarnrc\.yml|pnpmfile\.c?js|pypirc|condarc)$|^(pip\.conf|pip\.ini|nuget\.config|setup\.py|setup\.cfg|conftest\.py|sitecustomize\.py|usercustomize\.py|build\.rs|binding\.gyp|pnpm-workspace\.yaml)$|\.pth$|^composer\.json$|^gemfile$|\.gemspec$/,
    'install',
  ],
  [
    /^\.(envrc|bashrc|bash_profile|bash_login|bash_logout|bash_aliases|profile|zshrc|zshenv|zprofile|zlogin|zlogout|kshrc|cshrc|tcshrc|login|inputrc|tmux\.conf|screenrc|xprofile|xinitrc|xsession|mise\.toml|tool-versions)$|^(config\.fish|mise\.toml|microsoft\.powershell_profile\.ps1|profile\.ps1|autorun\.inf|crontab)$|\.(desktop|service|plist|reg|lnk|scf|url)$/,
    'shell',
  ],
  [
    /^\.(netrc|git-credentials|pgpass|htpasswd|htaccess|dockercfg)$|^(authorized_keys|known_hosts|sudoers|id_(rsa|dsa|ecdsa|ed25519).*)$/,
    'access',
  ],
];

/** Longer names are on no list, and none of them is read by a regular expression. */
const longestName = 255;

/**
 * Why the file at this path, relative to its workspace, is dangerous; undefined where it is not. Names count as the
 * most forgiving file system takes them: any case, `.git.`, `GIT~1`, `.git::$INDEX_ALLOCATION`, invisible letters.
 */
export function dangerOf(path: string): Danger | undefined {
  const segments = path.split(/[/\\]/).map(plainName);
  for (const segment of segments) {
    const danger = Object.hasOwn(folders, segment) ? folders[segment] : undefined;
    if (danger) return danger;
  }
  const name = segments.at(-1) ?? '';
  return name.length > longestName ? undefined : names.find(([pattern]) => pattern.test(name))?.[1];
}

/** The name that a file system may take this one for. */
function plainName(segment: string): string {
  const [name = ''] = segment
    .normalize('NFKC')
    .replace(/[\p{Cf}\p{Cc}\p{M}]/gu, '')
    .split(':', 1);
  const lower = withoutEnd(name).toLowerCase();
  // Windows calls a long name of the kind `.git` by eight letters as well.
  const short = /^([a-z0-9_-]{1,6})~\d$/.exec(lower)?.[1];
  if (short === undefined) return lower;
  return Object.keys(folders).find((folder) => folder.replace(/\W/g, '').startsWith(short)) ?? lower;
}

/** Windows drops dots and blanks at the end of a name. */
function withoutEnd(name: string): string {
  let end = name.length;
  while (end > 0 && (name[end - 1] === '.' || name[end - 1] === ' ')) end -= 1;
  return name.slice(0, end);
}
