/**
 * What a block may stand for. Answers show parts: a method without its class, a rule's declarations without the rule,
 * a case without its switch. A block is right when one reading of it is.
 */
import { withoutElisions } from './elisions';
import { asGrammarsKnow } from './newerSyntax';
import { grammarsOf, type Grammar, type GrammarLanguage } from './languages';

/** The text of one reading, and where the block lies in it. */
export interface Reading {
  readonly grammar: Grammar;
  readonly text: string;
  /** Characters before the block. */
  readonly before: number;
  /** Whether what surrounds the block must stay one construct: a block may not close it and open another. */
  readonly surrounded: boolean;
  /** Whether something that the block does not hold stands around it. */
  readonly isPart: boolean;
}

/** What surrounds a part: its beginning and its end. */
type Surroundings = readonly [before: string, after: string];

const inClass: Surroundings = ['class _ {', '\n}'];
const inInterface: Surroundings = ['interface _ {', '\n}'];
const inSwitch: Surroundings = ['switch (_) {', '\n}'];
const afterIf: Surroundings = ['if (_) {} ', ''];
const afterTry: Surroundings = ['try {} ', ''];
const script: readonly Surroundings[] = [
  inClass,
  ['_ = {', '\n}'],
  ['_ = [', '\n]'],
  ['_', ''],
  inSwitch,
  afterIf,
  afterTry,
];
const markup: Surroundings = ['<>', '\n</>'];

const surroundings: Record<GrammarLanguage, readonly Surroundings[]> = {
  typescript: [...script, inInterface, markup],
  tsx: [...script, inInterface, markup],
  javascript: [...script, markup],
  python: [
    ['_ = {', '\n}'],
    ['_ = [', '\n]'],
    ['if _: pass\n', ''],
    ['try: pass\n', ''],
  ],
  go: [
    ['type _ struct {', '\n}\n'],
    ['type _ interface {', '\n}\n'],
    ['var _ = []_{', '\n}\n'],
    ['func _() { switch {', '\n} }\n'],
    ['func _() { _ = _', '\n}\n'],
    ['func _() { if _ {} ', '\n}\n'],
  ],
  rust: [
    ['impl _T {', '\n}'],
    ['struct _T {', '\n}'],
    ['enum _T {', '\n}'],
    ['trait _T {', '\n}'],
    ['fn _f() { match x {', '\n} }'],
    ['fn _f() { x', '\n}'],
    ['fn _f() { if x {} ', '\n}'],
  ],
  java: [
    inClass,
    ['enum _ {', '\n}'],
    inInterface,
    inSwitch,
    afterIf,
    afterTry,
    ['_', ';'],
    ['Object _ = new Object[] {', '\n};'],
  ],
  csharp: [
    inClass,
    ['enum _ {', '\n}'],
    inInterface,
    inSwitch,
    afterIf,
    afterTry,
    ['_ = _', ';'],
    ['_ = new _ {', '\n};'],
  ],
  cpp: [
    ['class _ {', '\n};'],
    ['enum _ {', '\n};'],
    ['void _() { switch (_) {', '\n} }'],
    ['void _() { if (_) {} ', '\n}'],
    ['void _() { try {} ', '\n}'],
    ['int _[] = {', '\n};'],
  ],
  ruby: [
    ['_ = {', '\n}'],
    ['_ = [', '\n]'],
    ['if _\n', ''],
    ['begin\n', ''],
  ],
  php: [
    inClass,
    inInterface,
    ['enum _ {', '\n}'],
    ['$_ = [', '\n];'],
    inSwitch,
    afterIf,
    afterTry,
    ['$_', ';'],
  ],
  bash: [
    ['case _ in\n', '\nesac'],
    ['if _; then _; ', ''],
  ],
  css: [['_ {', '\n}']],
};

/** What a block goes on with that begins by closing: `} else {`, `} catch (error) {`; its own last brace may be open. */
const goesOn = /^\s*\}\s*(?:else|catch|finally|while|elseif)\b/;
const begun: readonly Surroundings[] = ['', '\n}'].flatMap((after): Surroundings[] => [
  ['if (_) {', after],
  ['try {', after],
  ['do {', after],
]);
const begunIn = (start: string, end: string): readonly Surroundings[] =>
  ['', '\n}'].map((after) => [start, `${after}${end}`]);

const begunBlocks: Partial<Record<GrammarLanguage, readonly Surroundings[]>> = {
  typescript: begun,
  tsx: begun,
  javascript: begun,
  java: begun,
  csharp: begun,
  php: begun,
  cpp: [...begunIn('void _() { if (_) {', '\n}'), ...begunIn('void _() { try {', '\n}')],
  go: begunIn('func _() { if _ {', '\n}\n'),
  rust: begunIn('fn _f() { if x {', '\n}'),
};

/** Longest text that is read in every way; a longer one is a file rather than a part of one. */
const longestPart = 64_000;

/** The readings of a block, the likeliest first. */
export function* readingsOf(text: string, language: GrammarLanguage): Generator<Reading> {
  // What stands before a tag of PHP is no code, and without one the whole text would be none.
  const isPage = language === 'php' && text.includes('<?') && /^\s*</.test(text);
  const opening = language === 'php' && !isPage ? '<?php ' : '';
  const read = (part: string, grammar: Grammar, [before, after]: Surroundings): Reading => ({
    grammar,
    text: `${opening}${before}${part}${after}`,
    before: opening.length + before.length,
    surrounded: after.trim().length > 1 && !goesOn.test(part),
    isPart: before !== '',
  });
  const asItStands: Surroundings = ['', ''];
  const [grammar, ...others] = grammarsOf[language];
  if (!grammar) return;
  yield read(text, grammar, asItStands);
  for (const other of others) yield read(text, other, asItStands);
  if (text.length > longestPart) return;
  const whole = withoutElisions(asGrammarsKnow(text, language), language);
  for (const one of grammarsOf[language]) {
    if (whole !== text) yield read(whole, one, asItStands);
    if (isPage) continue;
    for (const around of goesOn.test(whole) ? (begunBlocks[language] ?? []) : surroundings[language])
      if (around !== markup || /^\s*(?:<|\{[^<]*<\w)/.test(whole)) yield read(whole, one, around);
  }
}
