/** The experts of a question: those of a pool file, or the built-in ones and the models of an Ollama found. */
import { readFile, stat } from 'node:fs/promises';
import { usualSeconds } from '../../der/estimate/answerTimes';
import { inUnit } from '../../der/core/costUnit';
import type { CostUnit, Expert } from '../../der/core/experts';
import { defaultPool } from '../../providers/defaultPool';
import type { PoolEntry } from '../../providers/poolConfig';
import { parsePoolFile } from '../../providers/poolFile';
import { patientFetch } from '../../providers/patientFetch';
import { buildPool } from '../../providers/registry';
import { defaultTimeouts, type ProviderServices } from '../../providers/services';
import { fromWhereCalled } from '../places';
import { UsageError } from './options';
import { proxyFetch } from './proxyFetch';

export interface PoolRequest {
  /** File that names the experts; undefined for the default pool. */
  readonly pool: string | undefined;
  /** Folder that the workspace expert reads; undefined for the folder the command was called in. */
  readonly workspace: string | undefined;
  /** What α counts. */
  readonly costUnit: CostUnit;
}

/**
 * Makes the experts. `warn` gets a line on whatever was left out and why.
 * @throws UsageError when the file cannot be read or nobody is left.
 */
export async function askablePool(request: PoolRequest, warn: (line: string) => void): Promise<Expert[]> {
  const services = servicesOf(await workspaceOf(request.workspace));
  const entries = request.pool === undefined ? await found(services, warn) : await read(request.pool, warn);
  const { experts, problems } = await buildPool(entries, services);
  problems.forEach(warn);
  if (experts.length === 0)
    throw new UsageError('The pool is empty: there is nobody to ask. Add at least one expert.');
  const seconds = request.costUnit === 'time' ? await usualSeconds(process.env) : undefined;
  return experts.map((expert) => inUnit(expert, request.costUnit, seconds?.get(expert.id)));
}

/** What the terminal lends to the providers; keys come from the environment. */
function servicesOf(workspaceRoot: string): ProviderServices {
  return {
    fetch: patientFetch(proxyFetch(process.env)),
    secret: () => Promise.resolve(undefined),
    workspaceRoot,
    secretFiles: process.env['DER_SECRET_FILES']?.split(','),
    localModels: { ahead: process.env['DER_LOAD_AHEAD'] !== 'off' },
    timeouts: defaultTimeouts,
    env: process.env,
  };
}

async function workspaceOf(folder: string | undefined): Promise<string> {
  const path = fromWhereCalled(folder ?? '.');
  const isFolder = await stat(path).then(
    (entry) => entry.isDirectory(),
    () => false,
  );
  if (!isFolder) throw new UsageError(`--workspace: ${path} is not a folder. Name one that exists.`);
  return path;
}

async function found(services: ProviderServices, warn: (line: string) => void): Promise<PoolEntry[]> {
  const { entries, problem } = await defaultPool(services);
  if (problem) warn(`${problem} Only the built-in experts are asked; --pool FILE names others.`);
  return entries;
}

async function read(file: string, warn: (line: string) => void): Promise<PoolEntry[]> {
  const path = fromWhereCalled(file);
  const bytes = await readFile(path).catch((error: Error) => {
    throw new UsageError(
      `--pool: ${path} cannot be read (${error.message}). Name a JSON file with a list of experts.`,
    );
  });
  const { entries, problems } = parsePoolFile(bytes);
  if (entries.length === 0) {
    const what = problems.length > 0 ? problems.join('\n') : 'It names no expert that is enabled; add one.';
    throw new UsageError(`--pool: ${path}: ${what}`);
  }
  for (const problem of problems) warn(`${path}: ${problem}`);
  return entries;
}
