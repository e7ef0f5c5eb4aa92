/** What the tests of a question state: assertions, with what each test does before them. */
import { assertionsIn, logicalLines } from './assertions';
import { isUsed, neededBy, statedBy, stepOf, type BoundStatement } from './steps';
import type { Stated } from './stated';

/** Characters of tests that are read, and statements. */
const readCharacters = 60_000;
const mostLines = 1000;

const opens = /^(?:test|it)(?:\.\w{1,12})?\(|^(?:async )?def test/;
/** What it binds is there for every test that follows. */
const prepares = /^(?:beforeEach|beforeAll|before)\(|^def (?:setUp|setup_method)\b/;

export function testExamples(text: string, family: 'python' | 'javascript'): Stated[] {
  const found: Stated[] = [];
  let shared: BoundStatement[] = [];
  let steps: BoundStatement[] = [];
  let isPreparing = false;
  for (const line of logicalLines(text.slice(0, readCharacters)).slice(0, mostLines)) {
    const source = line.trim().replace(/\bself\.(?!assert)/g, '');
    if (opens.test(source) || prepares.test(source)) {
      isPreparing = prepares.test(source);
      if (isPreparing) shared = [];
      steps = [...shared];
    }
    const stated = assertionsIn(line).stated;
    if (stated.length > 0) {
      found.push(...stated.flatMap((one) => withSteps(one, steps, family) ?? []));
      continue;
    }
    const step = stepOf(source);
    if (!step || /^(?:const|let|var)?\s*[[{]/.test(source)) continue;
    steps.push(step);
    if (isPreparing) shared.push(step);
  }
  return found;
}

/** An assertion about what the steps before it made; undefined where these cannot be put together. */
function withSteps(
  stated: Stated,
  steps: readonly BoundStatement[],
  family: 'python' | 'javascript',
): Stated | undefined {
  if (stated.kind === 'stdin') return stated;
  const source =
    stated.kind === 'expression'
      ? stated.source
      : `${stated.target}(${stated.args.map((arg) => (arg.name === undefined ? arg.source : `${arg.name}=${arg.source}`)).join(', ')})`;
  if (!steps.some(({ binds }) => binds !== undefined && isUsed(binds, source))) return stated;
  return statedBy([...neededBy(source, steps), { source }], stated.expected, family);
}
