/** Requests to calculate in German, put into the English that is read further; whatever is left German is declined there. */

const number = String.raw`\d[\d.,]*`;
const asking =
  /^(?:(?:was|wie ?viel) (?:ist|sind|ergibt|ergeben|macht|machen|gibt)|(?:berechne|rechne)(?: mir)?(?: bitte)?(?: aus)?|(?:kannst|könntest) du (?:mir )?(?:bitte )?(?:ausrechnen|berechnen)[, ]{0,2}(?:was|wie ?viel)?)\b:? /i;
const politeness = /^bitte,? |,? bitte$/i;

/** Words of arithmetic, and the English for them; only these make a request German that asks in no German words. */
const words: readonly (readonly [german: RegExp, english: string])[] = [
  [/ multipliziert mit /gi, ' times '],
  [/ mal /gi, ' times '],
  [/ (?:geteilt|dividiert) durch /gi, ' divided by '],
  [/ durch /gi, ' divided by '],
  [/ zum quadrat\b/gi, ' squared'],
  [/ hoch /gi, ' to the power of '],
  [/ ?prozent\b/gi, ' percent'],
  [/(%|percent) (?:von|vom) /gi, '$1 of '],
  [/(?:^|\b)(?:die )?(?:quadrat)?wurzel (?:aus|von) /gi, 'the square root of '],
  [/(?:^|\b)(?:die )?(?:kubikwurzel|dritte wurzel) (?:aus|von) /gi, 'the cube root of '],
  [new RegExp(`(?:^|\\b)die hälfte von (?=${number})`, 'gi'), 'half of '],
  [/^ ?(?:die )?fakultät von /gi, 'the factorial of '],
];

/** Units, and how they are written further; none that is another one to some, such as the pound. */
const units: readonly (readonly [german: string, english: string])[] = [
  ['Kilometern?', 'km'],
  ['Zentimetern?', 'cm'],
  ['Millimetern?', 'mm'],
  ['Metern?', 'm'],
  ['Meilen?', 'miles'],
  ['Fuß', 'feet'],
  ['Zoll', 'inches'],
  ['Kilogramm', 'kg'],
  ['Gramm', 'g'],
  ['Tonnen?', 'tonnes'],
  ['Sekunden?', 'seconds'],
  ['Minuten?', 'minutes'],
  ['Stunden?', 'hours'],
  ['Tagen?', 'days'],
  ['Tag', 'days'],
  ['Wochen?', 'weeks'],
  ['Litern?', 'l'],
  ['Millilitern?', 'ml'],
  ['Hektar', 'ha'],
  ['Grad Celsius', 'celsius'],
  ['Grad Fahrenheit', 'fahrenheit'],
  ['Celsius', 'celsius'],
  ['Fahrenheit', 'fahrenheit'],
];
/** Those that are English as well, whose numbers are written otherwise. */
const alsoEnglish = /^(?:(?:kilo|milli)?(?:meter|liter)|celsius|fahrenheit|[a-z]{1,3})$/i;
const unit = units.map(([german]) => german).join('|');
const quantity = String.raw`(\d[\d.,]*|eine?[nmr]?) ?(${unit})`;
/** "5 Meilen in km", "wie viele Meter sind 3 Kilometer", "rechne 2 Stunden in Minuten um". */
const fromTo = new RegExp(String.raw`^${quantity} in (${unit}|[a-zA-Z]{1,3})$`, 'i');
const howMany = new RegExp(
  String.raw`^wie ?viele? (${unit}) (?:sind|ist|hat|haben|ergeben|sind es in) (?:in )?${quantity}$`,
  'i',
);
const convert = /^(?:rechne|wandle|konvertiere) (?:bitte )?(.+ in .+?)(?: um)?$/i;

/** A conversion between units in English; undefined where it is none, or may have been asked in English. */
function converted(said: string, isGerman: boolean): string | undefined {
  const plain = convert.exec(said)?.[1] ?? said;
  const [, amount, from, to] = fromTo.exec(plain) ?? [];
  const [, asked, count, of] = howMany.exec(said) ?? [];
  const isClear = isGerman || plain !== said || [from, to].some((one) => one && !alsoEnglish.test(one));
  if (from && !isClear) return undefined;
  const found = from && to ? [amount!, from, to] : asked && of ? [count!, of, asked] : undefined;
  if (!found) return undefined;
  const [value = '', source = '', target = ''] = found;
  return `${/^\d/.test(value) ? value : '1'} ${englishUnit(source)} to ${englishUnit(target)}`;
}

function englishUnit(german: string): string {
  return units.find(([word]) => new RegExp(`^(?:${word})$`, 'i').test(german))?.[1] ?? german;
}

export interface GermanRequest {
  /** As it was asked, without the words of asking. */
  readonly said: string;
  readonly english: string;
}

/** Undefined where nothing in it is German. */
export function fromGerman(question: string): GermanRequest | undefined {
  const asked = question.replace(/(?<![\s?.=])[\s?.=]+$/, '').replace(politeness, '');
  const said = asked.replace(asking, '').trim();
  const conversion = converted(asked, false) ?? converted(said, said !== asked);
  if (conversion !== undefined) return { said, english: conversion };
  const english = words.reduce((text, [german, word]) => text.replace(german, word), ` ${said}`).trim();
  return english === said && said === asked.trim() ? undefined : { said, english };
}
