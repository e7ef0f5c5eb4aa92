/** Where a proposed change may go: no further than its folder, and not unnamed to what runs by itself. */
import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { dangerOf } from '../../../../src/host/code/dangerousFile';
import { segmentsOf } from '../../../../src/host/code/pathSegments';
import { realPlace } from '../../../../src/host/code/realPlace';

describe('a path of an answer', () => {
  it.each([
    'src/a.ts',
    './src/a.ts',
    'src\\a.ts',
    'a',
    '.env.example',
    'pages/[id].tsx',
    'a b/c d.md',
    '…/ä.ts',
  ])('that stays in its folder is taken apart: %s', (path) =>
    expect(segmentsOf(path)?.join('/')).toBe(path.replace(/^\.\//, '').replaceAll('\\', '/')),
  );

  it.each([
    '../a.ts',
    'src/../../a.ts',
    'src\\..\\..\\a.ts',
    '/etc/passwd',
    '\\\\server\\share\\a.ts',
    '//server/share/a.ts',
    '\\\\?\\C:\\a.ts',
    'C:/a.ts',
    'c:a.ts',
    '~/.bashrc',
    'file:///etc/passwd',
    'src/a.ts:stream',
    'src/.git::$INDEX_ALLOCATION/config',
    '.. /a.ts',
    '.../a.ts',
    'src/...',
    'src/a.ts.',
    'src/a.ts ',
    'con',
    'src/NUL.txt',
    'lpt1.ts',
    'src/a\n.ts',
    'src/a\u202e.ts',
    'src/a\u200b.ts',
    'src/a\0.ts',
    'src/a\u3164.ts',
    'src/a\ufe00.ts',
    'src/a\u{e0101}.ts',
    'src/\u2800',
    'src/\ud800.ts',
    '',
    '.',
    'a/'.repeat(3000),
  ])('that leads elsewhere, or not where it seems to, is refused: %j', (path) => {
    expect(segmentsOf(path)).toBeUndefined();
  });
});

describe('a dangerous file', () => {
  it.each([
    ['.git/config', 'git'],
    ['.GIT/hooks/pre-commit', 'git'],
    ['sub/.git/config', 'git'],
    ['.git./config', 'git'],
    ['.git /config', 'git'],
    ['GIT~1/config', 'git'],
    ['.git::$INDEX_ALLOCATION/config', 'git'],
    ['.g\u200cit/config', 'git'],
    ['.ｇit/config', 'git'],
    ['.gitmodules', 'git'],
    ['.husky/pre-commit', 'git'],
    ['.pre-commit-config.yaml', 'git'],
    ['.vscode/tasks.json', 'editor'],
    ['.VSCode/Settings.json', 'editor'],
    ['.vscode/launch.json', 'editor'],
    ['VSCODE~1/tasks.json', 'editor'],
    ['app.code-workspace', 'editor'],
    ['.devcontainer/devcontainer.json', 'editor'],
    ['.github/workflows/ci.yml', 'pipeline'],
    ['.gitlab-ci.yml', 'pipeline'],
    ['Jenkinsfile', 'pipeline'],
    ['package.json', 'install'],
    ['packages/a/package.json', 'install'],
    ['.npmrc', 'install'],
    ['setup.py', 'install'],
    ['node_modules/a/index.js', 'install'],
    ['.envrc', 'shell'],
    ['.bashrc', 'shell'],
    ['.zshenv', 'shell'],
    ['home/.profile', 'shell'],
    ['.ssh/authorized_keys', 'access'],
    ['.netrc', 'access'],
    ['.hg/hgrc', 'git'],
    ['lint-staged.config.js', 'git'],
    ['.huskyrc', 'git'],
    ['.claude/settings.json', 'agent'],
    ['.mcp.json', 'agent'],
    ['.vs/tasks.vs.json', 'editor'],
    ['.gitpod.yml', 'editor'],
    ['eslint.config.mjs', 'editor'],
    ['.eslintrc', 'editor'],
    ['packages/a/.prettierrc.cjs', 'editor'],
    ['CMakeLists.txt', 'editor'],
    ['Makefile', 'editor'],
    ['.appveyor.yml', 'pipeline'],
    ['netlify.toml', 'pipeline'],
    ['renovate.json', 'pipeline'],
    ['pyproject.toml', 'install'],
    ['requirements-dev.txt', 'install'],
    ['Cargo.toml', 'install'],
    ['yarn.lock', 'install'],
    ['app/build.gradle.kts', 'install'],
    ['gradle/wrapper/gradle-wrapper.properties', 'install'],
    ['Directory.Build.targets', 'install'],
    ['src/App.csproj', 'install'],
    ['flake.nix', 'install'],
    ['.gdbinit', 'shell'],
    ['.Rprofile', 'shell'],
    ['.env', 'access'],
    ['.env.production.local', 'access'],
    ['PACKAG~1.JSO', 'alias'],
    ['ENVRC~1', 'alias'],
    ['GI7EBA~1/config', 'alias'],
    ['src/a~12.ts', 'alias'],
    ['.git\u3164/config', 'git'],
    ['AGENTS.md', 'agent'],
    ['sub/CLAUDE.md', 'agent'],
    ['.cursorrules', 'agent'],
    ['opencode.json', 'agent'],
    ['justfile', 'editor'],
    ['Taskfile.yml', 'editor'],
    ['Rakefile', 'editor'],
    ['gulpfile.babel.js', 'editor'],
    ['webpack.config.js', 'editor'],
    ['karma.conf.js', 'editor'],
    ['build/rules.mk', 'editor'],
    ['.emacs.d/init.el', 'editor'],
    ['Dockerfile', 'pipeline'],
    ['compose.yaml', 'pipeline'],
    ['msbuild/a.targets', 'install'],
    ['go.work', 'install'],
    ['.terraform/modules.json', 'install'],
    ['.rhosts', 'access'],
    ['.forward', 'shell'],
    ['Library/LaunchAgents/a.txt', 'shell'],
    ['.g\u0456t/config', 'lookalike'],
    ['.g\u0131t/config', 'lookalike'],
    ['src/\u0430pp.ts', 'lookalike'],
    ['src\u2215app.ts', 'lookalike'],
    ['\uff0e\uff0e/app.ts', 'lookalike'],
    ['%2e%2e/app.ts', 'lookalike'],
    ['..%252fapp.ts', 'lookalike'],
    ['src/%C0%AFapp.ts', 'lookalike'],
  ])('is named, however it is written: %s', (path, danger) => expect(dangerOf(path)).toBe(danger));

  it.each([
    'src/a.ts',
    'git/config.ts',
    'src/vscode/tasks.json',
    'README.md',
    'docs/package.md',
    'gitignore.md',
    '.env.example',
    'src/jest.ts',
    'src/vite/config.ts',
    'requirements.md',
    'a~.ts',
    'отчёт-v2.md',
    'src/日本語/a.ts',
    'docs/agents.html',
    'src/rake.ts',
    'constructor',
    '__proto__/toString',
  ])('is no other one: %s', (path) => expect(dangerOf(path)).toBeUndefined());

  it('is told in time that grows with the path', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 3 }), (part) => {
        const started = process.cpuUsage();
        dangerOf(part.repeat(100_000));
        const { user, system } = process.cpuUsage(started);
        expect(user + system).toBeLessThan(2e6);
      }),
      { numRuns: 20 },
    );
  });
});

describe.skipIf(process.platform === 'win32')('a path with links', () => {
  let root: string;
  let outside: string;
  beforeEach(async () => {
    const base = await realpath(await mkdtemp(join(tmpdir(), 'der-links-')));
    root = join(base, 'root');
    outside = join(base, 'outside');
    await mkdir(join(root, 'src'), { recursive: true });
    await mkdir(join(root, '.git', 'hooks'), { recursive: true });
    await mkdir(outside);
    await writeFile(join(outside, 'file'), '');
    await writeFile(join(root, 'src', 'a.ts'), '');
    await symlink(join(outside, 'file'), join(root, 'link'));
    await symlink(outside, join(root, 'folder'));
    await symlink(join(outside, 'new'), join(root, 'nowhere'));
    await symlink('folder', join(root, 'twice'));
    await symlink('src', join(root, 'inner'));
    await symlink(join('.git', 'hooks'), join(root, 'tools'));
    await symlink('loop', join(root, 'loop'));
  });
  afterEach(() => rm(join(root, '..'), { recursive: true }));

  it.each([
    'link',
    'folder/new.ts',
    'folder/deep/er/new.ts',
    'nowhere',
    'nowhere/a',
    'twice/file',
    'loop/a',
    '.',
  ])('that leaves its folder lies outside: %s', async (path) =>
    expect(await realPlace(root, join(root, path))).toBeUndefined(),
  );

  it.each([
    ['src/a.ts', 'src/a.ts'],
    ['src/new.ts', 'src/new.ts'],
    ['new/deep/a.ts', 'new/deep/a.ts'],
    ['inner/a.ts', 'src/a.ts'],
    ['tools/pre-commit', '.git/hooks/pre-commit'],
  ])('that stays inside is where it leads: %s', async (path, real) => {
    expect(await realPlace(root, join(root, path))).toBe(real);
  });

  it('below a folder that is itself reached by a link stays inside', async () => {
    await symlink(root, join(outside, 'project'));
    expect(await realPlace(join(outside, 'project'), join(outside, 'project', 'src', 'a.ts'))).toBe(
      'src/a.ts',
    );
    expect(dangerOf((await realPlace(root, join(root, 'tools', 'pre-commit')))!)).toBe('git');
  });
});
