/** Examples under labels and in tables: "Input: nums = [1], k = 2" with "Output: 3", `| input | expected |`. */
import { alignedCells } from './alignedColumns';
import type { Asked } from './asked';
import { withoutEnds } from './ends';
import { isProse } from './stdinExamples';
import { wholeLiteral, type Literal } from './literals';
import { splitOutside } from './sourceText';
import { argumentOf, argumentsStated, calledIn, type Stated } from './stated';

const inputLabel =
  /^[\s*#>/-]*(?:\*\*)?(?:(?:for )?example\s*(?:\d+\s*)?(?:[:.)]\s*)?)?(?:sample\s+|example\s+)?inputs?\s*(?:\d{1,2}\s*)?(?:\*\*\s*)?[:=](?:\s*\*\*)?(.*)$/i;
const outputLabel =
  /(?:^|[\s,;|.])(?:\*\*)?(?:sample\s+|expected\s+|example\s+)?(?:outputs?|returns?|result|expected)\s*(?:\d{1,2}\s*)?(?:\*\*\s*)?[:=](?:\s*\*\*)?(.*)$/i;
/** What a judge expected, beside what a program gave. */
const expectedLabel =
  /^[\s*#>/-]*(?:\*\*)?expected(?:\s+(?:output|result|value|answer))?\s*(?:\*\*\s*)?[:=](?:\s*\*\*)?(.*)$/i;
const actualLabel = /^[\s*#>/-]*(?:\*\*)?(?:actual|got|received|current|my)\b[^:=]{0,30}[:=]/i;
const otherLabel = /^[\s*#>/-]*(?:\*\*)?(?:explanation|example|note|constraints?|inputs?|sample)\b/i;

/** Finds what a question states under labels, in tables, over lines and under calls. */
export function labelledExamples(lines: readonly string[], asked: Asked): Stated[] {
  return [...underLabels(lines, asked), ...inTables(lines, asked), ...overLines(lines), ...underCalls(lines)];
}

function underLabels(lines: readonly string[], asked: Asked): Stated[] {
  const found: Stated[] = [];
  for (let at = 0; at < lines.length; at++) {
    const label = inputLabel.exec(lines[at]!);
    if (!label) continue;
    const input: string[] = [];
    const output: string[] = [];
    const own = outputLabel.exec(label[1]!);
    if (own) {
      input.push(label[1]!.slice(0, own.index));
      output.push(own[1]!);
    } else {
      if (label[1]!.trim() !== '') input.push(label[1]!);
      const end = collect(lines, at + 1, input, (line) => outputLabel.test(line));
      const next = outputLabel.exec(lines[end] ?? '');
      if (!next) continue;
      output.push(next[1]!);
      at = end;
    }
    if (output[0]!.trim() === '') {
      output.pop();
      at = collect(lines, at + 1, output, (line) => line.trim() === '' || otherLabel.test(line)) - 1;
    }
    const expected = expectedLabel.exec(lines[at + 1] ?? '')?.[1];
    if (expected !== undefined && wholeLiteral(expected)) output.splice(0, output.length, expected);
    const stated = exampleOf(cleaned(input), cleaned(output), asked);
    if (stated) found.push(stated);
  }
  return found;
}

/** Takes lines up to one that ends the section; returns its index. */
function collect(
  lines: readonly string[],
  from: number,
  into: string[],
  ends: (line: string) => boolean,
): number {
  for (let at = from; at < lines.length && at < from + 40; at++) {
    const line = lines[at]!;
    if (ends(line) && (into.length > 0 || line.trim() !== '')) return at;
    if (!/^\s*(?:```|~~~)/.test(line) && (line.trim() !== '' || into.length > 0)) into.push(line);
  }
  return Math.min(lines.length, from + 40);
}

function cleaned(lines: readonly string[]): string {
  return lines
    .map((line) => line.trim().replace(/^`([^`]*)`[.,;]?$/, '$1'))
    .join('\n')
    .trim();
}

function exampleOf(input: string, output: string, asked: Asked): Stated | undefined {
  if (asked.kind === 'script') {
    return input === '' || output === '' || isProse(input) || isProse(output)
      ? undefined
      : { kind: 'stdin', input: `${input}\n`, expected: output };
  }
  const text = output.replace(/\s{1,9}(?:#|\/\/)[^\n]*$/, '').replace(/(?<=[\])}"'\w])[.;]$/, '');
  const written = wholeLiteral(text) ?? wholeLiteral(text.split('\n')[0]!);
  const isBare = written === undefined;
  const literal = written ?? wordLiteral(text);
  const given = givenOf(withoutEnds(input, /\s/, /[\s.;,|→➞⟹⇒➜↦=>-]/));
  if (!literal || !given) return undefined;
  return { kind: 'call', ...given, expected: { literal, text, ...(isBare && { bare: true }) } };
}

type Given = Pick<Extract<Stated, { kind: 'call' }>, 'target' | 'args'>;

function givenOf(input: string): Given | undefined {
  const called = calledIn(input);
  if (called && called.outer.start === 0 && called.call === called.outer) {
    const args = argumentsStated(called.call);
    return args && { target: called.call.target, args };
  }
  const parts =
    (input.includes('\n') && !/[,[({]\s*\n/.test(input) ? input.split('\n') : splitOutside(input, ',')) ?? [];
  const args = parts.map((part) => argumentOf(part.trim().replace(/,$/, '')));
  if (args.length > 0 && args.every((arg) => arg !== undefined)) return { target: undefined, args };
  const word = wordLiteral(input);
  return word && 'value' in word
    ? { target: undefined, args: [{ name: undefined, source: JSON.stringify(word.value) }] }
    : undefined;
}

/** Rows of a table one of whose columns is the input and another what is expected. */
function inTables(lines: readonly string[], asked: Asked): Stated[] {
  const found: Stated[] = [];
  let columns: { inputs: number[]; output: number } | undefined;
  let head = '';
  for (const line of lines) {
    const cells = line.includes('|') ? cellsOf(line) : alignedCells(line, columns && head);
    if (!cells) {
      columns = undefined;
    } else if (!columns) {
      columns = columnsOf(cells, asked);
      head = line;
    } else if (!/^[\s|:=-]+$/.test(line)) {
      const input = columns.inputs.map((column) => cells[column] ?? '').join(', ');
      const stated = exampleOf(input, cells[columns.output] ?? '', asked);
      if (stated) found.push(stated);
    }
  }
  return found;
}

function cellsOf(line: string): string[] {
  const inner = line.trim().replace(/^\||\|$/g, '');
  return inner.split(/(?<!\\)\|/).map((cell) => withoutEnds(cell.trim(), /`/).replaceAll('\\|', '|'));
}

function columnsOf(cells: readonly string[], asked: Asked): { inputs: number[]; output: number } | undefined {
  const names = new Set(asked.params.map(({ name }) => name.toLowerCase()));
  const named = cells.findIndex((cell) =>
    /^\W*(?:expected|outputs?|results?|returns?|return value|answer)\b/i.test(cell),
  );
  // Beside a column for each parameter there is one, whatever it is called.
  const others = cells.flatMap((cell, index) => (names.has(cell.toLowerCase()) ? [] : [index]));
  const output = named < 0 && others.length === 1 && cells.length === names.size + 1 ? others[0]! : named;
  if (output < 0) return undefined;
  const inputs = cells.flatMap((cell, index) =>
    index !== output &&
    (/^\W*(?:inputs?|call|arguments?|given|n|x|value|example)\b/i.test(cell) || names.has(cell.toLowerCase()))
      ? [index]
      : [],
  );
  return inputs.length > 0
    ? { inputs, output }
    : output > 0
      ? { inputs: cells.map((_, at) => at).slice(0, output), output }
      : undefined;
}

/** `arr = [1, 2]` on a line of its own and `return 3` on one of the next. */
function overLines(lines: readonly string[]): Stated[] {
  const found: Stated[] = [];
  let given: { name: string | undefined; source: string; at: number } | undefined;
  lines.forEach((line, at) => {
    const text = line.trim();
    const set = /^([A-Za-z_]\w{0,40})\s*=\s*(\S.*)$/.exec(text);
    const back = /^(?:should\s+)?(?:returns?|output)\s*(?:[=:]\s*)?(\S.*)$/i.exec(text);
    if (set && !/^(?:return|output)$/i.test(set[1]!)) {
      given = wholeLiteral(set[2]!) ? { name: set[1], source: set[2]!, at } : undefined;
    } else if (back && given && at - given.at <= 4) {
      const literal = wholeLiteral(back[1]!);
      const { name, source } = given;
      if (literal) {
        found.push({
          kind: 'call',
          target: undefined,
          args: [{ name, source }],
          expected: { literal, text: back[1]! },
        });
      }
      given = undefined;
    }
  });
  return found;
}

/** A call on a line of its own with `Expected: 3` on one of the next, as reports of faults have it. */
function underCalls(lines: readonly string[]): Stated[] {
  const found: Stated[] = [];
  lines.forEach((line, at) => {
    const text = withoutEnds(line.trim(), /[\s`>*-]/, /[\s`;:]/);
    if (!text.endsWith(')')) return;
    const near = lines.slice(at + 1, at + 4);
    const label = near.findIndex((next) => expectedLabel.test(next));
    if (label < 0 || near.slice(0, label).some((next) => next.trim() !== '' && !actualLabel.test(next)))
      return;
    const expected = expectedLabel
      .exec(near[label]!)![1]!
      .trim()
      .replace(/^`([^`]*)`$/, '$1');
    const literal = wholeLiteral(expected);
    const called = calledIn(text);
    if (!literal || !called || called.outer.start !== 0 || called.outer.end !== text.length) return;
    const args = argumentsStated(called.call);
    if (args && (called.outer === called.call || /^(?:print|console\.log)$/.test(called.outer.target)))
      found.push({ kind: 'call', target: called.call.target, args, expected: { literal, text: expected } });
  });
  return found;
}

/** A literal for what a cell or a label says without quotes. */
function wordLiteral(text: string): Literal | undefined {
  return /^\w[\w .,!?@:/'’&+-]{0,80}$/.test(text) ? { type: 'string', value: text } : undefined;
}
