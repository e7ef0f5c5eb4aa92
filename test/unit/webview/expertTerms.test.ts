import { describe, expect, it } from 'vitest';
import { readTerms, termTexts } from '../../../src/webview/pool/expertTermsInput';

const price = { promptPerMtok: 0.15, answerPerMtok: 0 };

describe('terms as they are typed', () => {
  it('are read as they were written', () => {
    for (const terms of [
      { contextTokens: 8192, price },
      { contextTokens: null, price: null },
    ]) {
      expect(readTerms(termTexts(terms), true)).toEqual({ terms });
    }
    expect(readTerms(termTexts({ contextTokens: 4096 }), false)).toEqual({ terms: { contextTokens: 4096 } });
  });

  it('take a comma for a point', () => {
    const texts = { contextTokens: ' 4096 ', promptPerMtok: '0,15', answerPerMtok: '0' };
    expect(readTerms(texts, true)).toEqual({ terms: { contextTokens: 4096, price } });
  });

  it('say of each field what is wrong with it', () => {
    const wrong = (contextTokens: string, promptPerMtok: string, answerPerMtok: string) => {
      const read = readTerms({ contextTokens, promptPerMtok, answerPerMtok }, true);
      return 'problems' in read ? Object.keys(read.problems) : [];
    };
    expect(wrong('many', '-1', 'x')).toEqual(['contextTokens', 'promptPerMtok', 'answerPerMtok']);
    expect(wrong('2.5', '', '')).toEqual(['contextTokens']);
    expect(wrong('0', '1', '1')).toEqual(['contextTokens']);
    expect(wrong('', '1', '')).toEqual(['answerPerMtok']);
    expect(wrong('', '', '1')).toEqual(['promptPerMtok']);
    expect(wrong('', 'x', '')).toContain('promptPerMtok');
    expect(wrong('', '', '')).toEqual([]);
  });
});
