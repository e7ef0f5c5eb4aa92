/** `npm run compare`: answers of several strategies, compared by people who do not know whose they are. */
import { answerAll } from './comparison/answering';
import { ComparisonFolder } from './comparison/folder';
import { compareOptions } from './comparison/options';
import { report } from './comparison/reporting';
import { command } from './terminal/command';
import { interruptible } from './terminal/interrupt';

const help = `Usage: npm run compare -- --prompts FILE --out DIR [options]
       npm run compare -- --out DIR --ratings FILE …

The first asks every question by every strategy and writes a page into DIR on which people
say which of two answers is better: offline, by mouse or keys, without names, in an order
drawn for each of them. What was answered is not asked again. The second reads the files
that they saved: win rates, agreement, P̂ against people, cost. docs/comparing.md says how.

  --prompts FILE          one JSON object per line with a "question"
  --out DIR               folder of the comparison; the key to the page stays there
  --pool FILE             the experts, as in the setting der.experts (default: as "npm run ask")
  --strategies A,B …      what is compared, the first with each other one:
                          der, best_single, expert:ID, preset:fast|balanced|best
                          (default: der,best_single)
  --all-pairs             each with each other one
  --preset NAME           of der: fast, balanced (the default) or best
  --local-only            nobody who leaves this machine
  --max-cost X            most US dollars that one answer may cost; an unknown price
                          counts as more
  --allow-unknown-price   under --max-cost, ask experts of unknown price as well
  --models DIR            folder of the networks (default: tuned or shipped)
  --workspace DIR         folder that the workspace expert searches (default: here)

  --ratings FILE …        files that raters saved
  --no-learn              do not keep what they say of your experts
  --json                  the report as one JSON value on stdout

  --help                  this text

Exit code: 0 done, 1 failed or some answers missing, 2 wrong usage, 130 stopped by Ctrl-C.
`;

/** @returns the exit code */
export function main(args: readonly string[]): Promise<number> {
  return command('compare', async () => {
    const wanted = compareOptions(args);
    if (wanted.do === 'help') {
      process.stdout.write(help);
      return 0;
    }
    const folder = new ComparisonFolder(wanted.out);
    if (wanted.do === 'report') return report(folder, wanted.options);
    return interruptible((signal) => answerAll(folder, wanted.options, signal));
  });
}
