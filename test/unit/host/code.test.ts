import { describe, expect, it } from 'vitest';
import { commandLines } from '../../../src/host/code/commandLines';
import { asFile, asPart } from '../../../src/host/code/fitCode';
import { languageId } from '../../../src/host/code/languages';

describe('code as a whole file', () => {
  it('has the ends of line of the file, and one at the end', () => {
    expect(asFile('a\nb\n\n', 'x\r\ny\r\n', '')).toBe('a\r\nb\r\n');
    expect(asFile('a', '', '')).toBe('a\n');
  });

  it('loses the comment that only named the file, unless the file has it too', () => {
    const code = '// src/a.ts\n\nlet a = 1;\n';
    expect(asFile(code, 'let a = 0;\n', 'src/a.ts')).toBe('let a = 1;\n');
    expect(asFile(code, '// src/a.ts\nlet a = 0;\n', 'src/a.ts')).toBe(code);
    expect(asFile('// src/a.ts adds\nlet a;\n', '', 'src/a.ts')).toBe('// src/a.ts adds\nlet a;\n');
  });

  it.each(['{\n  "a": 1\n}\n', '/**\n * Says a.\n */\nlet a;\n', '---\na: 1\n'])(
    'keeps every line where no file is named: %j',
    (code) => expect(asFile(code, 'import b;\n', '')).toBe(code),
  );
});

describe('code in place of a selection', () => {
  const code = 'if (a) {\n  b();\n}\n';

  it('is indented as what it replaces, which it ends as', () => {
    expect(asPart(code, '    old();\n', '    ', '\n')).toBe('    if (a) {\n      b();\n    }\n');
    expect(asPart(code, 'old();', '    ', '\n')).toBe('if (a) {\n      b();\n    }');
    expect(asPart('    x();\n\n    y();', 'old();', '\t', '\r\n')).toBe('x();\r\n\r\n\ty();');
  });

  it('stays as it is in the middle of a line', () => {
    expect(asPart('  b + 1\n', 'b', undefined, '\n')).toBe('  b + 1');
  });
});

describe('the commands of a block', () => {
  it('are its lines without comments, joined where one goes on', () => {
    const code = '# first\nnpm install \\\n  --save-dev x\n\nnpm test\n';
    expect(commandLines(code, 'sh')).toEqual(['npm install --save-dev x', 'npm test']);
  });

  it.each([
    ['docker run\\\n  -it x', 'sh', ['docker run -it x']],
    ['echo ab\\\r\ncd', '', ['echo abcd']],
    ['cd C:\\\ndir', '', ['cd C:\\', 'dir']],
    ['cd C:\\x\\\ndir', 'powershell', ['cd C:\\x\\', 'dir']],
  ])('part the words of %j in %j as the shell does', (code, language, commands) => {
    expect(commandLines(code, language)).toEqual(commands);
  });

  it('are what was typed, in a transcript', () => {
    const code = '$ git status\nOn branch main\nme@host:~/x$ git log\n';
    expect(commandLines(code, 'console')).toEqual(['git status', 'git log']);
    expect(commandLines('make\nmake test', 'console')).toEqual(['make', 'make test']);
  });

  it.each([
    ...['\r', '\u001b[200~', '\u0003', '\u202e', '\u2028', '\u200b', '\u0085', '\u200e', '\u061c', '\u200d'],
    ...[
      '\u{e0041}',
      '\ufe0f',
      '\u{e0101}',
      '\u034f',
      '\u115f',
      '\u3164',
      '\u2800',
      '\u00a0',
      '\u3000',
      '\ufeff',
    ],
    ...['\u2066', '\u180e', '\ufff9', '\ud800'],
  ])('hold no sign that a terminal acts on or a person cannot see: %j', (sign) => {
    expect(() => commandLines(`echo a${sign}rm -rf b`, 'sh')).toThrow('cannot be seen');
  });
});

it('the names of languages in fences are the editor’s', () => {
  expect(['ts', 'PY', 'c++', 'rust', 'nonsense', 'constructor', ''].map(languageId)).toEqual([
    'typescript',
    'python',
    'cpp',
    'rust',
    'nonsense',
    'constructor',
    '',
  ]);
});
