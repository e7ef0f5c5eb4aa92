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

export interface GermanRequest {
  /** As it was asked, without the words of asking. */
  readonly said: string;
  readonly english: string;
}

/** Undefined where nothing in it is German. */
export function fromGerman(question: string): GermanRequest | undefined {
  const asked = question.replace(/(?<![\s?.=])[\s?.=]+$/, '').replace(politeness, '');
  const said = asked.replace(asking, '').trim();
  const english = words.reduce((text, [german, word]) => text.replace(german, word), ` ${said}`).trim();
  return english === said && said === asked.trim() ? undefined : { said, english };
}
