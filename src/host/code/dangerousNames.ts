/** Names of files and folders that are read by programs without being named to them, by what they decide. */

/** What a file of such a name decides. */
export type KnownDanger = 'git' | 'editor' | 'agent' | 'pipeline' | 'install' | 'shell' | 'access';

/** Folders of a path, by their names, and all that is below them. */
export const folders = listed({
  git: '.git .githooks .git-hooks .husky .lefthook .hg .jj .svn .bzr',
  editor: `.vscode .vscode-server .cursor .windsurf .idea .fleet .zed .vs .settings .nova .devcontainer .idx
    .codesandbox .theia .helix .run .vim .nvim .emacs.d .atom .metals .bloop .bsp .externaltoolbuilders .che .lapce
    .storybook nbproject`,
  agent: `.claude .gemini .codex .continue .roo .kiro .amazonq .cline .opencode .kilocode .augment .trae .junie
    .zencoder .qodo .factory .warp .agents .amp .crush .goose .aider .mcp .clinerules .qwen .iflow .openhands .devin
    .codebuddy .lingma .tabnine .sourcegraph .cody .void .pearai .serena .ruler .rulesync .specify .bmad-core
    .taskmaster .openclaw .rovodev .firebender`,
  pipeline: `.github .gitlab .gitea .forgejo .circleci .buildkite .woodpecker .azure-pipelines .tekton .semaphore
    .teamcity .harness .builds .ebextensions .platform .zuul.d .concourse .pipelines .jenkins .changeset`,
  install: `.yarn .cargo .mvn .gradle .bundle .nuget node_modules bower_components site-packages .venv .tox .eggs
    .pixi .terraform .vagrant buildsrc sitecustomize usercustomize .flox .opam .bazel`,
  shell: `.direnv .oh-my-zsh launchagents launchdaemons autostart .mise .ipython .jupyter cron.d cron.hourly cron.daily
    cron.weekly cron.monthly init.d profile.d sudoers.d ld.so.conf.d`,
  access: '.ssh .aws .azure .gcloud .oci .kube .docker .gnupg .pki .password-store .config',
});

/** Files by their whole name, wherever they lie. */
export const files = listed({
  git: `.git .gitmodules .gitattributes .gitconfig .hgrc .pre-commit-config.yaml .pre-commit-config.yml
    .overcommit.yml .hgsub .p4config`,
  editor: `.exrc .vimrc .nvimrc .nvim.lua .dir-locals.el .dir-locals-2.el .emacs .project .classpath
    .gitpod.yml .gitpod.dockerfile .replit replit.nix .stackblitzrc devfile.yaml .devfile.yaml devfile.yml
    .luarc.json rust-analyzer.toml .pylintrc pylintrc
    .rubocop.yml mypy.ini .flake8 phpstan.neon makefile gnumakefile cmakelists.txt cmakepresets.json
    cmakeuserpresets.json meson.build
    justfile .justfile taskfile.yml taskfile.yaml rakefile guardfile sconstruct wscript xmake.lua premake5.lua
    build build.bazel module.bazel workspace workspace.bazel bazel buck .ycm_extra_conf.py .clangd .ccls
    compile_flags.txt compile_commands.json .vimspector.json init.vim init.lua .factorypath .lazy.lua .ensime
    nodemon.json biome.json biome.jsonc nx.json
    turbo.json lerna.json angular.json rush.json project.pbxproj knexfile.js knexfile.ts ormconfig.js ormconfig.ts
    truffle-config.js ember-cli-build.js testem.js lighthouserc.js cypress.json codegen.ts codegen.yml foundry.toml
    pytest.ini .pytest.ini phpstan.neon.dist rebar3.config .rspec config.ru conf.py phpunit.xml phpunit.xml.dist psalm.xml rector.php ecs.php magefile.go
    fabfile.py dodo.py sconscript waf meson_options.txt meson.options configure configure.ac configure.in autogen.sh
    build.xml thorfile puppetfile cheffile dune dune-project omnisharp.json hatch_build.py ipython_config.py`,
  agent: `agents.md claude.md claude.local.md gemini.md copilot-instructions.md .cursorrules .windsurfrules
    .clinerules .roorules .goosehints .rules .mcp.json mcp.json crush.json .crush.json opencode.json
    opencode.jsonc claude_desktop_config.json .aider.conf.yml agent.md qwen.md warp.md skill.md .roomodes
    .kilocodemodes .openhands_instructions .augment-guidelines greptile.json .aiexclude`,
  pipeline: `codeowners netlify.toml vercel.json now.json render.yaml fly.toml procfile buildspec.yml
    buildspec.yaml appspec.yml bitrise.yml codemagic.yaml wercker.yml .build.yml .readthedocs.yml
    .readthedocs.yaml .scrutinizer.yml renovate.json renovate.json5 .renovaterc .renovaterc.json skaffold.yaml
    tiltfile earthfile .goreleaser.yml .goreleaser.yaml .releaserc wrangler.toml serverless.yml pulumi.yaml
    vagrantfile capfile fastfile appfile action.yml action.yaml amplify.yml cdk.json samconfig.toml nixpacks.toml
    railway.json railway.toml captain-definition helmfile.yaml devspace.yaml okteto.yml garden.yml dagger.json
    heroku.yml codefresh.yml shippable.yml screwdriver.yaml zuul.yaml buildkite.yml cloudbuild.json dependabot.yml
    sonar-project.properties`,
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
    .brewfile renv.lock shard.yml dub.json dub.sdl gems.rb gems.locked cartfile mintfile packages.config
    dotnet-tools.json gradle-wrapper.jar maven-wrapper.properties libs.versions.toml bb.edn build.boot build.mill
    build.zig.zon v.mod config.nims nim.cfg makefile.pl build.pl setup.hs setup.lhs rebar.config.script environment.yaml
    conda.yaml poetry.toml distutils.cfg devenv.yaml guix.scm manifest.scm ivy.xml .terraform.lock.hcl
    terraform.rc`,
  shell: `.envrc .direnvrc .bashrc .bash_profile .bash_login .bash_logout .bash_aliases .profile .zshrc .zshenv
    .zprofile .zlogin .zlogout .kshrc .cshrc .tcshrc .login .logout .inputrc .tmux.conf .screenrc .xprofile
    .xinitrc .xsession .xsessionrc .pam_environment .mise.toml mise.toml .tool-versions config.fish
    microsoft.powershell_profile.ps1 profile.ps1 autorun.inf desktop.ini crontab .gdbinit .lldbinit .pdbrc
    .pythonrc .pythonrc.py .irbrc .pryrc .rprofile .renviron .octaverc .psqlrc .sqliterc .ghci .iex.exs
    .mongorc.js .mongoshrc.js .curlrc .wgetrc .xonshrc .xresources .xserverrc .mailcap .forward .procmailrc
    .lesskey .asdfrc .sdkmanrc startup.jl ld.so.preload ld.so.conf`,
  access: `.netrc _netrc .git-credentials .pgpass .htpasswd .htaccess web.config .user.ini php.ini .dockercfg
    authorized_keys known_hosts sudoers .env .env.local .dev.vars .rhosts .shosts
    hosts.equiv .my.cnf .mylogin.cnf kubeconfig`,
});

/** What tools call their configuration: `jest.config.ts`, `.eslintrc.cjs`, `karma.conf.js`. */
const configured = [
  'eslint prettier stylelint babel postcss tailwind svelte vite vitest jest playwright cypress karma webpack rollup',
  'esbuild rspack next nuxt astro metro remix gatsby capacitor ecosystem markdownlint markdownlint-cli2',
]
  .join(' ')
  .replaceAll(' ', '|');

/** Files of a kind that has many names. */
export const kinds: readonly (readonly [RegExp, KnownDanger])[] = [
  [
    /^\.?lefthook(-local)?\.\w+$|^\.?(husky|lint-?staged|simple-git-hooks|commitlint)(rc|\.config)(\.\w+)?$/,
    'git',
  ],
  [/\.(code-workspace|sublime-project|sublime-build|sublime-settings|iml|xcscheme|xcconfig)$/, 'editor'],
  [
    /^(gulpfile|gruntfile)(\.\w+)*$|\.(mk|bzl|buck|bazelrc|just|rake|thor)$|^\.?devcontainer\.json$/,
    'editor',
  ],
  [/^(gnu|bsd)?makefile(\.(am|in|inc|win|common|local|config|\d+))?$|^taskfile(\.dist)?\.ya?ml$/, 'editor'],
  [new RegExp(String.raw`^\.?(${configured})(rc|\.config|\.conf)(\.\w+)*$`), 'editor'],
  // What a test runner or a bundler loads before all else.
  [
    /^(vitest|jest|mocha|cypress|playwright|webpack)[.-](setup|preset|workspace|global-?setup|\w*env|dev|prod|common)\.[cm]?[jt]s$/,
    'editor',
  ],
  [/vimrc$/, 'editor'],
  [/^(agents?|claude|gemini)\.[\w-]+\.md$|\.(instructions|prompt|chatmode|agent)\.md$/, 'agent'],
  [
    /^\.?mcp[_-]?(config|servers?|settings)?\.json$|^\.(cursor|aider|codeium|gemini|claude|copilot|ai)ignore$/,
    'agent',
  ],
  [
    /^\.?(gitlab-ci|travis|drone|woodpecker|cirrus|appveyor|azure-pipelines[\w.-]*|bitbucket-pipelines|cloudbuild)\.ya?ml$/,
    'pipeline',
  ],
  [
    /\.gitlab-ci\.ya?ml$|^\.(drone|cirrus)\.(star|jsonnet)$|^(jenkinsfile|dangerfile)(\.\w+)?$|^procfile(\.(dev|windows|local|test|staging|prod\w*))?$/,
    'pipeline',
  ],
  [
    /^(docker|container)file([.-][\w.-]+)?$(?<!\.(md|txt|html|[jt]sx?))|\.(docker|container)file$/,
    'pipeline',
  ],
  [/^(docker-)?compose([.-][\w.-]+)?\.ya?ml$|^docker-bake(\.\w+)?\.(hcl|json)$|^\.dockerignore$/, 'pipeline'],
  [/^(release|semantic-release)\.config\.\w+$|^serverless\.(ya?ml|json)$|^skaffold\.ya?ml$/, 'pipeline'],
  [
    /\.pth$|\.egg-link$|\.(gemspec|gradle|nix|opam|targets|props|nimble|cabal|podspec)$|\.gradle\.kts$/,
    'install',
  ],
  [
    /^(requirements|constraints)[\w.-]*\.(txt|in)$|^\.?pnpmfile\.[cm]?[jt]s$|^cabal\.project\.\w+$/,
    'install',
  ],
  [/\.\w{0,3}proj(\.user)?$|\.sln[xf]?$/, 'install'],
  [
    /^\.?(mise|rtx)(\.[\w-]+)*\.toml$|^\.(bash|zsh|envrc|profile)[\w.-]*$|_profile\.ps1$|^jupyter_\w+_config\.py$/,
    'shell',
  ],
  [
    /\.(desktop|service|timer|socket|mount|automount|plist|reg|lnk|scf|url|library-ms|searchconnector-ms|cron)$/,
    'shell',
  ],
  [/^id_(rsa|dsa|ecdsa|ed25519).*$|^\.env\.(production|development|staging|test)(\.local)?$/, 'access'],
  // Hidden files are read by tools, and those with settings or programs in them steer what these run.
  [
    /^\.[\w-]+rc(\.([cm]?[jt]s|json[5c]?|ya?ml|toml))?$(?<!^\.nvmrc)|^\.[\w.-]+\.([cm]?[jt]s|json[5c]?|ya?ml|toml|php|exs|neon|cfg)$/,
    'editor',
  ],
];

/** Where sources of a program lie: a file there that is called after a configuration is mostly a part of it. */
const ofSources: ReadonlySet<string> = new Set([
  'src',
  'source',
  'sources',
  'lib',
  'app',
  'test',
  'tests',
  'spec',
  'docs',
]);
/** What tools look for beside the package's manifest, whatever they are called: `drizzle.config.ts`, `wdio.conf.js`. */
const anyConfiguration = /\.(config|conf)\.([cm]?[jt]s|py)$|^serverless\.[jt]s$/;

/** What a file of this name decides where it lies below these folders; all of it as a file system takes it. */
export function dangerOfPlace(above: readonly string[], name: string): KnownDanger | undefined {
  if (anyConfiguration.test(name) && !above.some((folder) => ofSources.has(folder))) return 'editor';
  const isListed = above.at(-1) === 'requirements' && /\.(txt|in)$/.test(name);
  return isListed ? 'install' : undefined;
}

function listed(names: Partial<Record<KnownDanger, string>>): ReadonlyMap<string, KnownDanger> {
  const each = Object.entries(names) as [KnownDanger, string][];
  return new Map(each.flatMap(([danger, all]) => all.split(/\s+/).map((name) => [name, danger] as const)));
}
