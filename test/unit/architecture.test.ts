/** Every arrow of the architecture is held by lint: for each, a file that breaks it is caught, and one that keeps it is not. */
import { cruise, type IConfiguration } from 'dependency-cruiser';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const rules = createRequire(import.meta.url)('../../.dependency-cruiser.cjs') as IConfiguration;

/** Rule, the file that breaks it, and its line. */
const broken: readonly (readonly [rule: string, file: string, line: string])[] = [
  ['no-circle', 'der/core/a.ts', "import { b } from './b'; export const a = b;"],
  ['engine-inward', 'der/core/x.ts', "import '../../providers/p';"],
  ['engine-inward', 'der/core/lazy.ts', "export const later = () => import('../../host/h');"],
  ['engine-inward', 'der/core/typed.ts', "import type { P } from '../../providers/p'; export type Q = P;"],
  ['engine-inward', 'der/core/learns.ts', "import '../../learn/l';"],
  ['engine-pure', 'der/core/net.ts', "import { request } from 'node:http'; export const r = request;"],
  ['engine-pure', 'der/core/child.ts', "export const later = () => import('node:child_process');"],
  ['engine-pure', 'der/core/editor.ts', "import * as vscode from 'vscode'; export const v = vscode;"],
  ['learn-inward', 'learn/x.ts', "import '../lab/b';"],
  ['learn-pure', 'learn/net.ts', "import { connect } from 'node:net'; export const c = connect;"],
  ['learning-apart', 'host/x.ts', "export const later = () => import('../learn/l');"],
  ['learning-apart', 'cli/x.ts', "import '../lab/b';"],
  ['learning-apart', 'webview/x.ts', "import type { L } from '../learn/l'; export type M = L;"],
  ['learning-apart', 'extension.ts', "import './lab/b';"],
  ['lab-inward', 'lab/x.ts', "import '../host/h';"],
  ['lab-inward', 'lab/asks.ts', "import '../cli/command';"],
  ['provider-inward', 'providers/x.ts', "import '../host/h';"],
  ['checks-inward', 'checks/x.ts', "import '../providers/p';"],
  ['measure-inward', 'measure/x.ts', "import '../providers/p';"],
  ['tune-inward', 'tune/x.ts', "import '../providers/p';"],
  ['learning-apart', 'tune/y.ts', "import '../learn/l';"],
  ['terminal-inward', 'cli/y.ts', "import '../host/h';"],
  ['server-inward', 'server/x.ts', "import '../host/h';"],
  ['host-inward', 'host/y.ts', "import '../webview/view';"],
  ['host-inward', 'host/z.ts', "import '../cli/command';"],
  ['panel-inward', 'webview/y.ts', "import '../der/core/c';"],
  ['panel-inward', 'webview/z.ts', "import type { C } from '../der/core/c'; export type D = C;"],
  ['protocol-inward', 'webview/protocol.ts', "import '../providers/p';"],
  ['protocol-inward', 'webview/poolMessages.ts', "import '../providers/p';"],
];

/** What keeps every rule. */
const kept: readonly (readonly [file: string, line: string])[] = [
  ['der/core/b.ts', "import { a } from './a'; export const b = a;"],
  ['der/core/c.ts', 'export type C = number;'],
  ['providers/p.ts', "import type { C } from '../der/core/c'; export type P = C;"],
  ['learn/l.ts', "import type { C } from '../der/core/c'; export type L = C;"],
  ['lab/b.ts', "import type { L } from '../learn/l'; export type B = L;"],
  ['lab/terminal.ts', "import '../cli/terminal/options';"],
  ['cli/terminal/options.ts', 'export const options = 1;'],
  ['cli/command.ts', "import '../providers/p'; import '../der/core/c';"],
  ['host/h.ts', "import '../providers/p'; import '../webview/protocol';"],
  ['webview/view.ts', "import './protocol';"],
];

let root: string;
let found: { readonly rule: string; readonly from: string }[];

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'der-architecture-'));
  for (const [file, line] of [...kept, ...broken.map(([, ...rest]) => rest)]) {
    const path = join(root, 'src', file);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, `${line}\nexport {};\n`);
  }
  const options = { ...rules.options };
  // The files here have no configuration of their own.
  delete options.tsConfig;
  const { output } = await cruise(['src'], {
    ...options,
    baseDir: root,
    validate: true,
    ruleSet: { forbidden: rules.forbidden ?? [] },
  });
  if (typeof output === 'string') throw new Error(output);
  found = output.summary.violations.map(({ rule, from }) => ({ rule: rule.name, from }));
});
afterAll(() => rm(root, { recursive: true }));

describe('the arrows of the architecture', () => {
  it.each(broken)('%s catches src/%s', (rule, file) => {
    expect(found).toContainEqual({ rule, from: `src/${file}` });
  });

  it('let pass what keeps them', () => {
    const innocent = new Set(kept.map(([file]) => `src/${file}`));
    // The other half of a circle is named with it.
    innocent.delete('src/der/core/b.ts');
    expect(found.filter(({ from }) => innocent.has(from))).toEqual([]);
  });

  it('are each tried', () => {
    const names = (rules.forbidden ?? []).map(({ name }) => name);
    expect(new Set(broken.map(([rule]) => rule))).toEqual(new Set(names));
  });
});
