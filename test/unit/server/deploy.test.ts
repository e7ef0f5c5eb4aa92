/** What deploy/ says, held against what the server takes: paths of probes, options, ports, metrics, pools. */
import { readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseAllDocuments, parse } from 'yaml';
import { describe, expect, it } from 'vitest';
import { parsePoolFile } from '../../../src/providers/poolFile';
import { Metrics } from '../../../src/server/metrics';

const folder = resolve(import.meta.dirname, '../../../deploy');
const textOf = (name: string): Promise<string> => readFile(join(folder, name), 'utf8');
const documents = async (name: string): Promise<Record<string, unknown>[]> =>
  parseAllDocuments(await textOf(name)).map((document) => document.toJSON() as Record<string, unknown>);

interface Container {
  readonly args: readonly string[];
  readonly ports: readonly { readonly containerPort: number }[];
}
type Probes = Record<'startupProbe' | 'livenessProbe' | 'readinessProbe', { httpGet: { path: string } }>;

async function containerOf(): Promise<Container & Probes> {
  const [deployment] = await documents('kubernetes/der.yaml');
  const { template } = deployment!['spec'] as { template: { spec: { containers: [Container & Probes] } } };
  return template.spec.containers[0];
}

describe('deploy', () => {
  it('asks for health where the server tells it, on its port', async () => {
    const { startupProbe, livenessProbe, readinessProbe, ports } = await containerOf();
    const app = await readFile(resolve(folder, '../src/server/app.ts'), 'utf8');
    for (const { httpGet } of [startupProbe, livenessProbe, readinessProbe])
      expect(app).toContain(`app.get('${httpGet.path}'`);
    expect(ports[0]!.containerPort).toBe(11_535);
    expect(await textOf('Dockerfile')).toContain('EXPOSE 11535');
    expect(await textOf('nginx.conf')).toContain('server der-1:11535');
  });

  it('starts the server with options that it has', async () => {
    const files = ['serve.ts', 'terminal/ensemble.ts', 'terminal/options.ts'];
    const sources = files.map((file) => readFile(resolve(folder, '../src/cli', file), 'utf8'));
    const declared = (await Promise.all(sources)).join('\n');
    const compose = parse(await textOf('compose.yaml'), { merge: true }) as {
      services: Record<string, { command?: string[] }>;
    };
    const given = [...(await containerOf()).args, ...compose.services['der-1']!.command!];
    for (const flag of given.filter((arg) => arg.startsWith('--')))
      expect(declared).toMatch(new RegExp(`'${flag}[ ']`));
    expect(Object.keys(compose.services)).toEqual(['der-1', 'der-2', 'nginx', 'postgres']);
  });

  it('scales by metrics that there are', async () => {
    const text = new Metrics().text({ running: 0, waiting: 0, lines: new Map(), isStoreUp: true });
    const names = (await textOf('kubernetes/prometheus-adapter.yaml')).match(/\bder_\w+(?=\{)/g)!;
    expect(names.length).toBeGreaterThan(1);
    for (const name of names) expect(text).toContain(`# TYPE ${name} gauge`);
  });

  it('has pools that are read without a word, with prices that budgets need', async () => {
    for (const name of await readdir(join(folder, 'pools'))) {
      const { entries, problems } = parsePoolFile(await readFile(join(folder, 'pools', name)));
      expect(problems).toEqual([]);
      for (const entry of entries) expect(entry).toHaveProperty('price');
      for (const entry of entries) expect(entry).toHaveProperty('maxAnswerTokens');
    }
  });
});
