/** The editor side in German: its own words and numbers, and what it hands to the panel. */
import { beforeAll, describe, expect, it } from 'vitest';
import german from '../../../l10n/bundle.l10n.de.json';
import { parseMessage } from '../../../src/host/panel/messages';
import { panelHtml } from '../../../src/host/panel/panelHtml';
import { describe as describeSelection } from '../../../src/host/attachments/editorSelection';
import { readSettings } from '../../../src/host/settings/settings';
import { Spending } from '../../../src/host/asking/spending';
import { useLanguage } from '../../../src/language';

const page = { source: 'self', script: 'panel.js', style: 'panel.css' };

describe('the editor side in German', () => {
  beforeAll(() => useLanguage('de', german));

  it('says what is selected, and what is wrong with a setting', () => {
    const selection = { path: 'src/app.ts', lines: [3, 9], language: 'typescript', text: '' } as const;
    expect(describeSelection(selection)).toBe('Zeilen 3–9 von src/app.ts');
    const { problems } = readSettings({
      get: (name) => (name === 'p0' ? 7 : undefined),
      inspect: () => ({ user: undefined, workspace: undefined }),
    });
    expect(problems).toEqual([
      'Die Einstellung der.p0 muss eine Zahl von 0 bis 1 sein, nicht 7. Stattdessen gilt 0.75.',
    ]);
  });

  it('says what to do where the panel asks for what nobody knows', () => {
    const malformed = () => parseMessage({ type: 'ask', question: 7 });
    expect(malformed).toThrow(/Fenster neu laden.*question/s);
  });

  it('writes money as German does', () => {
    const spending = new Spending();
    spending.hear({
      type: 'failed',
      step: 0,
      attempt: 0,
      expert: 'a',
      error: { kind: 'unknown', message: '' },
      partial: '',
      usage: { costB: 1, usd: 0.0012 },
      totalMs: 1,
    });
    expect(spending.words).toBe('0,0012\u00a0$');
  });

  it('puts language and texts into the page, where no text can end its element', () => {
    const html = panelHtml({ ...page, language: 'de', texts: { '</script>': '<b>' } });
    expect(html).toContain('<html lang="de">');
    const [, texts = ''] = /<script type="application\/json" id="texts">(.*?)<\/script>/.exec(html) ?? [];
    expect(JSON.parse(texts)).toEqual({ '</script>': '<b>' });
  });

  it('puts no texts into an English page', () => {
    const html = panelHtml({ ...page, language: 'en', texts: undefined });
    expect(html).toContain('<html lang="en">');
    expect(html).not.toContain('id="texts"');
  });
});
