/** Short texts that are neither numbers nor dates in one form: words, code, formulas, how a time grows. */
import { withoutEnds } from './ends';

const superscripts = '⁰¹²³⁴⁵⁶⁷⁸⁹';
const raised = new RegExp(`⁻?[${superscripts}]+`, 'g');

/** Signs of mathematics as they are typed: `10⁶` as `10^6`, `√2` as `sqrt(2)`, `≤` as `<=`. */
export function typed(text: string): string {
  return text
    .replace(raised, (digits) => {
      const plain = [...digits].map((digit) => (digit === '⁻' ? '-' : superscripts.indexOf(digit)));
      return `^${plain.join('')}`;
    })
    .replace(/[₀-₉]/g, (digit) => String(digit.charCodeAt(0) - 0x2080))
    .replace(/√\(?(\w{1,20})\)?/g, 'sqrt($1)')
    .replace(/π/g, 'pi')
    .replace(/∞/g, 'infinity')
    .replace(/≤/g, '<=')
    .replace(/≥/g, '>=')
    .replace(/≠/g, '!=')
    .replace(/[→⟶]/g, '->')
    .replace(/−/g, '-');
}

/** Without quotes, ticks and marks of emphasis around the whole, and what ends a sentence. */
export function bareText(text: string): string {
  let bare = withoutEnds(text, /["'`\s]/);
  while (bare.length > 2 && bare.startsWith('*') && bare.endsWith('*')) bare = bare.slice(1, -1);
  return withoutEnds(bare, /["'`\s]/)
    .replace(/^\$([^$]*)\$$/, '$1')
    .replace(/\.$|(?<=[a-z]{2})!$/i, '');
}

/** A class of characters, which its case turns around. */
const escapes = /\\[dDwWsSbB](?![A-Za-z])/;

/** A pattern for texts, as it stands between its slashes; undefined for what is none. */
export function patternOf(text: string): string | undefined {
  const bare = withoutEnds(text, /[`\s]/);
  const inner = /^\/(.+)\/$/.exec(bare)?.[1];
  if (inner !== undefined && /[\\^$[*+?]/.test(inner)) return inner;
  return escapes.test(bare) ? bare : undefined;
}

/** A value that is none, as the languages name it. */
const nothing = /^(?:None|null|NULL|nil|nullptr)$/;

/** Signs that only code and formulas have: their case counts. */
const code = /[\\/(){}[\]=<>_^|&;$#@]|(?:^|\s)-{1,2}\w/;

/** Equal for texts that say the same. */
export function wordsOf(text: string): string {
  const bare = bareText(text);
  if (nothing.test(bare)) return 'null';
  if (/^#[\da-f]{3,8}$/i.test(bare)) return bare.toLowerCase();
  const growth = growthOf(bare);
  if (growth !== undefined) return growth;
  const plain = withoutMarks(typed(bare));
  const shown = plain === '' ? text : plain;
  return code.test(shown) ? codeKey(shown) : shown.toLowerCase().replace(/^(?:an?|the)\s+/, '');
}

function withoutMarks(text: string): string {
  return text
    .replace(/\*\*([^*]*)\*\*/g, '$1')
    .replace(/\$([^$]*)\$/g, '$1')
    .replace(/["'`]/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}

function codeKey(text: string): string {
  const tight = text
    .replace(/^(?:an?|the)\s+/i, '')
    .replace(/ ?(<=|>=|!=|==|->|[<>=]) ?/g, '$1')
    .replace(/^\$ (?=\w)/, '')
    .replace(/^\.\/(?=\w)/, '')
    .replace(/^https?:\/\/(?=localhost\b)/, '')
    .replace(/(?<=\w)\(\)$/, '');
  const turned = /^(-?[\d.]{1,20})(<=|>=|<|>)([a-z])$/i.exec(tight);
  if (!turned) return code.test(tight) ? tight : tight.toLowerCase();
  const [, value, sign, name] = turned;
  return `${name}${sign!.replace(/[<>]/, (one) => (one === '<' ? '>' : '<'))}${value}`;
}

const named: ReadonlyMap<string, string> = new Map([
  ['constant', '1'],
  ['logarithmic', 'logn'],
  ['linear', 'n'],
  ['linearithmic', 'nlogn'],
  ['quadratic', 'n^2'],
  ['cubic', 'n^3'],
]);

/** `O(n log n)`, `O(n·log(n))`, `\mathcal{O}(n \log n)` and "linearithmic time" are one; undefined for what is none. */
function growthOf(text: string): string | undefined {
  const word = /^([a-z]{5,12}) (?:time|space|time complexity|space complexity|complexity)$/i.exec(text)?.[1];
  const inner = word && named.get(word.toLowerCase());
  if (inner) return `O(${inner})`;
  const flat = typed(text)
    .replace(/\\(?:mathcal|mathrm|text|operatorname)\s?\{(\w{1,9})\}/g, '$1')
    .replace(/\\(?:left|right|,)/g, '')
    .replace(/\\(log|Theta|Omega|cdot|times)/g, (_, name: string) => (/^[ct]/.test(name) ? '*' : name));
  const match = /^(O|o|Theta|Θ|Omega|Ω)\s?\((.{1,60})\)(?: time| space)?$/.exec(flat);
  if (!match) return undefined;
  const terms = match[2]!
    .toLowerCase()
    .replace(/\*\*/g, '^')
    .replace(/\blg\b/g, 'log')
    .replace(/\^\{(\w{1,9})\}/g, '^$1')
    .replace(/[\s*·×]/g, '')
    .replace(/log\((\w{1,9})\)/g, 'log$1');
  const sorted = terms.includes('(') ? terms : terms.split('+').toSorted().join('+');
  return `${match[1]!.replace('Theta', 'Θ').replace('Omega', 'Ω')}(${sorted})${/ space$/.test(flat) ? ' space' : ''}`;
}

/** `5-10`, "5 to 10" and "between 5 and 10" in one form; undefined for what is no range of numbers. */
export function rangeOf(text: string): string | undefined {
  const [, from, to] =
    /^(?:(?:from|between) )?([\d.,]{1,20}) ?(?:-|–|—|to|and) ?([\d.,]{1,20})$/.exec(text) ?? [];
  if (from === undefined || (/ and /.test(text) && !text.startsWith('between'))) return undefined;
  return `${from}..${to}`;
}

/** `v1.2.3` and "version 1.2.3" as `1.2.3`; undefined where nothing says that it is a version. */
export function versionOf(text: string): string | undefined {
  return /^(?:v\.?\s?|version\s)(\d{1,9}(?:\.\d{1,9}){0,4}(?:-[\w.]{1,30})?)$/i.exec(text)?.[1];
}
