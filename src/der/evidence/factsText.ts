/** Facts about one answer in words, for the terminal and for exports. */
import type { Checked } from './findings';
import { factsOf } from './facts';

/** Characters of what a program was given, or gave. */
const longest = 80;

/** "runs · 3 of 3 examples · behaves as answers 1 and 3"; empty where there is nothing to say. */
export function factsText(checked: Checked, at: number): string {
  const { fault, runs, examples, failure, like, problems, passesOwn, cannot } = factsOf(checked, at);
  const facts = [
    fault ? `${fault.line === undefined ? '' : `line ${fault.line} `}does not parse` : '',
    runs === undefined ? '' : runs ? 'runs' : 'does not run',
    examples ? `${examples.passed} of ${examples.stated} ${examples.earlier ? 'earlier ' : ''}examples` : '',
    failure && runs
      ? `${short(failure.input)} gave ${short(failure.got)}, ${examples?.earlier ? 'an earlier question' : 'the question'} says ${short(failure.expected)}`
      : '',
    like.length > 0 ? `behaves as ${answersNamed(like)}` : '',
    problems === undefined
      ? ''
      : `adds ${problems === 0 ? 'no' : problems} ${problems === 1 ? 'problem' : 'problems'}`,
    passesOwn === undefined ? '' : passesOwn ? "passes the person's check" : "fails the person's check",
    cannot === undefined ? '' : `not run: ${short(cannot)}`,
  ];
  return facts.filter(Boolean).join(' · ');
}

/** "answer 2", "answers 1 and 3". */
function answersNamed(indices: readonly number[]): string {
  const numbers = indices.map((index) => String(index + 1));
  const last = numbers.at(-1)!;
  return numbers.length === 1 ? `answer ${last}` : `answers ${numbers.slice(0, -1).join(', ')} and ${last}`;
}

function short(text: string): string {
  const line = text
    .slice(0, 4 * longest)
    .replace(/\s+/g, ' ')
    .trim();
  return line.length > longest ? `${line.slice(0, longest - 1)}…` : line;
}
