/**
 * Time of the checks between an answer and its judgement: the first answer of a window, for which the sandbox starts,
 * and those that follow; and how long they hold up the thread of the extension host.
 */
import { readFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { resolve } from 'node:path';
import { RouteChecks } from '../src/checks/routeChecks';
import { builtGrammars, builtSandbox } from '../src/cli/places';
import { timing, type Timing } from './timing';

interface Work {
  readonly language: 'JavaScript' | 'Python';
  /** A question and answers to it, each a program in Markdown. */
  readonly routes: readonly { readonly question: string; readonly answers: readonly string[] }[];
  /** Milliseconds, for 95 in 100 answers. */
  readonly warmLimit: number;
}

/** Milliseconds. */
const firstLimit = 2500;
const pauseLimit = 50;
const routesMeasured = 20;

export async function measureChecks(): Promise<Timing[]> {
  const timings: Timing[] = [];
  for (const work of [javascript(), python()]) timings.push(...(await measured(work)));
  return timings;
}

async function measured({ language, routes, warmLimit }: Work): Promise<Timing[]> {
  const place = { sandbox: builtSandbox, grammars: builtGrammars };
  const first: number[] = [];
  for (const route of routes.slice(0, 5)) {
    const checks = new RouteChecks(place, complain);
    first.push((await timesOf(checks, route))[0]!);
    checks.dispose();
  }
  const checks = new RouteChecks(place, complain);
  await timesOf(checks, routes[0]!);
  const pauses = monitorEventLoopDelay({ resolution: 1 });
  pauses.enable();
  const warm: number[] = [];
  for (const route of routes.slice(0, routesMeasured)) warm.push(...(await timesOf(checks, route)));
  pauses.disable();
  checks.dispose();
  const most = warm.toSorted((a, b) => a - b)[Math.ceil(0.95 * warm.length) - 1]!;
  return [
    timing(`first ${language} answer checked`, 'ms', first, { atMost: firstLimit }),
    timing(`${language} answer checked`, 'ms', warm),
    timing(`${language} answer checked, 95 in 100`, 'ms', [most], { atMost: warmLimit }),
    timing(`longest pause, checking ${language}`, 'ms', [pauses.max / 1e6], { atMost: pauseLimit }),
  ];
}

/** Milliseconds for each answer of a route, as they come in one after another. */
async function timesOf(
  checks: RouteChecks,
  { question, answers }: Work['routes'][number],
): Promise<number[]> {
  const check = checks.forRoute(question, 'all');
  const { signal } = new AbortController();
  const times: number[] = [];
  for (let count = 1; count <= answers.length; count++) {
    const before = performance.now();
    await check(question, answers.slice(0, count), signal);
    times.push(performance.now() - before);
  }
  return times;
}

function complain(problem: string): void {
  throw new Error(problem);
}

/** The tasks that the tests of the checks are made of. */
function javascript(): Work {
  const file = resolve(import.meta.dirname, '../../test/wire/data/tasks.jsonl');
  const tasks = readFileSync(file, 'utf8').trim().split('\n');
  const routes = tasks.map((line) => {
    const { question, right, wrong } = JSON.parse(line) as Record<'right' | 'wrong', string[]> & {
      question: string;
    };
    const name = /^\w+/.exec(question)![0];
    const answers = [...right, ...wrong]
      .slice(0, 3)
      .map((program) => written('js', `const ${name} = ${program};`));
    return { question: `Write a JavaScript function ${question}.`, answers };
  });
  return { language: 'JavaScript', routes, warmLimit: 400 };
}

function python(): Work {
  const functions = [
    [
      'reverse_words(text: str) -> str',
      ["' '.join(text.split()[::-1])", "' '.join(reversed(text.split(' ')))", 'text[::-1]'],
    ],
    [
      'evens(numbers: list[int]) -> list[int]',
      ['[n for n in numbers if n % 2 == 0]', 'list(filter(lambda n: not n & 1, numbers))', 'numbers[::2]'],
    ],
    [
      'is_palindrome(text: str) -> bool',
      ['text == text[::-1]', 'all(a == b for a, b in zip(text, reversed(text)))', 'len(text) % 2 == 0'],
    ],
    [
      'running_sum(numbers: list[int]) -> list[int]',
      [
        '[sum(numbers[: i + 1]) for i in range(len(numbers))]',
        '[total := 0] and [total := total + n for n in numbers]',
        'numbers',
      ],
    ],
    [
      'count_vowels(text: str) -> int',
      [
        "sum(c in 'aeiouAEIOU' for c in text)",
        "len([c for c in text.lower() if c in 'aeiou'])",
        "text.count('a')",
      ],
    ],
  ] as const;
  const routes = Array.from({ length: routesMeasured }, (_, at) => {
    const [header, bodies] = functions[at % functions.length]!;
    const answers = bodies.map((body) => written('python', `def ${header}:\n    return ${body}`));
    return { question: `Write a Python function \`${header}\`. Case ${at}.`, answers };
  });
  return { language: 'Python', routes, warmLimit: 900 };
}

const written = (language: string, code: string) => `Here it is:\n\n\`\`\`${language}\n${code}\n\`\`\`\n`;
