import { describe, expect, it } from 'vitest';
import { transferPrompt } from '../../src/der/prompt/knowledgeTransfer';
import type { ChatMessage, ExpertEvent } from '../../src/der/core/experts';
import { CancelledError } from '../../src/der/core/expertErrors';
import { canonicalAnswer } from '../../src/der/evidence/answerKey';
import { finalAnswer } from '../../src/der/evidence/finalAnswer';
import { answerOf } from '../../src/providers/simulated/answering';
import { pieces } from '../../src/providers/simulated/pieces';
import { simulatedExperts } from '../../src/providers/simulated/provider';
import { domains, findQuestion, simulatedQuestions } from '../../src/providers/simulated/questions';
import { students } from '../../src/providers/simulated/students';

const seeds = [1, 2, 3];

const plain = (content: string): ChatMessage[] => [{ role: 'user', content }];

describe('the practice questions', () => {
  it('are some sixty over several domains, each known once', () => {
    expect(simulatedQuestions.length).toBeGreaterThanOrEqual(60);
    expect(domains.length).toBeGreaterThanOrEqual(8);
    expect(new Set(simulatedQuestions.map(({ id }) => id)).size).toBe(simulatedQuestions.length);
  });

  it('have a reference that differs from every wrong answer', () => {
    for (const { right, wrong } of simulatedQuestions) {
      const keys = [right, ...wrong].map(({ answer }) => canonicalAnswer(answer).key);
      expect(wrong.length).toBeGreaterThanOrEqual(2);
      expect(new Set(keys).size, keys.join(' | ')).toBe(keys.length);
    }
  });

  it('are recognised in other case, with text around and inside the transfer prompt', () => {
    for (const question of simulatedQuestions) {
      const { question: text } = question;
      expect(findQuestion(text)).toBe(question);
      expect(findQuestion(`Please answer briefly.\n\n${text.toUpperCase()}\n\nThank you!`)).toBe(question);
    }
  });

  it('are other questions with other numbers', () => {
    expect(findQuestion('How many squares of any size are there on a 4 by 4 grid?')).toBeUndefined();
    expect(findQuestion('What is the capital of Austria?')).toBeUndefined();
  });
});

describe('simulated experts', () => {
  it('state the answer they drew in a form that the judge reads', () => {
    for (const question of simulatedQuestions) {
      for (const student of students) {
        const { text, solution } = answerOf(student, plain(question.question), 1);
        expect(finalAnswer(text)?.key, text).toBe(canonicalAnswer(solution?.answer ?? '').key);
      }
    }
  });

  it('answer the same when asked the same, and differently with another seed', () => {
    const all = (seed: number): string[] =>
      students.flatMap((student) =>
        simulatedQuestions.map(({ question }) => answerOf(student, plain(question), seed).text),
      );
    expect(all(1)).toEqual(all(1));
    expect(all(1)).not.toEqual(all(2));
  });

  it('are better the larger they are, and in the domains of their strength', () => {
    const rate = (id: string, domain?: string): number => {
      const student = students.find((each) => each.id === id)!;
      const asked = simulatedQuestions.filter((each) => domain === undefined || each.domain === domain);
      const right = asked.flatMap((each) =>
        seeds.map((seed) => answerOf(student, plain(each.question), seed).solution === each.right),
      );
      return right.filter(Boolean).length / right.length;
    };
    expect(rate('simulated/elena-70b')).toBeGreaterThan(rate('simulated/anna-3b'));
    expect(rate('simulated/bruno-8b', 'programming')).toBeGreaterThan(
      rate('simulated/bruno-8b', 'arithmetic'),
    );
    expect(rate('simulated/chiara-14b', 'arithmetic')).toBeGreaterThan(rate('simulated/chiara-14b', 'shell'));
  });

  it('refine an answer more often than they spoil one, and do both', () => {
    const outcome = { adopted: 0, corrected: 0, kept: 0, spoilt: 0 };
    for (const seed of seeds) {
      for (const question of simulatedQuestions) {
        for (const [i, student] of students.entries()) {
          const first = answerOf(students[(i + 1) % students.length]!, plain(question.question), seed);
          const alone = answerOf(student, plain(question.question), seed).solution === question.right;
          const prompt = transferPrompt(question.question, first.text).messages;
          const after = answerOf(student, prompt, seed).solution === question.right;
          const shownRight = first.solution === question.right;
          if (!alone && after) outcome[shownRight ? 'adopted' : 'corrected']++;
          else if (alone && !after) outcome.spoilt++;
          else outcome.kept++;
          if (alone && shownRight) expect(after).toBe(true);
        }
      }
    }
    expect(Math.min(outcome.adopted, outcome.corrected, outcome.kept, outcome.spoilt)).toBeGreaterThan(0);
    expect(outcome.adopted + outcome.corrected).toBeGreaterThan(2 * outcome.spoilt);
  });

  it('say what they are, by name and when they do not know a question', () => {
    for (const expert of simulatedExperts()) {
      expect(expert.id).toMatch(/^simulated\//);
      expect(expert.name).toContain('simulated');
    }
    expect(answerOf(students[0]!, plain('Why is my build slow?'), 1).text).toContain('a simulated expert');
  });
});

describe('the provider of simulated experts', () => {
  const question = simulatedQuestions[0]!.question;
  const request = { question, messages: plain(question) };
  const [anna, , chiara] = simulatedExperts({ tokensPerSecond: Infinity, firstTokenMs: 0 });

  it('streams the answer piece by piece, thinking apart, and ends with its usage', async () => {
    const events: ExpertEvent[] = [];
    for await (const event of chiara!.ask(request, new AbortController().signal)) events.push(event);
    const { text, thinking } = answerOf(students[2]!, request.messages, 1);
    const joined = (type: string): string =>
      events.map((event) => (event.type === type && 'text' in event ? event.text : '')).join('');
    expect(joined('delta')).toBe(text);
    expect(joined('thinking')).toBe(thinking);
    expect(events.at(-1)).toMatchObject({
      type: 'done',
      finish: 'stop',
      usage: { promptTokens: pieces(question).length, answerTokens: events.length - 1, usd: 0 },
    });
  });

  it('stops at once when aborted', async () => {
    const [slow] = simulatedExperts({ tokensPerSecond: 1, firstTokenMs: 0 });
    const abort = new AbortController();
    const seen: ExpertEvent[] = [];
    const run = (async () => {
      for await (const event of slow!.ask(request, abort.signal)) {
        seen.push(event);
        abort.abort();
      }
    })();
    await expect(run).rejects.toBeInstanceOf(CancelledError);
    expect(seen).toHaveLength(1);
    await expect(anna!.ask(request, abort.signal)[Symbol.asyncIterator]().next()).rejects.toBeInstanceOf(
      CancelledError,
    );
  });

  it('cuts an answer off at the token limit', async () => {
    const [short] = simulatedExperts({ tokensPerSecond: Infinity, firstTokenMs: 0, maxAnswerTokens: 5 });
    const events: ExpertEvent[] = [];
    for await (const event of short!.ask(request, new AbortController().signal)) events.push(event);
    expect(events).toHaveLength(6);
    expect(events.at(-1)).toMatchObject({ type: 'done', finish: 'length', usage: { answerTokens: 5 } });
  });
});
