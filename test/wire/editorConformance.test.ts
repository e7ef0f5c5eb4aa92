/** The provider of the editor's own models through the conformance suite, with a server where a vendor's would be. */
import { describe, expect, it } from 'vitest';
import type { Expert } from '../../src/der/core/experts';
import { poolEntrySchema } from '../../src/providers/poolConfig';
import { buildPool } from '../../src/providers/registry';
import { defaultTimeouts } from '../../src/providers/services';
import { editorModels } from '../support/editorModels';
import type { OpenAiModelSpec } from '../support/openai/model';
import { type OpenAiServer, startOpenAiServer } from '../support/openaiServer';
import { describeConformance } from './conformance';
import type { Conformer, ErrorCase, Limits, Rig } from './conformer';
import { expertOf } from './productExpert';

interface EditorRig extends Rig {
  readonly server: OpenAiServer;
  special(spec: Partial<OpenAiModelSpec>, limits?: Limits): Promise<Expert>;
}

const entry = { kind: 'editor', vendor: 'fixture', model: 'm' } as const;

const rejected = (status: number, message: string): Partial<OpenAiModelSpec> => ({
  rejection: { status, error: { message } },
});

const editorErrors: readonly ErrorCase<EditorRig>[] = [
  {
    when: 'the person does not allow it',
    kind: 'unauthorised',
    advice: /allow it/,
    provoke: (rig) => rig.special(rejected(403, 'Not allowed.')),
  },
  {
    when: 'the quota is used up',
    kind: 'rate_limited',
    advice: /another expert/,
    provoke: (rig) => rig.special(rejected(429, 'Quota exceeded.')),
  },
  {
    when: 'its vendor does not know it any more',
    kind: 'not_pulled',
    advice: /sign in/,
    provoke: (rig) => rig.special(rejected(404, 'No such model.')),
  },
  {
    when: 'the editor does not list it any more',
    kind: 'not_pulled',
    advice: /sign in/,
    provoke: async (rig) => {
      const expert = await rig.special({});
      rig.server.models.clear();
      return expert;
    },
  },
  {
    when: 'its vendor loses the connection',
    kind: 'server_error',
    advice: /ask again/i,
    provoke: (rig) => rig.special({ fault: { kind: 'socket', after: 2 } }),
  },
];

const editor: Conformer<EditorRig> = {
  name: 'editor',
  untold: ['usage', 'limit', 'thinking', 'connection'],
  start: async () => {
    const server = await startOpenAiServer();
    const special = (spec: Partial<OpenAiModelSpec>, limits: Limits = {}): Promise<Expert> => {
      server.models.set('m', { contextTokens: 4_000_000, ...spec, name: 'm' });
      const models = { list: async () => editorModels(server.baseUrl, server.models.keys()).list() };
      return expertOf(entry, limits, { editorModels: models });
    };
    return { server, askPath: '/v1/chat/completions', special, expert: special };
  },
  phases: {
    prefill: (rig) => rig.expert({ prefillMs: 600_000 }),
    streaming: (rig) => rig.expert({ tokensPerSecond: 0.01 }),
    silent: (rig) => rig.expert({ fault: { kind: 'silent', after: 1 } }),
  },
  errors: editorErrors,
};

describeConformance(editor);

describe("an expert of the editor's models", () => {
  const lent = { fetch, secret: async () => undefined, timeouts: defaultTimeouts, env: {} };

  it('leaves the machine as far as anybody knows, costs who knows what, and is called as the editor calls it', async () => {
    const models = editorModels('http://127.0.0.1:9', ['m', 'm-8b']);
    const expert = (more: object) =>
      expertOf(poolEntrySchema.parse({ ...entry, ...more }), {}, { editorModels: models });
    expect(await expert({})).toMatchObject({
      id: 'm',
      name: "Editor's m",
      leavesMachine: true,
      costEstimated: true,
      contextTokens: 4_000_000,
    });
    expect(await expert({ model: 'm-8b', leavesMachine: false, contextTokens: 100 })).toMatchObject({
      costB: 8,
      leavesMachine: false,
      contextTokens: 100,
    });
  });

  it('joins no pool outside an editor, and it is said why', async () => {
    const { experts, problems } = await buildPool([poolEntrySchema.parse(entry)], lent);
    expect(experts).toEqual([]);
    expect(problems).toEqual([expect.stringMatching(/within the editor only/)]);
  });
});
