/** Units and currencies: what they measure and how many of the first of their kind they are. */

export interface Unit {
  /** What it measures; units of one measure can be told in each other. */
  readonly of: string;
  readonly factor: number;
  /** What is added once the factor is worked in: degrees of temperature begin at different points. */
  readonly offset?: number;
}

/** By measure: words with what one of them counts; a word in lower case stands for any case of it. */
const measures: Readonly<
  Record<string, readonly (readonly [words: string, factor: number, offset?: number])[]>
> = {
  length: [
    ['nm nanometer nanometers nanometre nanometres', 1e-9],
    ['µm um micrometer micrometers micrometre micrometres', 1e-6],
    ['mm millimeter millimeters millimetre millimetres', 1e-3],
    ['cm centimeter centimeters centimetre centimetres', 1e-2],
    ['m meter meters metre metres', 1],
    ['km kilometer kilometers kilometre kilometres', 1e3],
    ['mi mile miles', 1609.344],
    ['yd yard yards', 0.9144],
    ['ft foot feet', 0.3048],
    ['in inch inches', 0.0254],
  ],
  mass: [
    ['mg milligram milligrams', 1e-3],
    ['g gram grams', 1],
    ['kg kilogram kilograms kilo kilos', 1e3],
    ['t ton tons tonne tonnes', 1e6],
    ['lb lbs', 453.59237],
    ['oz ounce ounces', 28.349523125],
  ],
  time: [
    ['ns nanosecond nanoseconds', 1e-9],
    ['µs us microsecond microseconds', 1e-6],
    ['ms millisecond milliseconds', 1e-3],
    ['s sec secs second seconds', 1],
    ['min mins minute minutes', 60],
    ['h hr hrs hour hours', 3600],
    ['d day days daily', 86_400],
    ['week weeks wk wks weekly', 604_800],
  ],
  months: [
    ['month months monthly', 1],
    ['quarter quarters', 3],
    ['y yr yrs year years annum annually', 12],
  ],
  volume: [
    ['ml milliliter milliliters millilitre millilitres', 1e-3],
    ['l liter liters litre litres', 1],
    ['gal gallon gallons', 3.785411784],
  ],
  temperature: [
    ['°c celsius centigrade', 1, 273.15],
    ['°f fahrenheit', 5 / 9, 459.67 * (5 / 9)],
    ['kelvin', 1],
  ],
  angle: [
    ['° deg degree degrees', 1],
    ['rad radian radians', 180 / Math.PI],
  ],
  data: [
    ['bit bits', 1],
    ['byte bytes', 8],
    ['kb kilobyte kilobytes', 8e3],
    ['mb megabyte megabytes', 8e6],
    ['gb gigabyte gigabytes', 8e9],
    ['tb terabyte terabytes', 8e12],
    ['pb petabyte petabytes', 8e15],
    ['kib kibibyte kibibytes', 8 * 1024],
    ['mib mebibyte mebibytes', 8 * 1024 ** 2],
    ['gib gibibyte gibibytes', 8 * 1024 ** 3],
    ['tib tebibyte tebibytes', 8 * 1024 ** 4],
    ['kbit kilobit kilobits Kb', 1e3],
    ['mbit megabit megabits Mb', 1e6],
    ['gbit gigabit gigabits Gb', 1e9],
  ],
  frequency: [
    ['hz hertz', 1],
    ['khz kilohertz', 1e3],
    ['mhz megahertz', 1e6],
    ['ghz gigahertz', 1e9],
  ],
  power: [
    ['mW milliwatt milliwatts', 1e-3],
    ['W watt watts', 1],
    ['kW kilowatt kilowatts', 1e3],
    ['MW megawatt megawatts', 1e6],
  ],
  energy: [
    ['J joule joules', 1],
    ['kJ kilojoule kilojoules', 1e3],
    ['MJ megajoule megajoules', 1e6],
    ['wh', 3600],
    ['kwh', 3.6e6],
    ['eV', 1.602176634e-19],
    ['cal', 4.184],
    ['kcal', 4184],
  ],
  force: [
    ['N newton newtons', 1],
    ['kN', 1e3],
  ],
  pressure: [
    ['pa pascal pascals', 1],
    ['kpa kilopascal kilopascals', 1e3],
    ['bar', 1e5],
    ['atm', 101_325],
  ],
  voltage: [
    ['mV millivolt millivolts', 1e-3],
    ['V volt volts', 1],
    ['kV kilovolt kilovolts', 1e3],
  ],
  current: [
    ['mA milliamp milliamps', 1e-3],
    ['A amp amps ampere amperes', 1],
  ],
  resistance: [
    ['Ω ohm ohms', 1],
    ['kΩ kiloohm kiloohms', 1e3],
  ],
  screen: [['px pixel pixels', 1]],
  vw: [['vw', 1]],
  vh: [['vh', 1]],
  em: [['em', 1]],
  rem: [['rem', 1]],
  usd: [['$ us$ usd dollar dollars', 1]],
  eur: [['€ eur euro euros', 1]],
  gbp: [['£ gbp pound pounds', 1]],
  jpy: [['¥ jpy yen', 1]],
  cny: [['cny rmb yuan', 1]],
  inr: [['₹ inr rupee rupees', 1]],
  krw: [['₩ krw', 1]],
  chf: [['chf franc francs', 1]],
  btc: [['btc bitcoin bitcoins', 1]],
  ...Object.fromEntries(
    'cad aud nzd hkd sgd sek nok dkk pln czk huf brl mxn zar ils try'
      .split(' ')
      .map((code) => [code, [[code, 1]] as const]),
  ),
};

const units: ReadonlyMap<string, Unit> = new Map(
  Object.entries(measures).flatMap(([of, all]) =>
    all.flatMap(([words, factor, offset]) =>
      words
        .split(' ')
        .map((word) => [word, { of, factor, ...(offset !== undefined && { offset }) }] as const),
    ),
  ),
);

/** Speeds whose sign says both what is counted and in which time. */
const speeds: ReadonlyMap<string, readonly [string, string]> = new Map([
  ['mph', ['mi', 'h']],
  ['kmh', ['km', 'h']],
  ['kph', ['km', 'h']],
  ['bps', ['bit', 's']],
  ['kbps', ['kbit', 's']],
  ['Mbps', ['mbit', 's']],
  ['Gbps', ['gbit', 's']],
  ['KBps', ['kb', 's']],
  ['MBps', ['mb', 's']],
  ['GBps', ['gb', 's']],
  ['rps', ['', 's']],
  ['qps', ['', 's']],
  ['fps', ['', 's']],
  ['rpm', ['', 'min']],
]);

/** The unit that a word stands for, squares and cubes among them. Where the case tells two apart, it counts. */
export function unitNamed(written: string): Unit | undefined {
  const [, word = '', raised] = /^(.*?)(?:\^?([23²³]))?$/.exec(written.replace('μ', 'µ').replace('Ω', 'Ω'))!;
  const unit = units.get(word) ?? units.get(word.toLowerCase());
  if (!unit || raised === undefined) return unit;
  return raisedTo(unit, /[2²]/.test(raised) ? 2 : 3);
}

/** The square or the cube of a unit. */
export function raisedTo({ of, factor }: Unit, power: 2 | 3): Unit {
  return { of: `${of}^${power}`, factor: factor ** power };
}

/** What a speed counts, and in which time. */
export function speedNamed(word: string): { unit: Unit | undefined; rate: Unit | undefined } | undefined {
  const speed = speeds.get(word) ?? speeds.get(word.toLowerCase());
  return speed && { unit: unitNamed(speed[0]), rate: unitNamed(speed[1]) };
}
