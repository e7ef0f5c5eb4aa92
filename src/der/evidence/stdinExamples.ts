/** What a script is given on its standard input and what it must write, as tasks of contests and blocks of text show it. */
import { blocksOf } from './blocks';
import type { Stated } from './stated';

/** "Sample Input", "### Input #2", "**Output**": a heading, with nothing behind it. */
const heading =
  /^[\s#>*_-]{0,8}(sample|example|examples)?\s{0,3}(input|output)s?\s{0,3}#?\s{0,2}\d{0,2}\s{0,3}:?[\s*_:]{0,6}$/i;
const ends =
  /^[\s#>*_-]{0,8}(?:note|explanation|constraints?|examples?|sample|scoring|hint|subtasks?|input|output|limits?)\b[^a-z]*(?:(?:input|output|explanation)\b.*)?$/i;
const fence = /^\s*(?:`{3,}|~{3,})/;
const mostLines = 200;

/** Finds inputs of a script with what it prints for them. */
export function stdinExamples(lines: readonly string[], question: string): Stated[] {
  const found = [...underHeadings(lines), ...inBlocks(question)];
  return found.filter(({ input, expected }) => input.trim() !== '' && expected.trim() !== '');
}

type OfScript = Extract<Stated, { kind: 'stdin' }>;

function underHeadings(lines: readonly string[]): OfScript[] {
  const sections: { word: 'input' | 'output'; isSample: boolean; text: string }[] = [];
  let isUnderExamples = false;
  for (let at = 0; at < lines.length; at++) {
    if (
      /^[\s#>*_-]{0,8}(?:examples?|samples?|sample tests?)\s{0,3}\d{0,2}\s{0,3}:?[\s*_:]{0,6}$/i.test(
        lines[at]!,
      )
    ) {
      isUnderExamples = true;
      continue;
    }
    const [, sample, word] = heading.exec(lines[at]!) ?? [];
    if (!word) continue;
    const own: string[] = [];
    let isFenced = false;
    while (at + 1 < lines.length && own.length < mostLines) {
      const next = lines[at + 1]!;
      if (fence.test(next)) {
        isFenced = !isFenced;
        at += 1;
        if (!isFenced) break;
        continue;
      }
      // A blank line ends what is written, unless an input goes on behind it.
      if (!isFenced && (ends.test(next) || (next.trim() === '' && own.length > 0))) break;
      at += 1;
      if (isFenced || next.trim() !== '') own.push(next.replace(/^>\s?/, ''));
    }
    sections.push({
      word: word.toLowerCase() as 'input' | 'output',
      isSample: sample !== undefined || isUnderExamples,
      text: own.join('\n'),
    });
  }
  const samples = sections.some(({ isSample }) => isSample)
    ? sections.filter(({ isSample }) => isSample)
    : sections;
  return samples.flatMap(({ word, text }, at) => {
    const next = samples[at + 1];
    if (word !== 'input' || next?.word !== 'output' || isProse(text) || isProse(next.text)) return [];
    return [{ kind: 'stdin', input: `${text}\n`, expected: next.text }];
  });
}

/** A description of what comes in, not what comes in. */
export function isProse(text: string): boolean {
  return /^(?:The|A|An|Each|Print|Output|On|For|In|First|Input|There|You|It|One|Two|If)\b.*\b(?:line|lines|integers?|contains?|number|numbers|string|space|single|print|test cases?|answer)\b/i.test(
    text.trim(),
  );
}

/** A block under "for the input" and the next one under "it prints". */
function inBlocks(question: string): OfScript[] {
  const { blocks } = blocksOf(question);
  return blocks.flatMap((block, at) => {
    const next = blocks[at + 1];
    const isPair =
      next !== undefined &&
      /\b(?:inputs?|given|enters?|types?|stdin)\b[^.]{0,40}$/i.test(block.lead) &&
      /\b(?:outputs?|prints?|result|writes?|expected|stdout)\b[^.]{0,40}$/i.test(next.lead) &&
      !heading.test(block.lead);
    return isPair ? [{ kind: 'stdin', input: `${block.text}\n`, expected: next.text }] : [];
  });
}
