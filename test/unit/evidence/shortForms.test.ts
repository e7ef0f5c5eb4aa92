import { describe, expect, it } from 'vitest';
import { canonicalAnswer } from '../../../src/der/evidence/answerKey';
import { finalAnswer } from '../../../src/der/evidence/finalAnswer';
import { sameShortAnswer } from '../../../src/der/evidence/shortAnswer';

const final = (text: string) => ({ text, ...canonicalAnswer(text) });
const same = (a: string, b: string) => sameShortAnswer(final(a), final(b));
/** One pair on each line, with two bars between. */
const pairs = (text: string) =>
  text
    .trim()
    .split('\n')
    .map((line) => line.split(' || ').map((one) => one.trim()) as [string, string]);

const equal = {
  units: `
    1.5 km || 1500 m
    250 ms || 0.25 seconds
    2 KiB || 2048 bytes
    1 KB || 1000 bytes
    90 minutes || 1.5 hours
    100 °C || 212 °F
    25°C || 25 degrees Celsius
    500 g || 0.5 kg
    100 microseconds || 100 µs
    10 requests per second || 600 requests per minute
    60 km/h || 60 kph
    $2 per hour || $2
    8 bits || 1 byte`,
  dates: `
    2024-02-29 || 29.02.2024
    2024-01-01T12:00:00Z || 2024-01-01T13:00:00+01:00
    2024-01-01T00:00:00Z || 2024-01-01T00:00:00.000Z
    14:30 || 2:30 PM
    12 am || 00:00
    midnight || 00:00
    noon || 12:00`,
  truth: `
    Yes. || that is correct
    That's right || Yes
    It is not true || no
    It isn't valid || false
    No, it does not || That is incorrect
    The claim fails || false`,
  numbers: String.raw`
    10^6 || 1,000,000
    10⁶ || 1000000
    6.022e23 || 6.022 × 10²³
    2^10 || 1024
    0xFF || 255
    FF (hex) || 0xFF
    1010 (binary) || 0b1010
    0777 || 0o777
    1_000_000 || 1,000,000
    2**10 || 1024
    2^31 - 1 || 2147483647
    0b1010 || 10
    0o17 || 15
    two || 2
    twenty-one || 21
    third || 3rd
    IV || 4
    half || 1/2
    three hours || 180 minutes
    1.234,56 € || €1,234.56
    3,14 || 3.14
    0,5 || 0.5
    1,5 || 1, 5
    HTTP 404 || 404 Not Found
    status 201 || 201 Created
    port 443 || 443
    \sqrt{2} || √2
    2\pi || 2π`,
  ranges: `
    5-10 || 5 to 10
    5–10 || between 5 and 10
    x > 3 || 3 < x
    x>3 || x > 3
    a ≤ b || a <= b`,
  code: String.raw`
    map() || map
    Array.prototype.map || ${'`Array.prototype.map()`'}
    $ git status || git status
    src/a.ts || ./src/a.ts
    localhost:3000 || http://localhost:3000
    /^\d+$/ || ^\d+$
    ${'`^[0-9]+$`'} || /^[0-9]+$/
    v1.2.3 || 1.2.3
    version 2.0 || 2.0
    #FFFFFF || #ffffff
    None || nil
    b) || B`,
  growth: String.raw`
    O(n log n) || O(n·log(n))
    O(n log n) || \mathcal{O}(n \log n)
    O(n^2) || O(n²)
    O(n**2) || O(n^2)
    O(N) || O(n)
    O(n + m) || O(m + n)
    O(1) || constant time
    O(n lg n) || O(n log n)`,
};

const different = {
  units: `
    5 kB || 5 MB
    1 KB || 1 KiB
    5 ms || 5 s
    20 °C || 20 °F
    20 degrees Celsius || 20 degrees Fahrenheit
    100 Mbps || 100 MBps
    100 Mb || 100 MB
    8 bits || 8 bytes
    3 days || 3 weeks
    10 V || 10 A
    5 mW || 5 MW
    5 mm || 5 cm
    60 mph || 60 km/h
    5 kWh || 5 kW
    5 m || 5 m²
    10 px || 10 em
    100 CNY || 100 USD
    3 hours || 200 minutes
    10 requests per second || 10 requests per minute
    line 5 || column 5`,
  dates: `
    2024-01-01T12:00:00Z || 2024-01-01T12:00:00+01:00
    2024-01-01T12:00:00Z || 2024-01-01T12:00:00
    12:00 UTC || 12:00 CET
    2:30 AM || 2:30 PM
    4 pm || 4 am
    01/02/2024 || 02/01/2024`,
  truth: `
    yes || Yes? No.
    Yes || Yes, but only in Python 2
    Yes || Yes, unless n is 0
    false || False positive
    true || true negative
    Right || yes
    the claim is not false || the claim is false
    The statement is true || The statement is true only if n > 0
    No || No problem
    not false || false`,
  lists: `
    ["1", "2"] || [1, 2]
    [0, 1) || [0, 1]
    (0, 1) || [0, 1]
    a -> b || b -> a
    1, 2, 2 || 1, 1, 2`,
  numbers: String.raw`
    0xFF || 0xFE
    10 || 10 in hex
    0777 || 777
    2147483647 || 2147483648
    9007199254740993 || 9007199254740992
    2n || 2
    5i || 5
    50% || 50px
    0b11 || 11
    5! || 5
    10² || 102
    2^10 || 210
    1,234 || 1.234
    3,14 || 314
    VI || IV
    5 to 10 || 5 to 11
    HTTP 404 || HTTP 400`,
  code: String.raw`
    ls -l || ls -L
    ~1.2.0 || 1.2.0
    'a' || 'A'
    50vh || 50vw
    grep -v || grep -V
    ^\d+$ || ^\D+$
    ^\d+$ || ^d+$
    \w || \W
    /a+/ || /a+/i
    a$ || a
    int || int*
    ${'`*`'} || ${'`**`'}
    ~/a || /a
    __init__ || init
    v3.1 || 3.10
    /etc/hosts || /etc/passwd
    x > 3 || x < 3`,
  growth: `
    O(n) || o(n)
    O(n) || Ω(n)
    O(n^2) || O(n2)
    O(n + k) || O(n * k)
    O(n) time || O(n) space
    O(log n) || O(log log n)`,
};

describe('sameShortAnswer', () => {
  it.each(Object.entries(equal))('finds the forms of %s equal', (_, text) => {
    const missed = pairs(text).filter(([a, b]) => !same(a, b) || !same(b, a));
    expect(missed).toEqual([]);
  });

  it.each(Object.entries(different))('tells %s apart that differ', (_, text) => {
    const taken = pairs(text).filter(([a, b]) => same(a, b) || same(b, a));
    expect(taken).toEqual([]);
  });

  it('takes a value that a language has between ticks for no empty template', () => {
    expect(same('`undefined`', '`undefined`')).toBe(true);
    expect(same('undefined', 'undefined')).toBe(false);
  });
});

describe('several options', () => {
  const chosen = (text: string) => finalAnswer(`The answer is ${text}.`)!;

  it.each([
    ['A and C', '(C), (A)'],
    ['**A** and **C**', 'A, C'],
    ['(B)', 'B'],
  ])('finds %j and %j equal', (a, b) => {
    expect(sameShortAnswer(chosen(a), chosen(b))).toBe(true);
  });

  it.each([
    ['A and B', 'A'],
    ['A, B', 'A, C'],
    ['(B), (D)', 'B'],
  ])('tells %j from %j', (a, b) => {
    expect(sameShortAnswer(chosen(a), chosen(b))).toBe(false);
  });

  it.each(['C++', 'C++11', 'C#', 'B-tree', 'A-'])('takes %j for no option', (text) => {
    expect(chosen(text)).toMatchObject({ kind: 'text', text });
  });
});
