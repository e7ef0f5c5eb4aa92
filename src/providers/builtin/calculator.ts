/** The provider kind `calculator`: answers what it can prove, and declines everything else. */
import { CancelledError, DeclinedError } from '../../der/core/expertErrors';
import type { Expert, ExpertEvent } from '../../der/core/experts';
import type { MathJsInstance } from 'mathjs';
import { evaluate } from './arithmetic';
import { readRequest, type CalculatorRequest } from './calculatorRequest';
import { numberText } from './numberText';
import { difference, polynomialText, readPolynomial, solutionText } from './polynomial';
import { calculatorKind, type CalculatorEntry } from './calculatorKind';

export function calculatorExpert(entry: CalculatorEntry): Expert {
  return {
    id: entry.id ?? entry.kind,
    name: entry.name ?? 'Calculator',
    ...calculatorKind.traits,
    costB: 0,
    costEstimated: false,
    leavesMachine: false,
    readsWorkspace: false,
    price: { promptPerMtok: 0, answerPerMtok: 0 },
    async *ask({ question }, signal): AsyncGenerator<ExpertEvent> {
      if (signal.aborted) throw new CancelledError();
      const answer = await calculate(question);
      if (signal.aborted) throw new CancelledError();
      if (answer === undefined) throw new DeclinedError('This is not one calculation.');
      yield { type: 'delta', text: answer };
      yield { type: 'done', finish: 'stop', verified: true, usage: {}, timing: {} };
    },
  };
}

/** The answer to a question that is one expression, or one plain request for one; undefined for any other. */
export async function calculate(question: string): Promise<string | undefined> {
  try {
    const request = readRequest(question);
    if (!request) return undefined;
    const { atEveryPrecision } = await import('./math');
    return atEveryPrecision((math) => answerTo(math, request));
  } catch {
    // Not an expression, units that do not match, no value: nothing to vouch for.
    return undefined;
  }
}

function answerTo(math: MathJsInstance, request: CalculatorRequest): string {
  const { said, readings } = request;
  switch (request.task) {
    case 'simplify':
      return `${said} = ${polynomialText(math, readPolynomial(math, request.expression))}${inBrackets(readings)}`;
    case 'solve': {
      const polynomial = difference(math, request.left, request.right, request.unknown);
      return `${said}\n\n${solutionText(math, polynomial)}${inBrackets(readings)}`;
    }
    case 'evaluate': {
      const { value, unit, percent, rounded, ...read } = evaluate(math, request.expression);
      const inPercent = request.percent || percent;
      const { text, exact } = numberText(math, value, unit !== undefined);
      const suffix = inPercent ? ' %' : unit ? ` ${unit.replace(/deg(?=[CF])/g, '°')}` : '';
      return `${said} ${exact && !rounded ? '=' : '≈'} ${text}${suffix}${inBrackets([...readings, ...read.readings])}`;
    }
  }
}

/** How it was read, where it can be read otherwise. */
function inBrackets(readings: readonly string[]): string {
  return readings.length > 0 ? ` (${[...new Set(readings)].join('; ')})` : '';
}
