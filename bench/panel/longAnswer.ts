/** A long answer as models write them, in the pieces that they stream: prose, lists, tables and code. */

/** Characters of a token, about. */
const tokenLength = 4;

/** The answer, `tokens` pieces long; no two sections of it are alike. */
export function longAnswer(tokens: number): string[] {
  let text = '';
  for (let section = 1; text.length < tokens * tokenLength; section++) text += sectionOf(section);
  return Array.from({ length: tokens }, (_, index) =>
    text.slice(index * tokenLength, (index + 1) * tokenLength),
  );
}

function sectionOf(number: number): string {
  const lines = Array.from(
    { length: 12 },
    (_, line) => `  const value${line} = lamp.turn(${number}, ${line}); // step ${line} of ${number}`,
  );
  return `## Part ${number}

The lamp of lighthouse ${number} turns *once* in ${number + 3} seconds, which \`turn(${number})\` computes. Its beam is seen **${number} miles** away, unless there is fog; see [the chart](charts/${number}.md).

- The keeper of part ${number} winds the clockwork.
- A mirror of ${number * 2} panes bundles the light.

\`\`\`ts
export function part${number}(lamp: Lamp): number {
${lines.join('\n')}
  return value0 + value11;
}
\`\`\`

| pane | angle |
| ---: | ----: |
| ${number} | ${number * 7} |

`;
}
