/** Experts, policies and Terminators for tests of the route: they do what a test tells them. */
import fc from 'fast-check';
import type { RouteEvent } from '../../src/der/trace/events';
import { DeclinedError, ExpertError } from '../../src/der/core/expertErrors';
import type { Expert, ExpertEvent } from '../../src/der/core/experts';
import { defaultLimits, type Limits } from '../../src/der/route/masks';
import { defaultKnobs, type Knobs, type State } from '../../src/der/core/mdp';
import type { Policy } from '../../src/der/core/policy';
import { route, type RouteInput } from '../../src/der/route/route';
import type { Terminator } from '../../src/der/core/terminator';

/** What an expert does when it is asked; `mistaken`: thinking that is first taken for the answer. */
export type Behaviour =
  | {
      readonly does: 'answers';
      readonly text: string;
      readonly thinking?: string;
      readonly mistaken?: string;
    }
  | { readonly does: 'fails'; readonly after: string }
  | { readonly does: 'declines' }
  | { readonly does: 'answersNothing' }
  | { readonly does: 'neverEnds' }
  | { readonly does: 'hangs' };

export interface Script extends Partial<Omit<Expert, 'ask'>> {
  readonly id: string;
  readonly behaviour: Behaviour;
}

/** An expert that follows its script and counts the requests under way. */
export class ScriptedExpert implements Expert {
  readonly id: string;
  readonly name: string;
  readonly provider = 'scripted';
  readonly costB: number;
  readonly costEstimated = false;
  readonly leavesMachine: boolean;
  readonly tool: boolean;
  readonly readsWorkspace: boolean;
  readonly contextTokens: number | undefined;
  readonly maxAnswerTokens: number | undefined;
  readonly price: Expert['price'];
  readonly retrieve: Expert['retrieve'];
  readonly prompts: string[] = [];
  open = 0;

  constructor(readonly script: Script) {
    this.id = script.id;
    this.name = script.name ?? script.id;
    this.costB = script.costB ?? 1;
    this.leavesMachine = script.leavesMachine ?? false;
    this.tool = script.tool ?? false;
    this.readsWorkspace = script.readsWorkspace ?? false;
    this.contextTokens = script.contextTokens;
    this.maxAnswerTokens = script.maxAnswerTokens;
    this.price = script.price;
    this.retrieve = script.retrieve;
  }

  async *ask(
    request: { messages: readonly { content: string }[] },
    signal: AbortSignal,
  ): AsyncIterable<ExpertEvent> {
    this.prompts.push(request.messages.map((message) => message.content).join('\n'));
    this.open += 1;
    try {
      yield* this.act(signal);
    } finally {
      this.open -= 1;
    }
  }

  private async *act(signal: AbortSignal): AsyncIterable<ExpertEvent> {
    const { behaviour } = this.script;
    if (behaviour.does === 'declines') throw new DeclinedError('Not for me.');
    if (behaviour.does === 'hangs')
      await new Promise<void>((_, reject) => signal.addEventListener('abort', reject));
    while (behaviour.does === 'neverEnds') yield { type: 'delta', text: 'and so on '.repeat(1000) };
    if (behaviour.does === 'fails') {
      if (behaviour.after) yield { type: 'delta', text: behaviour.after };
      throw new ExpertError('server_error', 'It broke.');
    }
    if (behaviour.does === 'answers') {
      if (behaviour.thinking) yield { type: 'thinking', text: behaviour.thinking };
      if (behaviour.mistaken) {
        yield { type: 'delta', text: behaviour.mistaken };
        yield { type: 'relabelled' };
      }
      for (const word of behaviour.text.split(/(?<= )/)) yield { type: 'delta', text: word };
    }
    const usage = { promptTokens: 10, answerTokens: 20 };
    yield { type: 'done', finish: 'stop', verified: false, usage, timing: {} };
  }
}

/** Scores and judgements that depend on nothing but ids and texts, by a seeded hash. */
function hash(seed: number, text: string): number {
  let h = seed ^ 0x9e3779b9;
  for (const c of text) h = Math.imul(h ^ c.codePointAt(0)!, 0x01000193) >>> 0;
  h = Math.imul(h ^ (h >>> 15), 0x85ebca6b) >>> 0;
  return ((h ^ (h >>> 13)) >>> 0) / 2 ** 32;
}

export function hashedPolicy(seed: number, stop = -1): Policy {
  return {
    decide: async (state: State, pool) => ({
      experts: pool.map((expert) => hash(seed + state.answers.length, expert.id)),
      stop,
    }),
  };
}

export function hashedTerminator(seed: number): Terminator {
  return {
    judge: async (state) => state.answers.map((one, i) => hash(seed, `${one.expert} ${i} ${one.text}`)),
  };
}

export interface RouteOptions extends Partial<Omit<RouteInput, 'pool' | 'knobs' | 'limits'>> {
  readonly knobs?: Partial<Knobs>;
  readonly limits?: Partial<Limits>;
}

export function startRoute(pool: readonly Expert[], options: RouteOptions = {}): AsyncGenerator<RouteEvent> {
  const knobs: Knobs = { ...defaultKnobs, ...options.knobs };
  const limits: Limits = { ...defaultLimits, ...options.limits };
  return route({
    question: 'What is the answer?',
    fromWorkspace: false,
    policy: hashedPolicy(1),
    terminator: hashedTerminator(1),
    models: { version: 'test', trained: false, sha256: {} },
    signal: new AbortController().signal,
    ...options,
    pool,
    knobs: () => knobs,
    limits: () => limits,
  });
}

export async function allEvents(events: AsyncIterable<RouteEvent>): Promise<RouteEvent[]> {
  const all: RouteEvent[] = [];
  for await (const event of events) all.push(event);
  return all;
}

/** The events of one type. */
export function of<T extends RouteEvent['type']>(
  events: readonly RouteEvent[],
  type: T,
): Extract<RouteEvent, { type: T }>[] {
  return events.filter((event): event is Extract<RouteEvent, { type: T }> => event.type === type);
}

const behaviours: fc.Arbitrary<Behaviour> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({ does: fc.constant('answers' as const), text: fc.string({ minLength: 1 }) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      does: fc.constant('answers' as const),
      text: fc.lorem(),
      thinking: fc.string({ minLength: 1 }),
      mistaken: fc.string(),
    }),
  },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('fails' as const), after: fc.string() }) },
  { weight: 1, arbitrary: fc.constantFrom<Behaviour>({ does: 'declines' }, { does: 'answersNothing' }) },
);

/** Pools of one to eight experts with all kinds of traits and behaviours. */
export const pools: fc.Arbitrary<Script[]> = fc.uniqueArray(
  fc.record({
    id: fc.string({ minLength: 1 }).filter((id) => id !== 'stop' && id !== '__proto__'),
    behaviour: behaviours,
    costB: fc.double({ min: 0, max: 500, noNaN: true }),
    leavesMachine: fc.boolean(),
    tool: fc.boolean(),
    readsWorkspace: fc.boolean(),
    maxAnswerTokens: fc.option(fc.integer({ min: 20, max: 4000 }), { nil: undefined }),
    price: fc.option(
      fc.record({
        promptPerMtok: fc.double({ min: 0, max: 100, noNaN: true }),
        answerPerMtok: fc.double({ min: 0, max: 100, noNaN: true }),
      }),
      { nil: undefined },
    ),
  }),
  { minLength: 1, maxLength: 8, selector: (script) => script.id },
);

export const knobValues: fc.Arbitrary<Knobs> = fc.record({
  alpha: fc.oneof(fc.constant(0), fc.double({ min: 1e-5, max: 1e-1, noNaN: true })),
  beta: fc.double({ min: 0, max: 10, noNaN: true }),
  p0: fc.double({ min: 0, max: 1, noNaN: true }),
  maxSteps: fc.integer({ min: 1, max: 10 }),
  transfer: fc.constantFrom('always', 'never'),
});
