/**
 * Files that run something by themselves, or decide what runs or who gets in: when a folder is opened, at a commit,
 * at an installation, in a pipeline, at the next log-in. A change of one is named as what it is before it is applied,
 * and is never applied together with others.
 */

/** Why a file is dangerous, as a key of the words that the editor shows. */
export type Danger = 'git' | 'editor' | 'pipeline' | 'install' | 'shell' | 'access' | 'alias';
type Known = Exclude<Danger, 'alias'>;

/** Folders of a path, by their names, and all that is below them. */
const folders = listed({
  git: '.git .githooks .git-hooks .husky .lefthook .hg .jj',
  editor: `.vscode .vscode-server .cursor .windsurf .idea .fleet .zed .vs .settings .nova .devcontainer .idx
    .codesandbox .claude .gemini .codex .continue .roo .kiro .amazonq .cline .opencode`,
  pipeline: `.github .gitlab .gitea .forgejo .circleci .buildkite .woodpecker .azure-pipelines .tekton .semaphore
    .teamcity .harness .builds .ebextensions .platform`,
  install: `.yarn .cargo .mvn .gradle .bundle .nuget node_modules bower_components site-packages .venv .tox .eggs
    .pixi`,
  shell: '.direnv .oh-my-zsh',
  access: '.ssh .aws .azure .gcloud .oci .kube .docker .gnupg .pki .password-store .config',
});

/** Files by their whole name, wherever they lie. */
const files = listed({
  git: `.git .gitmodules .gitattributes .gitconfig .hgrc .pre-commit-config.yaml .pre-commit-config.yml
    .overcommit.yml`,
  editor: `.exrc .vimrc .nvimrc .nvim.lua .dir-locals.el .dir-locals-2.el .emacs .project .classpath .mcp.json
    mcp.json .gitpod.yml .gitpod.dockerfile .replit replit.nix .stackblitzrc devfile.yaml .devfile.yaml
    .cursorrules .windsurfrules .clinerules .aider.conf.yml .luarc.json rust-analyzer.toml .pylintrc pylintrc
    .rubocop.yml mypy.ini .flake8 phpstan.neon makefile gnumakefile cmakelists.txt cmakepresets.json
    cmakeuserpresets.json meson.build`,
  pipeline: `codeowners netlify.toml vercel.json now.json render.yaml fly.toml procfile buildspec.yml
    buildspec.yaml appspec.yml bitrise.yml codemagic.yaml wercker.yml .build.yml .readthedocs.yml
    .readthedocs.yaml .scrutinizer.yml renovate.json renovate.json5 .renovaterc .renovaterc.json skaffold.yaml
    tiltfile earthfile .goreleaser.yml .goreleaser.yaml .releaserc wrangler.toml serverless.yml pulumi.yaml`,
  install: `package.json package-lock.json npm-shrinkwrap.json yarn.lock pnpm-lock.yaml bun.lock bun.lockb .npmrc
    .yarnrc .yarnrc.yml .pnpmfile.js .pnpmfile.cjs pnpm-workspace.yaml bunfig.toml deno.json deno.jsonc deno.lock
    .pypirc .condarc pip.conf pip.ini setup.py setup.cfg pyproject.toml pipfile pipfile.lock poetry.lock uv.lock
    uv.toml environment.yml tox.ini noxfile.py conftest.py sitecustomize.py usercustomize.py cargo.toml cargo.lock
    build.rs rust-toolchain rust-toolchain.toml go.mod binding.gyp nuget.config global.json pom.xml
    build.gradle build.gradle.kts settings.gradle settings.gradle.kts init.gradle gradle.properties
    gradle-wrapper.properties gradlew gradlew.bat mvnw mvnw.cmd build.sbt plugins.sbt build.sc composer.json
    composer.lock gemfile gemfile.lock .gemrc podfile brewfile package.swift mix.exs rebar.config build.zig
    flake.nix flake.lock shell.nix default.nix devbox.json directory.build.props directory.build.targets
    directory.build.rsp directory.packages.props`,
  shell: `.envrc .direnvrc .bashrc .bash_profile .bash_login .bash_logout .bash_aliases .profile .zshrc .zshenv
    .zprofile .zlogin .zlogout .kshrc .cshrc .tcshrc .login .logout .inputrc .tmux.conf .screenrc .xprofile
    .xinitrc .xsession .xsessionrc .pam_environment .mise.toml mise.toml .tool-versions config.fish
    microsoft.powershell_profile.ps1 profile.ps1 autorun.inf desktop.ini crontab .gdbinit .lldbinit .pdbrc
    .pythonrc .pythonrc.py .irbrc .pryrc .rprofile .renviron .octaverc .psqlrc .sqliterc .ghci .iex.exs
    .mongorc.js .mongoshrc.js .curlrc .wgetrc`,
  access: `.netrc _netrc .git-credentials .pgpass .htpasswd .htaccess web.config .user.ini php.ini .dockercfg
    authorized_keys known_hosts sudoers .env .env.local .dev.vars`,
});

/** Files of a kind that has many names. */
const kinds: readonly (readonly [RegExp, Known])[] = [
  [
    /^\.?lefthook(-local)?\.\w+$|^\.?(husky|lint-?staged|simple-git-hooks|commitlint)(rc)?(\.config)?(\.\w+)?$/,
    'git',
  ],
  [
    /\.(code-workspace|sublime-project)$|^\.?devcontainer\.json$|^\.?(eslint|prettier|stylelint|babel|postcss|tailwind|svelte|vite|vitest|jest|playwright|markdownlint(-cli2)?)(rc|\.config)(\.\w+)?$/,
    'editor',
  ],
  [
    /^\.?(gitlab-ci|travis|drone|woodpecker|cirrus|appveyor|azure-pipelines[\w.-]*|bitbucket-pipelines|cloudbuild)\.ya?ml$|^(jenkinsfile|dangerfile)(\.\w+)?$|^release\.config\.\w+$/,
    'pipeline',
  ],
  [
    /\.pth$|\.gemspec$|^(requirements|constraints)[\w.-]*\.(txt|in)$|\.(cs|fs|vb|vcx)proj(\.user)?$/,
    'install',
  ],
  [/\.(desktop|service|plist|reg|lnk|scf|url|library-ms|searchconnector-ms)$/, 'shell'],
  [/^id_(rsa|dsa|ecdsa|ed25519).*$|^\.env\.(production|development|staging|test)(\.local)?$/, 'access'],
];

function listed(names: Partial<Record<Known, string>>): ReadonlyMap<string, Known> {
  const each = Object.entries(names) as [Known, string][];
  return new Map(each.flatMap(([danger, all]) => all.split(/\s+/).map((name) => [name, danger] as const)));
}

/** Longer names are on no list, and none of them is read by a regular expression. */
const longestName = 255;

/**
 * Why the file at this path, relative to its workspace, is dangerous; undefined where it is not. Names count as the
 * most forgiving file system takes them: any case, `.git.`, `GIT~1`, `.git::$INDEX_ALLOCATION`, invisible letters.
 */
export function dangerOf(path: string): Danger | undefined {
  const segments = path.split(/[/\\]/).map(plainName);
  for (const segment of segments) {
    const danger = folders.get(segment) ?? (short.test(segment) ? 'alias' : undefined);
    if (danger) return danger;
  }
  const name = segments.at(-1) ?? '';
  if (name.length > longestName) return undefined;
  return files.get(name) ?? kinds.find(([pattern]) => pattern.test(name))?.[1];
}

/** Windows calls a long name by eight letters as well, and by letters of its own choice where many begin alike. */
const short = /^[^.~]{1,6}~\d{1,6}(\.[^.]{0,3})?$/;

/** The name that a file system may take this one for. */
function plainName(segment: string): string {
  const [name = ''] = segment
    .normalize('NFKC')
    .replace(/[\p{Cf}\p{Cc}\p{M}\p{DI}]/gu, '')
    .split(':', 1);
  const lower = withoutEnd(name).toLowerCase();
  const begins = /^([a-z0-9_-]{1,6})~\d$/.exec(lower)?.[1];
  if (begins === undefined) return lower;
  return [...folders.keys()].find((folder) => folder.replace(/\W/g, '').startsWith(begins)) ?? lower;
}

/** Windows drops dots and blanks at the end of a name. */
function withoutEnd(name: string): string {
  let end = name.length;
  while (end > 0 && (name[end - 1] === '.' || name[end - 1] === ' ')) end -= 1;
  return name.slice(0, end);
}
