/** The German translation: complete, and with the same places for names and numbers. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import german from '../../../l10n/bundle.l10n.de.json';
import englishManifest from '../../../package.nls.json';
import germanManifest from '../../../package.nls.de.json';

const sources = readdirSync('src/host', { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => readFileSync(join('src/host', file), 'utf8'));

/** The English texts that the editor side shows by `l10n.t`. */
const shown = sources.flatMap((source) =>
  [...source.matchAll(/l10n\.t\(\s*(?:'((?:\\.|[^'\\])*)'|"((?:\\.|[^"\\])*)")/g)].map(([, single, double]) =>
    (single ?? double)!.replace(/\\(['"])/g, '$1'),
  ),
);

const places = (text: string) => (text.match(/\{\d\}/g) ?? []).sort();

describe('the German translation', () => {
  it('has every text that is meant to be translated, and none besides', () => {
    expect(Object.keys(german).sort()).toEqual([...new Set(shown)].sort());
  });

  it('puts names and numbers where the English text does', () => {
    for (const [english, translated] of Object.entries(german)) {
      expect([...new Set(places(translated))], english).toEqual([...new Set(places(english))]);
    }
  });

  it('has every text of the manifest, with the same commands behind its links', () => {
    expect(Object.keys(germanManifest)).toEqual(Object.keys(englishManifest));
    const links = (text: string) => text.match(/\(command:[\w.]+\)/g) ?? [];
    for (const [key, english] of Object.entries(englishManifest)) {
      expect(links(germanManifest[key as keyof typeof germanManifest]), key).toEqual(links(english));
    }
  });

  it('is asked for by the manifest under keys that exist', () => {
    const keys = readFileSync('package.json', 'utf8').matchAll(/"%([\w.]+)%"/g);
    expect([...new Set([...keys].map(([, key]) => key))].sort()).toEqual(Object.keys(englishManifest).sort());
  });
});
