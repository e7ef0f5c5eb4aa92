import { describe, expect, it } from 'vitest';
import { Fences } from '../../../src/cli/terminal/fences';
import { StyledText } from '../../../src/cli/terminal/styledText';

const codeOf = (text: string): string[] => {
  const fences = new Fences();
  return text.split('\n').filter((line) => fences.holds(line));
};

describe('fenced code', () => {
  it('ends at a fence of its own sign that is as long, and nothing behind it', () => {
    const text = 'a\n````md\n```js\nlet a;\n```\n````\nb\n~~~\n```\n~~~\nc\n```\nd\n``` js\ne\n```\nf';
    const outside = text.split('\n').filter((line) => !codeOf(text).includes(line));
    expect(outside).toEqual(['a', 'b', 'c', 'f']);
  });

  it('does not begin with code within a sentence', () => {
    expect(codeOf('```x``` is code\nprose')).toEqual([]);
  });

  it('that is nested is printed as it is, long lines too', () => {
    const long = 'x '.repeat(80).trim();
    const text = `\`\`\`\`\n\`\`\`\n${long}\n\`\`\`\n\`\`\`\`\n${long}`;
    const printed = new StyledText({ width: 60, color: false }).verbatim(text).split('\n');
    expect(printed.filter((line) => line === long)).toHaveLength(1);
  });
});
