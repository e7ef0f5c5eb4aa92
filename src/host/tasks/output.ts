/** What a terminal wrote, as an expert may read it: without control sequences, and without lines that hold a key. */
import stripAnsi from 'strip-ansi';
import { textHoldsSecret } from '../../providers/builtin/secretText';

/** Characters of an output that are read: its end says what went wrong. */
const mostRead = 20_000;

export function shownOutput(output: string): string {
  const lines = stripAnsi(output.slice(-mostRead)).replaceAll('\r\n', '\n').split('\n');
  const shown = lines.map((line) => {
    // A line that was drawn again and again, as of a progress bar: as it stood at the end.
    const last = line.slice(line.lastIndexOf('\r') + 1);
    return textHoldsSecret(last) ? '[a line that seems to hold a key is left out]' : last;
  });
  return shown.join('\n');
}
