/** Looks at the machine, the networks and the settings, for the report. */
import { cpus, totalmem } from 'node:os';
import * as vscode from 'vscode';
import { loadModels } from '../../der/networks/models';
import { loadBest } from '../../der/runtime';
import { kinds } from '../../providers/kinds';
import { keyedServices } from '../../providers/knownKinds';
import type { HostContext } from '../context';
import { remoteName } from '../window/remote';
import type { Findings } from './report';

type Facts = Findings['machine'];

export function machine({ extension }: HostContext): Facts {
  const { version } = extension.extension.packageJSON as { version: string };
  const remote = remoteName();
  const folders = vscode.workspace.workspaceFolders ?? [];
  const virtual = folders.filter(({ uri }) => uri.scheme !== 'file').length;
  return [
    ['DER', version],
    ['editor', `${vscode.env.appName} ${vscode.version}`],
    ['platform', `${process.platform}-${process.arch}, Node ${process.versions.node}`],
    ['processors, memory', `${cpus().length}, ${(totalmem() / 2 ** 30).toFixed(1)} GiB`],
    [
      'runs on',
      remote === undefined
        ? 'the machine of the window'
        : `the remote "${remote}": 127.0.0.1, Ollama and "this machine" mean that machine`,
    ],
    [
      'workspace',
      `${folders.length} folders${virtual > 0 ? `, ${virtual} of them virtual (not searched)` : ''}`,
    ],
    [
      'trusted',
      vscode.workspace.isTrusted ? 'yes' : 'no: settings of the workspace for experts and limits are ignored',
    ],
  ];
}

const buildWords = {
  native: 'the native build',
  WebAssembly: 'the WebAssembly build: same numbers, some milliseconds slower',
} as const;

/** Reads the networks anew, hashes included, and starts the runtime on them. */
export async function networks({ networks: used, settings }: HostContext): Promise<Facts> {
  const where =
    settings.current.modelsFolder === undefined ? 'the ones that came with DER' : 'der.modelsFolder';
  try {
    const started = performance.now();
    const models = await loadModels(used.folder);
    const ms = performance.now() - started;
    await models.release();
    const { build } = await loadBest();
    const { version, trained, sha256 } = models.info;
    return [
      ['folder', where],
      ['version', `${version}, ${trained ? 'trained' : 'untrained: seeded weights decide'}`],
      [
        'files',
        `as their manifest names them: ${Object.entries(sha256)
          .map(([file, hash]) => `${file} ${hash.slice(0, 12)}`)
          .join(', ')}`,
      ],
      ['runtime', `onnxruntime, ${buildWords[build]}; all loaded in ${Math.round(ms)} ms`],
    ];
  } catch (error) {
    return [
      ['folder', where],
      ['problem', (error as Error).message],
    ];
  }
}

export function settings(context: HostContext): Facts {
  const { knobs, limits, timeouts, experts, problems } = context.settings.current;
  const { env } = context.services();
  const known = keyedServices().map(({ apiKeyName }) => apiKeyName);
  const inEnvironment = known.filter((name) => env[name]?.trim());
  const variables = kinds.flatMap(({ environment = [] }) => environment);
  return [
    [
      'knobs',
      `α ${knobs.alpha}, β ${knobs.beta}, p₀ ${knobs.p0}, at most ${knobs.maxSteps} answers, transfer ${knobs.transfer}`,
    ],
    ['limits', limitWords(limits)],
    ['timeouts', `first token ${timeouts.firstTokenSeconds} s, silence ${timeouts.silenceSeconds} s`],
    [
      'pool',
      experts === undefined ? 'none configured: built-in tools and the models of Ollama' : 'der.experts',
    ],
    ...variables.map((name) => [name, env[name] ? 'set' : 'not set'] as const),
    [
      'keys by name',
      [...context.keys.names, ...inEnvironment.map((name) => `${name} (environment)`)].join(', ') || 'none',
    ],
    ['wrong values', problems.join(' ') || 'none'],
  ];
}

function limitWords({
  localOnly,
  allowWorkspaceText,
  spendCapUsd,
  allowUnknownPrice,
}: HostContext['settings']['current']['limits']): string {
  return [
    localOnly ? 'only experts on this machine' : 'experts may leave this machine',
    `text of the workspace ${allowWorkspaceText ? 'may' : 'may not'} leave`,
    spendCapUsd === undefined
      ? 'no spending cap'
      : `cap $${spendCapUsd}, unknown prices ${allowUnknownPrice ? 'allowed' : 'not allowed'}`,
  ].join(', ');
}
