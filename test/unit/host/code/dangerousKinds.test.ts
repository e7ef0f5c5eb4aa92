/** Files that run code by being there are known by their kind, in each of its names; ordinary ones are not called so. */
import { expect, it } from 'vitest';
import { dangerOf, type Danger } from '../../../../src/host/code/dangerousFile';

const dangerous: Partial<Record<Danger, string>> = {
  git: '.husky/pre-commit .husky/_/h lefthook.yml .lefthook-local.toml .lintstagedrc.js .svn/hooks/x .hgsub',
  editor: `Makefile.am src/Makefile.inc BSDmakefile rules.mk user.bazelrc defs.bzl BUILD WORKSPACE tools/bazel foo.rake
    foo.just vite.config.mts tsup.config.ts drizzle.config.ts packages/a/wdio.conf.ts jest.setup.js jest.config.cjs
    vitest.workspace.ts webpack.prod.js .eslintrc.cjs .graphqlrc.ts .nycrc.json .release-it.json .cz-config.js
    .golangci.yml .credo.exs .php-cs-fixer.dist.php .lvimrc .storybook/main.ts nbproject/project.xml App.iml
    angular.json knexfile.js ember-cli-build.js phpunit.xml.dist docs/conf.py gunicorn.conf.py foo.code-workspace
    .cursor/rules/a.mdc .vscode/mcp.json .pre-commit-hooks.yaml .idx/dev.nix`,
  agent: `AGENTS.md AGENTS.override.md AGENT.md CLAUDE.local.md SKILL.md QWEN.md docs/api.instructions.md x.prompt.md
    x.chatmode.md .clinerules/a.md .qwen/settings.json .roomodes mcp_config.json mcp-servers.json
    .aiexclude .cursorignore .openhands/microagents/a.md`,
  pipeline: `Dockerfile.prod Dockerfile-dev web.dockerfile Containerfile.dev docker-compose.override.yml
    compose.prod.yaml docker-bake.hcl .dockerignore action.yml .github/actions/a/action.yml ci/test.gitlab-ci.yml
    Jenkinsfile.prod .drone.star Procfile.dev serverless.yaml cdk.json railway.toml .zuul.d/a.yaml azure-pipelines.yml`,
  install: `pnpmfile.cjs .pnpmfile.mjs .yarnrc.yml .npmrc app.gradle libs.gradle.kts buildSrc/src/A.kt
    gradle/wrapper/gradle-wrapper.jar gradle/libs.versions.toml App.sqlproj App.sln App.slnx Directory.Build.props
    packages.config conftest.py sitecustomize.py sitecustomize/__init__.py a.pth a.egg-link setup.py build.rs
    .cargo/config.toml requirements/dev.txt shell.nix modules/a.nix build.mill gems.rb Setup.hs cabal.project.local
    environment.yaml devenv.yaml`,
  shell: `.envrc .envrc.local .mise.toml mise.local.toml .mise/tasks/a .zshrc.local .bashrc_local backup.timer
    Microsoft.VSCode_profile.ps1 jupyter_server_config.py .ipython/profile_default/startup/a.py etc/cron.d/a`,
  access: 'kubeconfig .my.cnf .aws/credentials id_ed25519.pub .env.production',
};

it.each(
  Object.entries(dangerous).flatMap(([danger, names]) => names.split(/\s+/).map((name) => [name, danger])),
)('%s is dangerous: %s', (name, danger) => expect(dangerOf(name)).toBe(danger));

const ordinary = `src/app/app.config.ts lib/database.config.js src/serverless.ts src/husky.ts src/webpack/loader.ts
  docs/dockerfile.md src/dockerfile.ts lexers/procfile.py docs/makefile.md src/makefile.ts src/compose.ts composer.ts
  compose/mod.rs .gitignore .gitkeep .editorconfig .nvmrc .env.example src/agents.ts docs/agents.html prompts/a.md skills.md
  src/agent.service.ts user.service.ts src/x.mount.ts x.path.ts unix.ts phoenix.md main.tf k8s/service.yaml
  application.properties config/database.yml tsconfig.json schema.prisma src/jest.ts setup.md src/setup.ts
  requirements.md src/requirements/list.ts openapi.yaml manage.py scripts/deploy.sh build.sh firestore.rules x.csv
  src/profile.ts login.tsx src/config/index.js vite-env.d.ts release-notes.md src/release.ts constraints.md
  projects/a.ts src/workspace.ts build/index.html configure.md`;

it.each(ordinary.split(/\s+/))('%s is ordinary', (name) => expect(dangerOf(name)).toBeUndefined());
