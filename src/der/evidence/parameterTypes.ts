/** First inputs where nothing is stated: values for a parameter by its type, its name and what the question is about. */
import { isSquare } from './mutation';
import { functionsFor, takesFunction } from './functionInputs';
import type { Literal } from './literals';
import type { Parameter } from './signatures';

const number = (text: string | number): Literal => ({ type: 'number', text: String(text) });
const string = (value: string): Literal => ({ type: 'string', value });
const list = (items: readonly Literal[]): Literal => ({ type: 'list', items });

const wholes = [3, 5, 2, 7, 10, 12, 1, 4, 25, 100].map(number);
const reals = ['2.5', '1.0', '3.75', '10.2', '0.5'].map(number);
const words = [
  'hello',
  'racecar',
  'Hello World',
  'banana',
  'abcabc',
  'Mississippi',
  'the quick brown fox',
  'a1b2',
  'x',
];
const lists = [
  [3, 1, 2],
  [5, 3, 8, 1, 9, 2],
  [2, 2, 4, 7],
  [10],
  [1, 2, 3, 4, 5, 6],
  [4, 4, 4],
  [9, 7, 5, 3, 1],
];
const booleans: readonly Literal[] = [
  { type: 'boolean', value: true },
  { type: 'boolean', value: false },
];

/** Texts of a kind, where the question names it. */
const subjects: readonly (readonly [RegExp, readonly string[]])[] = [
  [/\b(?:bracket|parenthes|brace)/i, ['()', '([]{})', '(]', '((()))', '([)]', '{[()()]}', '((', '())(']],
  [/\bbinary (?:string|number|digits)/i, ['1010', '0', '1', '111', '100101', '1000']],
  [/\broman\b/i, ['III', 'IV', 'IX', 'LVIII', 'MCMXCIV', 'XLII']],
  [/\be-?mail/i, ['ann@example.com', 'a.b@mail.org', 'no-at.com', 'x@y', '@example.com', 'a@b.co.uk']],
  [
    /\burl|query string/i,
    ['https://example.com/a?b=1&c=2', 'http://a.org', '?x=1&y=two', 'example.com/path#top'],
  ],
  [/\b(?:ipv4|ip address)/i, ['192.168.0.1', '256.1.1.1', '10.0.0', '1.2.3.4', '01.2.3.4']],
  [/\bhex(?:adecimal)?\b|colou?r/i, ['#ff8800', 'ff', '1a', '#fff', '00ff00', 'C0FFEE']],
  [/\bjson\b/i, ['{"a": 1}', '[1, 2, 3]', '{"a": {"b": [true, null]}}', '"text"']],
  [/\bcsv\b/i, ['a,b,c', 'a,b\n1,2\n3,4', '"x, y",z', 'name,age\nAnn,30']],
  [/\b(?:date|iso 8601)\b/i, ['2024-02-29', '2023-12-31', '2000-01-01', '2023-02-30']],
  [/\b(?:duration|hh:mm|time of day|clock)\b/i, ['12:30', '00:00', '23:59', '07:05', '1:02:03']],
  [
    /\b(?:camel|snake|kebab|pascal)[- ]?case|slug/i,
    ['helloWorld', 'hello_world', 'Hello World', 'some-kebab-name', 'XMLHttpRequest', 'a'],
  ],
  [
    /\b(?:arithmetic|mathematical|math) expression|calculator|postfix|infix|reverse polish/i,
    ['1 + 2', '2 * (3 + 4)', '10 / 4 - 1', '3 4 +', '2 3 * 4 +'],
  ],
  [
    /\b(?:vowels?|sentence|words?|capitali[sz]e|title case)\b/i,
    ['hello world', 'The quick brown fox', 'aeiou', 'rhythm', 'one two two three', 'Hello, World!'],
  ],
  [/\banagram|palindrom/i, ['racecar', 'listen', 'silent', 'abba', 'Never odd or even', 'hello', 'aab']],
  [
    /\b(?:digits?|numeric|phone|credit card|luhn|isbn)\b/i,
    ['12345', '4539578763621486', '79927398713', '0', '1001', '98765'],
  ],
];

/** Values for every parameter that must be given: one row for one input. Empty where nothing can be told of one. */
export function firstInputs(params: readonly Parameter[], question: string, rows: number): Literal[][] {
  const given = params.flatMap((param) => {
    // Of functions that are handed over one after another, there are two.
    if (/^[.*]/.test(param.name) && takesFunction(param)) return [param, param];
    return param.optional ? [] : [param];
  });
  const pools = given.map((param) => poolOf(param, question));
  if (pools.length === 0 || pools.some((pool) => pool.length === 0)) return [];
  return Array.from({ length: rows }, (_, row) =>
    // Another stride for every parameter, so that equal ones do not always get the same.
    pools.map((pool, at) => pool[(row * (at + 1) + at) % pool.length]!),
  );
}

/** What copies, compares or checks any value is given values of many kinds. */
const ofAny =
  /\b(?:deep|clon\w+|cop(?:y|ies) of|equal\w*|serial\w+|flatten\w*|freez\w+|any (?:value|type)|plain objects?)\b/i;

const nested: readonly Literal[] = [
  {
    type: 'map',
    entries: [
      [string('a'), number(1)],
      [string('b'), list([number(2), list([number(3)])])],
    ],
  },
  list([number(1), { type: 'map', entries: [[string('x'), { type: 'none' }]] }, string('y')]),
  { type: 'map', entries: [[string('a'), { type: 'map', entries: [[string('b'), list([])]] }]] },
  number(5),
  string('text'),
];
/** By the word that names them in a question, which then has them handed over too. */
const kinds: readonly (readonly [RegExp, Literal])[] = [
  [/\bdates?\b/i, { type: 'code', javascript: 'new Date(86400000)', python: '86400' }],
  [/\bmaps?\b/i, { type: 'code', javascript: "new Map([['k', { v: [1] }]])", python: "{'k': {'v': [1]}}" }],
  [/\bsets?\b/i, { type: 'code', javascript: 'new Set([1, 2])', python: '{1, 2}' }],
];

function manyKinds(question: string): readonly Literal[] {
  const own = kinds.filter(([word]) => word.test(question)).map(([, literal]) => literal);
  return [...own, ...nested];
}

function poolOf({ name, type }: Parameter, question: string): readonly Literal[] {
  if (takesFunction({ name, type })) return functionsFor({ name, type }, question);
  const isAny =
    type === undefined
      ? /^(?:value|obj\w*|data|input|a|b)$/i.test(name)
      : /^(?:T|any|unknown|Any|object)$/.test(type.trim());
  if (isAny && ofAny.test(question)) return manyKinds(question);
  return (type === undefined ? undefined : ofType(type.trim(), name, question)) ?? byName(name, question);
}

function ofType(type: string, name: string, question: string, depth = 0): readonly Literal[] | undefined {
  if (depth > 4) return undefined;
  const bare = type.replace(/^(?:readonly|typing\.|t\.)\s*/, '').replace(/^["']|["']$/g, '');
  const optional = /^Optional\[([^]+)\]$/.exec(bare)?.[1] ?? withoutNothing(bare);
  if (optional !== bare) return ofType(optional, name, question, depth + 1);
  const item =
    /^(?:List|list|Sequence|Iterable|Collection|Array|ReadonlyArray)[[<]([^]+)[\]>]$/.exec(bare)?.[1] ??
    /^\(?([^]+?)\)?\[\]$/.exec(bare)?.[1];
  if (item !== undefined) return listsOf(ofType(item.trim(), name, question, depth + 1), item, question);
  const set = /^(?:Set|set|FrozenSet|ReadonlySet)[[<]([^]+)[\]>]$/.exec(bare)?.[1];
  if (set !== undefined) {
    const items = ofType(set, name, question, depth + 1) ?? wholes;
    return [3, 2, 4].map((count) => ({ type: 'set', items: items.slice(0, count) }));
  }
  const map = /^(?:Dict|dict|Mapping|Record|Map)[[<]([^,]+),([^]+)[\]>]$/.exec(bare);
  if (map) {
    const values = ofType(map[2]!.trim(), name, question, depth + 1) ?? wholes;
    return bare.startsWith('Map') ? undefined : mapsOf(values);
  }
  const tuple = /^(?:Tuple|tuple)\[([^]+)\]$/.exec(bare)?.[1] ?? /^\[([^]+)\]$/.exec(bare)?.[1];
  if (tuple !== undefined) return tuplesOf(tuple.split(','), name, question, depth);
  if (/^(?:int|bigint|Integer|long)$/.test(bare)) return wholes;
  if (/^number$/.test(bare))
    return /\b(?:price|rate|celsius|fahrenheit|temperature|radius|weight|decimal|float)/i.test(name)
      ? [...reals, ...wholes]
      : wholes;
  if (/^(?:float|double|Decimal|complex)$/.test(bare)) return reals;
  if (/^(?:str|string|String|AnyStr)$/.test(bare)) return wordsFor(question);
  if (/^(?:bool|boolean)$/.test(bare)) return booleans;
  if (/^(?:list|List|Array|unknown\[\]|any\[\]|T\[\]|Iterable|Sequence)$/.test(bare))
    return lists.map((items) => list(items.map(number)));
  if (/^(?:dict|Dict|object|Record)$/.test(bare)) return mapsOf(wholes);
  if (/^(?:T|K|V|U|Any|any|unknown)$/.test(bare)) return depth > 0 ? wholes : undefined;
  return undefined;
}

/** A type beside nothing: `string | null`, `int | None`. */
function withoutNothing(type: string): string {
  if (!type.includes('|') || /[<[({]/.test(type)) return type;
  const parts = type.split('|').map((part) => part.trim());
  return parts.find((part) => !/^(?:null|undefined|None)$/.test(part)) ?? type;
}

function listsOf(
  items: readonly Literal[] | undefined,
  type: string,
  question: string,
): readonly Literal[] | undefined {
  if (items === undefined) return undefined;
  if (/^(?:int|number|Integer|T|any|unknown|Any)$/.test(type.trim()))
    return lists.map((row) => list(row.map(number)));
  const texts = /^(?:str|string)$/.test(type.trim()) && items === undefined ? wordsFor(question) : items;
  return [3, 5, 2, 4, 1].map((count, row) =>
    list(Array.from({ length: count }, (_, at) => texts[(row + at) % texts.length]!)),
  );
}

function mapsOf(values: readonly Literal[]): readonly Literal[] {
  const keys = ['a', 'b', 'c', 'name', 'x'];
  return [2, 3, 1].map((count, row) => ({
    type: 'map',
    entries: keys
      .slice(0, count)
      .map((key, at) => [string(key), values[(at + row) % values.length]!] as const),
  }));
}

function tuplesOf(
  types: readonly string[],
  name: string,
  question: string,
  depth: number,
): readonly Literal[] | undefined {
  const pools = types.map((type) =>
    type.trim() === '...' ? [] : ofType(type.trim(), name, question, depth + 1),
  );
  if (pools.some((pool) => pool === undefined)) return undefined;
  const kept = pools.flatMap((pool) => (pool && pool.length > 0 ? [pool] : []));
  return [0, 1, 2].map((row) => ({
    type: 'tuple',
    items: kept.map((pool, at) => pool[(row + at) % pool.length]!),
  }));
}

function wordsFor(question: string): readonly Literal[] {
  const subject = subjects.filter(([pattern]) => pattern.test(question)).flatMap(([, texts]) => texts);
  return [...new Set([...subject, ...words])].slice(0, 16).map(string);
}

const ofFunctions = /\b(?:arrays?|lists?) of (?:async )?(?:functions|callables|callbacks|thunks)\b/i;

/** By what such a parameter is usually called. */
function byName(name: string, question: string): readonly Literal[] {
  const plain = name.replace(/^[.*]+/, '').toLowerCase();
  if (
    /^(?:tasks|jobs|fns|funcs|functions|callbacks|handlers|thunks)$/.test(plain) &&
    ofFunctions.test(question)
  ) {
    const own = functionsFor({ name: '', type: undefined }, question);
    return [own, own.slice(1), own.slice(0, 1)].filter((some) => some.length > 0).map(list);
  }
  if (/matrix|grid|board|table|intervals|pairs|edges|rows/.test(plain)) {
    return [
      [
        [1, 2],
        [3, 4],
      ],
      [
        [1, 2, 3],
        [4, 5, 6],
        [7, 8, 9],
      ],
      [
        [5, 1],
        [2, 8],
        [6, 3],
      ],
    ]
      .filter((rows) => !isSquare.test(question) || rows.length === rows[0]!.length)
      .map((rows) => list(rows.map((row) => list(row.map(number)))));
  }
  if (
    /^(?:words|strings|strs|names|texts|tokens|lines|keys)$|(?:word|string|str)s?_?(?:list|array)$/.test(
      plain,
    )
  ) {
    return [3, 5, 2, 4].map((count, row) => list(words.slice(row, row + count).map(string)));
  }
  if (
    /^(?:nums?\d?_?(?:list|arr(?:ay)?)|numbers|nums\d?|arr\w*|array\w*|a?list\w*|lst\w*|l\d?|xs|values|items|elements|data|seq\w*|integers|test_list\w*|prices|scores|heights|tup\w*|test_tup\w*)$/.test(
      plain,
    )
  ) {
    const of =
      /\b(?:strings|words|names)\b/i.test(question) && !/\b(?:numbers|integers|digits)\b/i.test(question)
        ? words.slice(0, 4).map(string)
        : undefined;
    return of ? [of, of.slice(1), of.toReversed()].map(list) : lists.map((row) => list(row.map(number)));
  }
  if (
    /^(?:s\d?|str\w*|text\w*|word\w*|string\w*|sentence|name|input|char\w*|phrase|message|password|pattern|key|line|path|html|url|email|date\w*|title|csv|json|roman|expression|paragraph)$/.test(
      plain,
    )
  )
    return wordsFor(question);
  if (/^(?:is|has|should|use|enable)[A-Z_]|^(?:flag|reverse|strict|ascending|verbose)$/.test(name))
    return booleans;
  if (/^(?:obj\w*|dict\w*|map|d|record|options|config)$/.test(plain)) return mapsOf(wholes);
  if (
    /^(?:[a-e]|[g-kmnp-rt-z]|num\w*|number|count|size|length|limit|year|month|day|age|width|height|base|exp\w*|index|low|high|start|end|min|max|target|total|amount|sum|step|times|tries|retries|attempts|rounds|repeats?|x\d|y\d|n\d?|value|radius|side|price|rate|money|degree\w*|celsius|fahrenheit|seconds|minutes|hours|bytes|hour|position|capacity|principal|depth|digit\w*)$/.test(
      plain,
    )
  )
    return wholes;
  return [];
}
