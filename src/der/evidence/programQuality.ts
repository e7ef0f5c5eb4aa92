/**
 * P̂ of programs. The Terminator was never trained on findings: until it is, the belief of who is right uses them, in
 * that programs claim what they do, and P̂ follows it within the bounds of what is known for certain.
 */
import type { Checked } from './findings';
import { examplesOf, knownWrong } from './facts';

interface Programs {
  /** P̂ by the network, by answer. */
  readonly judged: readonly number[];
  /** Whether the answer claims something, as the belief sees it. */
  readonly claims: readonly boolean[];
  /** Chance that its author is right on this question, given all answers. */
  readonly author: readonly number[];
  readonly checked: Checked | undefined;
}

/** What fails an example, or does not run, is at most this: well below even odds. */
const mostOfWrong = 0.4;
/** Of the least passing answer's P̂. */
const belowPassing = 0.9;
/** A few examples that are passed are no proof. */
const mostCertain = 0.999;

/** P̂ of every answer; of answers that are no programs, and where nothing was checked, as the network has it. */
export function programQuality({ judged, claims, author, checked }: Programs): number[] {
  const found = judged.map((own, at) => {
    const answer = checked?.answers[at];
    // A tool's proof, and an answer without anything in it, are what they are.
    const program = answer?.kind === 'program' && own !== 0 && own !== 1;
    return {
      program,
      wrong: program && knownWrong(answer),
      examples: program ? examplesOf(answer) : undefined,
    };
  });
  const qualities = judged.map((own, at) => {
    const { program, wrong, examples } = found[at]!;
    if (!program) return own;
    if (wrong) return Math.min(mostOfWrong, own) * (examples?.share ?? 0.5);
    // What could not be found out counts neither way: its author's standing is all there is.
    const base = claims[at] ? own : author[at]!;
    return examples ? raised(base, examples.passed) : base;
  });
  const passing = qualities.filter((_, at) => found[at]!.program && !found[at]!.wrong && claims[at]);
  const most = belowPassing * Math.min(1, ...passing);
  return qualities.map((own, at) => (found[at]!.wrong ? Math.min(own, most) : own));
}

/** Each example that it passes leaves less room for doubt. */
function raised(quality: number, passed: number): number {
  return Math.min(mostCertain, 1 - (1 - quality) / (1 + passed));
}
