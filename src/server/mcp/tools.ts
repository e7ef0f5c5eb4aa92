/** What an agent can do with the ensemble over the Model Context Protocol: ask it, check answers, compare experts. */
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { z } from 'zod';
import type { Checked } from '../../der/evidence/findings';
import { summaryOf } from '../../der/core/experts';
import { presetNames, presets } from '../../der/core/presets';
import { answerOf, type Answer } from '../answer';
import { allOf } from '../begin';
import { conversationOf } from '../conversation';
import type { ServerKey } from '../keys/key';
import { routeSettings, type RouteSettings } from '../routeSettings';
import type { Serving } from '../serving';
import { servedModel } from '../servedModels';
import { byItself, type During } from './calls';

/** Runs the checks on answers that are at hand, of a question that may not be known. */
export type CheckAnswers = (
  question: string | null,
  answers: readonly string[],
  signal: AbortSignal,
) => Promise<Checked>;

const ends = { stop: [], maxTokens: undefined };
const question = z.string().min(1).describe('The whole question, with whatever it refers to');
const preset = z.enum(presetNames).default('balanced').describe('How much an answer may take');

/** A server of one connection. @param key of who asks; undefined where there are none */
export function mcpServer(
  serving: Serving,
  checkAnswers: CheckAnswers,
  key: ServerKey | undefined,
  during: During = byItself,
): McpServer {
  const { ensemble, store, version } = serving.options;
  const server = new McpServer({ name: 'der', version });

  const ask = async (asked: string, settings: RouteSettings, signal: AbortSignal): Promise<Answer> => {
    const conversation = conversationOf([{ role: 'user', text: asked }]);
    return answerOf(await allOf(await serving.ask({ conversation, settings, key, signal })), ends);
  };

  server.registerTool(
    'ask',
    {
      title: 'Ask the ensemble',
      description:
        'Answers a question with a team of language models: one answers, others improve on it while that pays.',
      inputSchema: {
        question,
        preset,
        localOnly: z.boolean().default(false).describe('Ask nobody who leaves this machine'),
      },
      annotations: { readOnlyHint: true, openWorldHint: true },
    },
    async (input, call) => {
      const model = servedModel(`der:${input.preset}`);
      const settings = routeSettings(model, { localOnly: input.localOnly }, new Headers(), ensemble.server);
      const { text, quality, trace } = await during(call, (until) => ask(input.question, settings, until));
      const told = {
        trace: trace.id,
        predictedQuality: quality,
        answers: trace.steps.length,
        stop: trace.stop,
      };
      return {
        content: [
          { type: 'text', text },
          { type: 'text', text: JSON.stringify(told) },
        ],
      };
    },
  );

  server.registerTool(
    'check',
    {
      title: 'Check answers',
      description:
        'Parses and runs what answers contain, in a sandbox without files and network: whether programs load, pass the examples of the question and behave alike. Asks nobody.',
      inputSchema: {
        question: z.string().optional().describe('What was asked; without it, examples are not known'),
        answers: z.array(z.string().max(400_000)).min(1).max(20),
      },
      annotations: { readOnlyHint: true, openWorldHint: false },
    },
    async (input, call) => {
      const checked = await during(call, (until) =>
        checkAnswers(input.question ?? null, input.answers, until),
      );
      return { content: [{ type: 'text', text: JSON.stringify(checked) }] };
    },
  );

  server.registerTool(
    'compare',
    {
      title: 'Compare experts',
      description:
        'Asks several experts of the pool the same question, each by itself, and says what each answered.',
      inputSchema: {
        question,
        experts: z.array(z.string()).min(2).max(8).describe('Ids, as the resource der://pool lists them'),
      },
      annotations: { readOnlyHint: true, openWorldHint: true },
    },
    async (input, call) => {
      const one = async (expert: string, until: AbortSignal) => {
        const knobs = { ...presets.balanced, maxSteps: 1, transfer: 'never' } as const;
        const limits = { ...ensemble.server.limits, pinned: expert };
        const settings: RouteSettings = { knobs, limits, drafts: false, trace: false };
        return ask(input.question, settings, until).then(
          ({ text, quality }) => ({ expert, answer: text, predictedQuality: quality }),
          (error: Error) => ({ expert, error: error.message }),
        );
      };
      const answers = await during(call, (until) =>
        Promise.all(input.experts.map((expert) => one(expert, until))),
      );
      return { content: [{ type: 'text', text: JSON.stringify(answers) }] };
    },
  );

  const json = (uri: URL, text: string) => ({
    contents: [{ uri: uri.href, mimeType: 'application/json', text }],
  });
  server.registerResource(
    'pool',
    'der://pool',
    { title: 'The pool', description: 'The experts that may be asked', mimeType: 'application/json' },
    async (uri) => json(uri, JSON.stringify((await serving.poolOf(key)).map(summaryOf))),
  );
  server.registerResource(
    'traces',
    'der://traces',
    {
      title: 'Latest traces',
      description: 'How the latest questions were answered',
      mimeType: 'application/json',
    },
    async (uri) => json(uri, `[${(await store.traces.latest(key?.name, mostTraces)).join(',')}]`),
  );
  return server;
}

const mostTraces = 20;
