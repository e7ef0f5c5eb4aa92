/** Indentation carried over from code as a model wrote it to the file that it goes into. */
import { indentationOf } from './lines';

/** Gives a line of one text the indentation that the other would give it. */
export type Reindent = (line: string) => string;

/** Learns from lines that stand in both texts, one with the other's indentation. */
export function reindenting(pairs: Iterable<readonly [written: string, inFile: string]>): Reindent {
  const known = new Map<string, string>();
  for (const [written, inFile] of pairs)
    if (written.trim() !== '' && !known.has(indentationOf(written)))
      known.set(indentationOf(written), indentationOf(inFile));
  if ([...known].every(([written, inFile]) => written === inFile)) return (line) => line;
  const unit = unitOf(known);
  const deepestFirst = [...known].sort(([a], [b]) => b.length - a.length);
  return (line) => {
    const own = indentationOf(line);
    if (line.trim() === '') return line.trim();
    const below = deepestFirst.find(([written]) => own.startsWith(written));
    if (below) return below[1] + unit(own.slice(below[0].length)) + line.slice(own.length);
    const [above] = deepestFirst.slice(-1);
    if (!above) return line;
    // Less deep than anything known: as much less in the file.
    const less = unit(above[0].slice(own.length)).length;
    return above[1].slice(0, Math.max(0, above[1].length - less)) + line.slice(own.length);
  };
}

/** Tabs where the file has them in place of blanks. */
function unitOf(known: ReadonlyMap<string, string>): (blanks: string) => string {
  for (const [written, inFile] of known) {
    if (written.includes(' ') && /^\t+$/.test(inFile)) {
      const width = Math.max(1, Math.round(written.length / inFile.length));
      return (blanks) => blanks.replaceAll(' '.repeat(width), '\t');
    }
    if (/^\t+$/.test(written) && /^ +$/.test(inFile)) {
      const width = Math.max(1, Math.round(inFile.length / written.length));
      return (blanks) => blanks.replaceAll('\t', ' '.repeat(width));
    }
  }
  return (blanks) => blanks;
}
