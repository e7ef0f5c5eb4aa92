import { describe, expect, it } from 'vitest';
import { attachmentOf } from '../../../src/host/attachments/editorSelection';

describe('a selection', () => {
  const selection = { path: 'src/a.ts', lines: [3, 5] as const, language: 'typescript', text: 'let a = 1;' };

  it('goes with a question under the name of its lines', () => {
    expect(attachmentOf(selection)).toEqual({
      kind: 'selection',
      label: 'lines 3–5 of src/a.ts',
      language: 'typescript',
      text: 'let a = 1;',
      tokens: 3,
    });
    expect(attachmentOf({ ...selection, lines: [3, 3] }).label).toBe('line 3 of src/a.ts');
  });
});
