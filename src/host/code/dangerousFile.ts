/**
 * Files that run something by themselves, or decide what runs or who gets in: when a folder is opened, at a commit,
 * at an installation, in a pipeline, at the next log-in. A change of one is named as what it is before it is applied,
 * and is never applied together with others.
 */

/** Why a file is dangerous, as a key of the words that the editor shows. */
export type Danger =
  'git' | 'editor' | 'agent' | 'pipeline' | 'install' | 'shell' | 'access' | 'alias' | 'lookalike';
type Known = Exclude<Danger, 'alias' | 'lookalike'>;

/** Folders of a path, by their names, and all that is below them. */
const folders = listed({
  git: '.git .githooks .git-hooks .husky .lefthook .hg .jj',
  editor: `.vscode .vscode-server .cursor .windsurf .idea .fleet .zed .vs .settings .nova .devcontainer .idx
    .codesandbox .theia .helix .run .vim .nvim .emacs.d`,
  agent: `.claude .gemini .codex .continue .roo .kiro .amazonq .cline .opencode .kilocode .augment .trae .junie
    .zencoder .qodo .factory .warp .agents .amp .crush .goose .aider .mcp`,
  pipeline: `.github .gitlab .gitea .forgejo .circleci .buildkite .woodpecker .azure-pipelines .tekton .semaphore
    .teamcity .harness .builds .ebextensions .platform`,
  install: `.yarn .cargo .mvn .gradle .bundle .nuget node_modules bower_components site-packages .venv .tox .eggs
    .pixi .terraform .vagrant`,
  shell: '.direnv .oh-my-zsh launchagents launchdaemons autostart',
  access: '.ssh .aws .azure .gcloud .oci .kube .docker .gnupg .pki .password-store .config',
});

/** Files by their whole name, wherever they lie. */
const files = listed({
  git: `.git .gitmodules .gitattributes .gitconfig .hgrc .pre-commit-config.yaml .pre-commit-config.yml
    .overcommit.yml`,
  editor: `.exrc .vimrc .nvimrc .nvim.lua .dir-locals.el .dir-locals-2.el .emacs .project .classpath
    .gitpod.yml .gitpod.dockerfile .replit replit.nix .stackblitzrc devfile.yaml .devfile.yaml
    .luarc.json rust-analyzer.toml .pylintrc pylintrc
    .rubocop.yml mypy.ini .flake8 phpstan.neon makefile gnumakefile cmakelists.txt cmakepresets.json
    cmakeuserpresets.json meson.build
    justfile .justfile taskfile.yml taskfile.yaml rakefile guardfile sconstruct wscript xmake.lua premake5.lua
    build.bazel module.bazel workspace.bazel .bazelrc buck .ycm_extra_conf.py .clangd .vimspector.json init.vim
    init.lua .kakrc .mocharc.js .mocharc.cjs .swcrc nodemon.json biome.json nx.json turbo.json lerna.json`,
  agent: `agents.md claude.md claude.local.md gemini.md copilot-instructions.md .cursorrules .windsurfrules
    .clinerules .roorules .goosehints .rules .mcp.json mcp.json crush.json .crush.json opencode.json
    opencode.jsonc claude_desktop_config.json .aider.conf.yml`,
  pipeline: `codeowners netlify.toml vercel.json now.json render.yaml fly.toml procfile buildspec.yml
    buildspec.yaml appspec.yml bitrise.yml codemagic.yaml wercker.yml .build.yml .readthedocs.yml
    .readthedocs.yaml .scrutinizer.yml renovate.json renovate.json5 .renovaterc .renovaterc.json skaffold.yaml
    tiltfile earthfile .goreleaser.yml .goreleaser.yaml .releaserc wrangler.toml serverless.yml pulumi.yaml
    dockerfile containerfile docker-compose.yml docker-compose.yaml compose.yml compose.yaml vagrantfile capfile
    fastfile appfile`,
  install: `package.json package-lock.json npm-shrinkwrap.json yarn.lock pnpm-lock.yaml bun.lock bun.lockb .npmrc
    .yarnrc .yarnrc.yml .pnpmfile.js .pnpmfile.cjs pnpm-workspace.yaml bunfig.toml deno.json deno.jsonc deno.lock
    .pypirc .condarc pip.conf pip.ini setup.py setup.cfg pyproject.toml pipfile pipfile.lock poetry.lock uv.lock
    uv.toml environment.yml tox.ini noxfile.py conftest.py sitecustomize.py usercustomize.py cargo.toml cargo.lock
    build.rs rust-toolchain rust-toolchain.toml go.mod binding.gyp nuget.config global.json pom.xml
    build.gradle build.gradle.kts settings.gradle settings.gradle.kts init.gradle gradle.properties
    gradle-wrapper.properties gradlew gradlew.bat mvnw mvnw.cmd build.sbt plugins.sbt build.sc composer.json
    composer.lock gemfile gemfile.lock .gemrc podfile brewfile package.swift mix.exs rebar.config build.zig
    flake.nix flake.lock shell.nix default.nix devbox.json directory.build.props directory.build.targets
    directory.build.rsp directory.packages.props go.work conanfile.py vcpkg.json cpanfile project.clj deps.edn
    shadow-cljs.edn stack.yaml cabal.project project.toml manifest.toml hatch.toml pdm.toml pixi.toml berksfile
    .brewfile renv.lock shard.yml dub.json`,
  shell: `.envrc .direnvrc .bashrc .bash_profile .bash_login .bash_logout .bash_aliases .profile .zshrc .zshenv
    .zprofile .zlogin .zlogout .kshrc .cshrc .tcshrc .login .logout .inputrc .tmux.conf .screenrc .xprofile
    .xinitrc .xsession .xsessionrc .pam_environment .mise.toml mise.toml .tool-versions config.fish
    microsoft.powershell_profile.ps1 profile.ps1 autorun.inf desktop.ini crontab .gdbinit .lldbinit .pdbrc
    .pythonrc .pythonrc.py .irbrc .pryrc .rprofile .renviron .octaverc .psqlrc .sqliterc .ghci .iex.exs
    .mongorc.js .mongoshrc.js .curlrc .wgetrc .xonshrc .xresources .xserverrc .mailcap .forward .procmailrc
    .lesskey .asdfrc .sdkmanrc`,
  access: `.netrc _netrc .git-credentials .pgpass .htpasswd .htaccess web.config .user.ini php.ini .dockercfg
    authorized_keys known_hosts sudoers .env .env.local .dev.vars .rhosts .shosts
    hosts.equiv`,
});

/** Files of a kind that has many names. */
const kinds: readonly (readonly [RegExp, Known])[] = [
  [
    /^\.?lefthook(-local)?\.\w+$|^\.?(husky|lint-?staged|simple-git-hooks|commitlint)(rc)?(\.config)?(\.\w+)?$/,
    'git',
  ],
  [
    /\.(code-workspace|sublime-project)$|^(gulpfile|gruntfile)(\.\w+)*$|\.mk$|^\.?devcontainer\.json$|^\.?(eslint|prettier|stylelint|babel|postcss|tailwind|svelte|vite|vitest|jest|playwright|cypress|karma|webpack|rollup|esbuild|rspack|next|nuxt|astro|metro|remix|gatsby|capacitor|ecosystem|markdownlint(-cli2)?)(rc|\.config|\.conf)(\.\w+)?$/,
    'editor',
  ],
  [
    /^\.?(gitlab-ci|travis|drone|woodpecker|cirrus|appveyor|azure-pipelines[\w.-]*|bitbucket-pipelines|cloudbuild)\.ya?ml$|^(jenkinsfile|dangerfile)(\.\w+)?$|^release\.config\.\w+$/,
    'pipeline',
  ],
  [
    /\.pth$|\.gemspec$|\.(targets|props|nimble|cabal|podspec)$|^(requirements|constraints)[\w.-]*\.(txt|in)$|\.(cs|fs|vb|vcx)proj(\.user)?$/,
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
  if (path.split(/[/\\]/).some(looksLikeAnother)) return 'lookalike';
  const name = segments.at(-1) ?? '';
  if (name.length > longestName) return undefined;
  return files.get(name) ?? kinds.find(([pattern]) => pattern.test(name))?.[1];
}

/** Windows calls a long name by eight letters as well, and by letters of its own choice where many begin alike. */
const short = /^[^.~]{1,6}~\d{1,6}(\.[^.]{0,3})?$/;

/** Letters that look like Latin ones, and signs that look like dots and slashes. */
const alike = /[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}\p{Script=Cherokee}]/u;
const seeming =
  /[\u0131\u0237\u0250-\u02af\u1d00-\u1d2b\u2024-\u2026\u2044\u2215\u29f5\u29f8\ufe52\ufe68\uff0e\uff0f\uff3c]/;

/** A name that is another one to the eye: a word of two alphabets, or signs that seem to be dots and slashes. */
function looksLikeAnother(segment: string): boolean {
  const name = segment.slice(0, longestName);
  const words = name.match(/\p{L}+/gu) ?? [];
  return seeming.test(name) || words.some((word) => /[a-z]/i.test(word) && alike.test(word));
}

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
