/** What a `%` of the question is: a percentage, a remainder, or neither for certain. */
import { NotArithmetic } from './notArithmetic';

/** The call that stands for "n %" in an expression; no function of mathjs, so that nothing else reads it. */
export const percentCall = 'percentage_';

/** What may stand before "n% of": whatever binds tighter would take the number away from it. */
const opens = /(?:^|[-+*(,])\s*$/;

/**
 * Writes percentages as calls of `percentCall` and leaves a `%` only where it is a remainder, as in "7 % 3".
 * "5% of" is a factor.
 * @throws NotArithmetic where it could be either, as in "5%(3)", or where "of" could reach over more or less.
 */
export function percentagesAsCalls(expression: string): string {
  let done = '';
  let rest = expression;
  for (let at = rest.indexOf('%'); at >= 0; at = rest.indexOf('%')) {
    const before = rest.slice(0, at);
    const after = rest.slice(at + 1);
    const number = /(?<![\w.)])(?:\d+(?:\.\d+)?|\.\d+)(?=\s*$)/.exec(before);
    const share = /^\s*of\s+/i.exec(after)?.[0];
    if (isRemainder(before, after)) {
      done += `${before}%`;
      rest = after;
      continue;
    }
    if (!number || !endsPercentage(share ?? after)) throw new NotArithmetic();
    const kept = before.slice(0, number.index);
    if (share !== undefined && (!opens.test(done + kept) || reachesOverSum(after.slice(share.length)))) {
      throw new NotArithmetic();
    }
    done += `${kept}${percentCall}(${number[0]})${share === undefined ? '' : ' * '}`;
    rest = after.slice(share?.length ?? 0);
  }
  return done + rest;
}

/** Between two operands, with blanks on both sides or none. */
function isRemainder(before: string, after: string): boolean {
  const blanks = [/\s$/.test(before), /^\s/.test(after)];
  if (blanks[0] !== blanks[1] || !/[\w.)]\s*$/.test(before)) return false;
  return blanks[0] ? /^\s+[\d.(]/.test(after) : /\d$/.test(before) && /^[\d.]/.test(after);
}

/** A sign that leans on what follows, as in "5% -3", could make a remainder of it. */
function endsPercentage(after: string): boolean {
  if (/^\s*(?:$|[)*/^,=])/.test(after) || /^\s*of\s/i.test(after)) return true;
  return /^(?:\s+[-+]\s+|[-+])[^\s+-]/.test(after);
}

/** "10% of 20 + 5" is 7 to one and 2.5 to another. */
function reachesOverSum(text: string): boolean {
  let depth = 0;
  let previous = '(';
  for (let i = 0; i < text.length; i++) {
    const char = text[i]!;
    if (char === ' ') continue;
    if (char === '(') depth++;
    if (char === ')' && depth-- === 0) return false;
    if (depth === 0) {
      if (char === ',') return false;
      const binary = !/[-+*/^(,%]/.test(previous);
      const exponent = /\d[eE]$/.test(text.slice(Math.max(0, i - 2), i));
      if ((char === '+' || char === '-') && binary && !exponent) return true;
      if (/^mod\b/i.test(text.slice(i)) || (char === '%' && /^%\s*[\w.(]/.test(text.slice(i)))) {
        // A further "% of" only narrows the share.
        if (!/^%\s*of\s/i.test(text.slice(i))) return true;
      }
    }
    previous = char;
  }
  return false;
}
