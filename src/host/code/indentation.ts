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

/** Tabs where the file has them in place of blanks, and blanks in place of tabs. */
function unitOf(known: ReadonlyMap<string, string>): (blanks: string) => string {
  const byDepth = [...known].sort(([a], [b]) => a.length - b.length);
  for (const [written, inFile] of byDepth.reverse()) {
    const [base, baseInFile] = byDepth.at(-1)!;
    const deeper = written.length > base.length && inFile.length > baseInFile.length;
    // How many signs of one are as many of the other.
    const [more, moreInFile] = deeper
      ? [written.slice(base.length), inFile.slice(baseInFile.length)]
      : [written, inFile];
    if (/^ +$/.test(more) && /^\t+$/.test(moreInFile)) {
      const width = Math.max(1, Math.round(more.length / moreInFile.length));
      return (blanks) => blanks.replaceAll(' '.repeat(width), '\t');
    }
    if (/^\t+$/.test(more) && /^ +$/.test(moreInFile)) {
      const width = Math.max(1, Math.round(moreInFile.length / more.length));
      return (blanks) => blanks.replaceAll('\t', ' '.repeat(width));
    }
  }
  return (blanks) => blanks;
}
