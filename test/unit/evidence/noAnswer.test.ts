/** Texts that answer nothing are told from their words, and what answers is never taken for one of them. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { answerSignals } from '../../../src/der/evidence/answerSignals';
import { readQuestion } from '../../../src/der/evidence/questionSignals';

const fence = '```';
const questions = {
  explanation: 'Explain how indexes speed up queries in PostgreSQL, and when they slow writes down.',
  comparison: 'When would you use optimistic rather than pessimistic locking in an order service?',
  fact: 'What is the default port of PostgreSQL?',
  program: 'Write a TypeScript function `chunk<T>(items: T[], size: number): T[][]` that splits an array.',
};

const nothing = (question: string, text: string) => answerSignals(text, readQuestion(question)).nothing;

describe('an answer that says nothing', () => {
  it.each(Object.entries(questions))('to "%s" is known', (_, question) => {
    const texts = {
      echo: question,
      'echo in other marks': `> ${question.toUpperCase()}\n\n**?**`,
      'echo with a remark': `You asked: ${question}\n\nThat is an interesting question.`,
      'empty words':
        'Great question! There are many ways to look at this. It depends on your needs, and you should consider all factors carefully before you decide. I hope this helps!',
      'another language':
        'Das ist eine gute Frage. Man muss hier auf mehrere Dinge achten, und am Ende kommt es immer darauf an, was man mit dem Ergebnis machen will und wie viel Zeit man hat.',
      'one phrase over and over': 'The point is that the point is clear. '.repeat(30),
    };
    for (const [name, text] of Object.entries(texts)) expect(nothing(question, text), name).toBe(true);
  });

  it('speaks of something else', () => {
    const pasta =
      'Bring a large pot of salted water to a boil, stir in the pasta and cook it until al dente. Drain it, keep a cup of the water, and toss it with tomatoes, basil, garlic and grated cheese at the table.';
    for (const question of [questions.explanation, questions.comparison, questions.fact]) {
      expect(nothing(question, pasta)).toBe(true);
    }
  });

  it('speaks of what earlier turns or files are about, where the question goes with such', () => {
    const asked = questions.comparison;
    const said =
      'In the function of yesterday the total was summed twice, once in the loop and once afterwards. Remove the second addition, run the suite again, and commit both files together so that nobody reverts half.';
    const french =
      "Oui, c'est une bonne idée pour les petits projets, mais il faut aussi penser à ce que les autres vont faire avec le code dans quelques mois, quand personne ne sait plus pourquoi.";
    for (const text of [said, french]) {
      expect(nothing(asked, text)).toBe(true);
      expect(answerSignals(text, readQuestion(asked, true)).nothing).toBe(false);
    }
    expect(answerSignals(asked, readQuestion(asked, true)).nothing).toBe(true);
  });

  it('is no code where a function with a header was asked for, or code without a statement', () => {
    expect(nothing(questions.program, 'Split the array in a loop, taking as many as fit each time.')).toBe(
      true,
    );
    expect(nothing(questions.program, `${fence}ts\n// TODO: implement\n${fence}`)).toBe(true);
    expect(nothing(questions.program, `${fence}python\n# your code here\npass\n${fence}`)).toBe(true);
  });
});

describe('a program', () => {
  const inPython = `${fence}python\ndef chunk(items, size):\n    return [items[i:i + size] for i in range(0, len(items), size)]\n${fence}`;
  const inJavaScript = `${fence}js\nexport const chunk = (items, size) => [items.slice(0, size)];\n${fence}`;

  it('in another language than the one that was asked for answers nothing', () => {
    expect(nothing(questions.program, inPython)).toBe(true);
    expect(nothing(questions.program, inJavaScript)).toBe(false);
    expect(nothing('Implement `chunk(items, size)` in Rust.', inPython)).toBe(true);
  });

  it('may be in any, where the question names none or more than one', () => {
    expect(nothing('Write a function `chunk(items, size)` that splits a list.', inPython)).toBe(false);
    expect(nothing('Write a Node script `run(file)` that starts a Python program.', inJavaScript)).toBe(
      false,
    );
    expect(nothing('Write a React component that shows Python code.', inJavaScript)).toBe(false);
    expect(nothing('Convert this TypeScript function `chunk(items, size)` to Python.', inPython)).toBe(false);
  });
});

describe('an answer that says something', () => {
  it.each([
    [
      questions.explanation,
      'An index is a B-tree beside the table: lookups read a few pages instead of all of them, and every insert has one more tree to keep in order.',
    ],
    [questions.fact, '5432'],
    [questions.fact, 'It listens on 5432 unless postgresql.conf says otherwise.'],
    [
      questions.comparison,
      'Optimistic where conflicts are rare: a version column, and a retry when no row was changed. Pessimistic where many want the same row at once.',
    ],
    [
      questions.program,
      `${fence}ts\nconst chunk = (a, n) => a.length ? [a.slice(0, n), ...chunk(a.slice(n), n)] : [];\n${fence}`,
    ],
    [
      'Translate to German: How do indexes speed up queries in PostgreSQL?',
      'Wie beschleunigen Indizes die Abfragen in PostgreSQL, und was ist dabei zu beachten, wenn man viele Zeilen auf einmal schreibt?',
    ],
    [
      'Write a short story about a lighthouse keeper who loses something.',
      'Old Marten climbed the spiral stairs each dusk, counting. That night the brass key was gone, and the sea had never looked so wide, nor the lamp so far above his trembling hands and his old coat.',
    ],
    ['Which of these is prime?\n(A) 21\n(B) 23\n(C) 27', 'The answer is (B).'],
    [
      'Warum ist meine Abfrage in PostgreSQL so langsam?',
      'Weil ein Index auf der Spalte fehlt: EXPLAIN zeigt einen Seq Scan über die ganze Tabelle, und das dauert bei vielen Zeilen.',
    ],
    [
      'Fix the typo:\n\nThe quick brown fox jump over the lazy dog.',
      'The quick brown fox jumps over the lazy dog.',
    ],
  ])('to "%s" is not taken for nothing: %s', (question, text) => {
    expect(nothing(question, text)).toBe(false);
  });

  it('whatever the question is, where the question is not known', () => {
    const words = fc.array(
      fc.constantFrom('index', 'table', 'page', 'tree', 'row', 'lock', 'write', 'scan'),
      {
        minLength: 1,
        maxLength: 30,
      },
    );
    fc.assert(fc.property(words, (some) => !nothing('', some.join(' '))));
  });
});

describe('an answer that stops in the middle', () => {
  const cutOff = (text: string) => answerSignals(text, readQuestion('')).cutOff;
  const whole =
    'V8 has a generational collector. New objects are allocated in the young generation.\n\n' +
    '- The scavenger copies what is alive to the other half, which takes about a millisecond.\n' +
    '- Mark and sweep runs over the old generation, mostly beside the program, in small steps.\n' +
    '- Compaction moves what is left together where pages are fragmented, which pauses it.';

  it('is known wherever its last line breaks off in a word', () => {
    for (const torn of [
      whole.slice(0, -20),
      whole.slice(0, -34),
      `${whole}\n\nYou should care as soon as you see that the heap gro`,
    ]) {
      expect(cutOff(torn), torn.slice(-30)).toBe(true);
    }
    expect(cutOff(`${whole}\n\n| what | how often |\n| --- | --- |\n| scavenge | every few milli`)).toBe(
      true,
    );
    expect(cutOff(`${whole}\n\nRun it with \`--trace-g`)).toBe(true);
  });

  it('is not one that ends as it likes', () => {
    const verses =
      'Our love a riptide under silver skies\nOur bond unbreakable, a steady flame\nOur way back home wherever morning lies';
    const list =
      'Outline:\n\n1. Introduction to both phones and their makers\n2. Cameras, screens and batteries side by side\n3. Final thoughts on the two smartphone models';
    for (const text of [whole, verses, list, '5432', `${whole}\n\n${fence}ts\nconst a = 1\n${fence}`]) {
      expect(cutOff(text), text.slice(-30)).toBe(false);
    }
  });
});
