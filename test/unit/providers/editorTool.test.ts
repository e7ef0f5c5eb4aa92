/** Tools of the editor are asked with the question alone, and none that may change something is ever called. */
import { describe, expect, it } from 'vitest';
import type { Expert, ExpertEvent } from '../../../src/der/core/experts';
import { changesThings } from '../../../src/providers/editorTool/changesThings';
import { editorToolKind } from '../../../src/providers/editorTool/kind';
import { editorToolExpert } from '../../../src/providers/editorTool/provider';
import { questionField } from '../../../src/providers/editorTool/questionField';
import type { EditorTool } from '../../../src/providers/editorTool/tools';
import type { ProviderServices } from '../../../src/providers/services';

const asks = (required: readonly string[], properties: Record<string, unknown>) => ({
  type: 'object',
  properties,
  required,
});
const text = { type: 'string' };

describe('the field that takes the question', () => {
  it.each<[name: string, schema: unknown, field: string | undefined]>([
    ['the one that is required', asks(['query'], { query: text, limit: { type: 'number' } }), 'query'],
    ['whatever its name', asks(['libraryName'], { libraryName: text }), 'libraryName'],
    ['text or nothing', asks(['q'], { q: { type: ['string', 'null'] } }), 'q'],
    ['the one for words to look for, where none is required', asks([], { query: text, page: text }), 'query'],
    ['none, where two are required', asks(['path', 'query'], { path: text, query: text }), undefined],
    ['none, where it is no text', asks(['id'], { id: { type: 'number' } }), undefined],
    ['none, where it is one of a few', asks(['mode'], { mode: { ...text, enum: ['a', 'b'] } }), undefined],
    ['none, where it is not described', asks(['query'], {}), undefined],
    ['none, of no schema', undefined, undefined],
    ['none, of nonsense', { properties: 7, required: 'query' }, undefined],
    ['none, of a name that every object has', asks(['constructor'], {}), undefined],
  ])('is %s', (_, schema, field) => expect(questionField(schema)).toBe(field));
});

describe('a tool that may change something', () => {
  it.each([
    ...[
      'createFile',
      'edit_file',
      'mcp.delete-issue',
      'run_in_terminal',
      'github_push',
      'sendMail',
      'applyPatch',
    ],
    ...[
      'updating_records',
      'browser_click',
      'memory_store',
      'db_execute',
      'publishRelease',
      'installExtension',
    ],
  ])('is known by its name: %s', (name) => expect(changesThings(name, 'Does it.')).toBe(true));

  it.each(['Creates a file.', 'Writes to the database', 'This will delete it.', 'Updates an issue'])(
    'is known by what is said of it first: %s',
    (said) => expect(changesThings('helper', said)).toBe(true),
  );

  it.each([
    ['search_docs', 'Searches the documentation of libraries.'],
    ['resolveLibraryDocs'.replace('resolve', 'get'), 'Gets documentation.'],
    ['wikipedia', 'Looks up an article.'],
    ['list_issues', 'Lists issues of a repository.'],
    ['readNotes', 'Reads the notes about a subject.'],
  ])('is not %s', (name, said) => expect(changesThings(name, said)).toBe(false));
});

describe('an expert that is a tool of the editor', () => {
  const called: unknown[] = [];
  const tool = (change: Partial<EditorTool> = {}): EditorTool => ({
    name: 'lookup',
    description: 'Looks it up.',
    inputSchema: asks(['query'], { query: text }),
    invoke: async (input) => {
      called.push(input);
      return 'It is so.';
    },
    ...change,
  });
  const services = (tools: readonly EditorTool[], firstTokenMs = 5_000) =>
    ({
      fetch,
      secret: async () => undefined,
      timeouts: { firstTokenMs, silenceMs: 5_000 },
      env: {},
      editorTools: { list: () => tools },
    }) satisfies ProviderServices;
  const entry = { kind: 'editorTool', tool: 'lookup', enabled: true } as const;
  async function said(expert: Expert, signal = new AbortController().signal): Promise<string> {
    let all = '';
    const events: AsyncIterable<ExpertEvent> = expert.ask({ question: 'Is it so?', messages: [] }, signal);
    for await (const event of events) if (event.type === 'delta') all += event.text;
    return all;
  }

  it('gets the question, and is taken for text of the workspace that leaves the machine', async () => {
    const expert = editorToolExpert(entry, services([tool()]));
    expect(await said(expert)).toBe('It is so.');
    expect(called).toEqual([{ query: 'Is it so?' }]);
    expect(expert).toMatchObject({ tool: true, readsWorkspace: true, leavesMachine: true, costB: 0 });
  });

  it('declines with nothing, is bounded, and says what it fails of', async () => {
    const bringing = (invoke: EditorTool['invoke']) =>
      said(editorToolExpert(entry, services([tool({ invoke })])));
    await expect(bringing(async () => ' \n')).rejects.toMatchObject({ kind: 'declined' });
    expect(await bringing(async () => 'x'.repeat(1e6))).toHaveLength(40_000);
    await expect(bringing(() => Promise.reject(new Error('No server.')))).rejects.toThrow(
      /No server\. .*look at/,
    );
    await expect(bringing(() => Promise.reject(new TypeError('x is not a function')))).rejects.toThrow(
      /A fault of/,
    );
  });

  it('is not waited for beyond its time, nor when the route stops, though it heeds no signal', async () => {
    const never = tool({ invoke: () => new Promise(() => {}) });
    const slow = said(editorToolExpert(entry, services([never], 30)));
    await expect(slow).rejects.toMatchObject({ kind: 'first_token_timeout' });
    const stop = new AbortController();
    const stopped = said(editorToolExpert(entry, services([never])), stop.signal);
    stop.abort();
    await expect(stopped).rejects.toMatchObject({ kind: 'cancelled' });
  });

  it('is refused where it may change something, also when it became another under its name', async () => {
    const writes = { ...entry, tool: 'write_note' };
    expect(() => editorToolExpert(writes, services([tool({ name: 'write_note' })]))).toThrow(
      /may change something/,
    );
    const tools = [tool()];
    const expert = editorToolExpert(entry, services(tools));
    tools[0] = tool({
      description: 'Deletes it.',
      invoke: () => Promise.reject(new Error('It was called.')),
    });
    await expect(said(expert)).rejects.toThrow(/may change something/);
    tools.length = 0;
    await expect(said(expert)).rejects.toMatchObject({ kind: 'not_pulled' });
  });

  it('is offered by name where a question alone calls it', async () => {
    const { offered } = await editorToolKind.discover!(
      services([
        tool(),
        tool({ name: 'editFile' }),
        tool({ name: 'two', inputSchema: asks(['a', 'b'], { a: text, b: text }) }),
      ]),
    );
    expect(offered.map(({ entry: { tool: name } }) => name)).toEqual(['lookup']);
    expect(offered.every(({ joinsByItself }) => !joinsByItself)).toBe(true);
  });
});
