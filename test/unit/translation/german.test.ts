/** The German translation: complete, and with the same places for names and numbers. */
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import german from '../../../l10n/bundle.l10n.de.json';
import englishManifest from '../../../package.nls.json';
import germanManifest from '../../../package.nls.de.json';
import { Sources, type Translated } from './texts';

const places = (text: string) => [...new Set(text.match(/\{\w+\}/g))].sort();

describe('the texts of the sources', () => {
  let sources: Sources;
  let translated: readonly Translated[];
  beforeAll(() => {
    sources = new Sources();
    translated = sources.translated();
  });

  it('are known before the program runs wherever they are translated', () => {
    expect(translated.filter(({ texts }) => texts.length === 0).map(({ place }) => place)).toEqual([]);
  });

  it('have each a German text, and there is none besides', () => {
    const shown = new Set(translated.flatMap(({ texts }) => texts));
    expect(Object.keys(german).sort()).toEqual([...shown].sort());
  });

  it('are translated when they are shown, as files of the editor side load before the language is known', () => {
    const early = translated.filter(({ place, atLoad }) => atLoad && !place.startsWith('src/webview/'));
    expect(early.map(({ place }) => place)).toEqual([]);
  });

  it('never stand untranslated in a template of the panel', () => {
    expect(sources.forgotten()).toEqual([expect.stringMatching(/panel\.ts:\d+ DER$/)]);
  });
});

describe('the German translation', () => {
  it('puts names and numbers where the English text does', () => {
    for (const [english, translation] of Object.entries(german))
      expect(places(translation), english).toEqual(places(english));
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
