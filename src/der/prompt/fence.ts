/** Lines that mark where the text of others begins and ends in a prompt. */

/** A line of one sign, at least `least` of them, that the text has nowhere. */
export function fenceAround(text: string, sign: string, least: number): string {
  let longest = 0;
  let run = 0;
  for (let at = 0; at < text.length; at++) {
    run = text[at] === sign ? run + 1 : 0;
    if (run > longest) longest = run;
  }
  return sign.repeat(Math.max(least, longest + 1));
}
