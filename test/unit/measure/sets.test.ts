/** The questions that are shipped: whole, of the kind they say, and graded as they should be. */
import { describe, expect, it } from 'vitest';
import { skillKinds } from '../../../src/der/core/modelFacts';
import { kindsAsked } from '../../../src/der/evidence/kindsAsked';
import { gradeAnswer } from '../../../src/measure/grade';
import { shippedQuestions } from '../../../src/measure/sets';
import open from '../../../src/measure/sets/open.json';
import explanations from '../../support/measure/explanations.json';

const { signal } = new AbortController();
/** Parsing has tests of its own. */
const tools = {
  sandbox: undefined,
  syntax: (language: string) => Promise.resolve({ type: 'syntax', language, ok: true } as const),
};
const good: Record<string, string> = explanations;

describe('the questions that are shipped', () => {
  it('are enough of each kind, each once, and read as what they are', () => {
    const counts = skillKinds.map((kind) => shippedQuestions([kind]).length);
    expect(counts).toEqual([65, 44, 34]);
    const all = shippedQuestions();
    expect(new Set(all.map(({ question }) => question)).size).toBe(all.length);
    const mistaken = all.filter(
      ({ kind, question }) => kind !== 'short' && !kindsAsked(question).includes(kind),
    );
    expect(mistaken).toEqual([]);
  });

  it('begin with many subjects', () => {
    const first = shippedQuestions(['program']).slice(0, 9);
    const languages = first.map((question) => 'language' in question && question.language);
    expect(new Set(languages)).toEqual(new Set(['typescript', 'javascript', 'python']));
  });

  it('tell a good explanation from a good one of something else, and from phrases', async () => {
    const questions = shippedQuestions(['open']);
    const qualityOf = async (at: number, answer: string) => {
      const grade = await gradeAnswer(questions[at]!, answer, tools, signal);
      return 'quality' in grade ? grade.quality : NaN;
    };
    const phrases =
      'This is a very important topic in modern software. There are many aspects to it, and which is best depends on your needs.';
    let others = 0;
    for (const [at, { id }] of open.entries()) {
      expect(await qualityOf(at, good[id]!), id).toBeGreaterThanOrEqual(0.8);
      expect(await qualityOf(at, phrases), id).toBeLessThanOrEqual(0.2);
      others += await qualityOf(at, good[open[(at + 11) % open.length]!.id]!);
    }
    expect(others / open.length).toBeLessThan(0.3);
  });

  it('count code that was asked for and is not there', async () => {
    const at = open.findIndex(({ code }) => code !== undefined);
    const question = shippedQuestions(['open'])[at]!;
    const whole = good[open[at]!.id]!;
    const withoutCode = whole.replace(/```[^]*?```/g, '');
    const quality = async (answer: string) => gradeAnswer(question, answer, tools, signal);
    expect(await quality(whole)).toEqual({ quality: 1 });
    const { quality: less } = (await quality(withoutCode)) as { quality: number };
    expect(less).toBeLessThan(1);
    expect(less).toBeGreaterThan(0.5);
  });
});
