/** The provider kind `calculator`: answers what it can prove, and declines everything else. */
import { CancelledError, DeclinedError } from '../../der/core/expertErrors';
import type { Expert, ExpertEvent } from '../../der/core/experts';
import { entryId, type EntryOf } from '../poolConfig';
import type { MathJsInstance } from 'mathjs';
import { evaluate } from './arithmetic';
import { readRequest, type CalculatorRequest } from './calculatorRequest';
import { numberText } from './numberText';
import { difference, polynomialText, readPolynomial, solutionText } from './polynomial';

export function calculatorExpert(entry: EntryOf<'calculator'>): Expert {
  return {
    id: entryId(entry),
    name: entry.name ?? 'Calculator',
    provider: 'calculator',
    costB: 0,
    costEstimated: false,
    leavesMachine: false,
    tool: true,
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
  const request = readRequest(question);
  if (!request) return undefined;
  const { math } = await import('./math');
  try {
    return answerTo(math, request);
  } catch {
    // Not an expression, units that do not match, no value: nothing to vouch for.
    return undefined;
  }
}

function answerTo(math: MathJsInstance, request: CalculatorRequest): string {
  switch (request.task) {
    case 'simplify':
      return `${request.said} = ${polynomialText(math, readPolynomial(math, request.expression))}`;
    case 'solve': {
      const polynomial = difference(math, request.left, request.right, request.unknown);
      return `${request.said}\n\n${solutionText(math, polynomial)}`;
    }
    case 'evaluate': {
      const { value, unit, radians } = evaluate(math, request.expression);
      const { text, exact } = numberText(math, value, unit !== undefined);
      const suffix = request.percent ? ' %' : unit ? ` ${unit.replace(/deg(?=[CF])/g, '°')}` : '';
      return `${request.said} ${exact ? '=' : '≈'} ${text}${suffix}${radians ? ' (angles in radians)' : ''}`;
    }
  }
}
