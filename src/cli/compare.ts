/** `npm run compare`: answers of several strategies, compared by people who do not know whose they are. */
import { answerAll } from './comparison/answering';
import { ComparisonFolder } from './comparison/folder';
import { declareCompare } from './comparison/options';
import { report } from './comparison/reporting';
import { command } from './terminal/command';
import { interruptible } from './terminal/interrupt';

/** @returns the exit code */
export function main(args: readonly string[]): Promise<number> {
  return command(
    'compare',
    args,
    declareCompare({
      answer: (out, options) =>
        interruptible((signal) => answerAll(new ComparisonFolder(out), options, signal)),
      report: (out, options) => report(new ComparisonFolder(out), options),
    }),
  );
}
