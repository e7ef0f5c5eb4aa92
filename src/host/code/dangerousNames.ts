/** Names of files and folders that are read by programs without being named to them, by what they decide. */

/** What a file of such a name decides. */
export type KnownDanger = 'git' | 'editor' | 'agent' | 'pipeline' | 'install' | 'shell' | 'access';

/** Folders of a path, by their names, and all that is below them. */
export const folders = listed({
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
export const files = listed({
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
export const kinds: readonly (readonly [RegExp, KnownDanger])[] = [
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

function listed(names: Partial<Record<KnownDanger, string>>): ReadonlyMap<string, KnownDanger> {
  const each = Object.entries(names) as [KnownDanger, string][];
  return new Map(each.flatMap(([danger, all]) => all.split(/\s+/).map((name) => [name, danger] as const)));
}
