import { describe, expect, it } from 'vitest';
import { languagesAsked, programsSeen } from '../../../src/checks/programsSeen';

function seen(text: string, size: number): string[] {
  const told: string[] = [];
  const watch = programsSeen((language) => told.push(language));
  for (let at = 0; at < text.length; at += size) watch(text.slice(at, at + size));
  return told;
}

describe('programs in a text that is being written', () => {
  it.each([1, 3, 1000])('are told where they begin, in pieces of %d', (size) => {
    expect(seen('So:\n\n```python\nprint(1)\n```\n', size)).toEqual(['python']);
    expect(seen('So:\n\n~~~ {.ts}\nconst x = 1;\n~~~\n', size)).toEqual(['javascript']);
    expect(seen('def f(x):\n    return x\n', size)).toEqual(['python']);
    expect(seen('Python is nice, and `js` too.\n\n```json\n{}\n```\n', size)).toEqual([]);
  });

  it('are told by the name of a file, and in a list', () => {
    expect(seen('```src/app/main.py\nimport os\n', 2)).toEqual(['python']);
    expect(seen('1. ```py\n   x = 1\n', 2)).toEqual(['python']);
    expect(seen('- ```src/a.mts\n', 2)).toEqual(['javascript']);
  });

  it('may be in either language where the question names none', () => {
    expect(languagesAsked({ program: true, language: undefined })).toEqual(['javascript', 'python']);
    expect(languagesAsked({ program: true, language: 'python' })).toEqual(['python']);
    expect(languagesAsked({ program: false, language: 'python' })).toEqual([]);
  });

  it('takes little time, whatever comes', () => {
    const before = process.cpuUsage();
    for (const piece of ['`', '\n', ' ', '\n```', '\n> ']) seen(piece.repeat(50_000), 7);
    expect(process.cpuUsage(before).user).toBeLessThan(8_000_000);
  });
});
