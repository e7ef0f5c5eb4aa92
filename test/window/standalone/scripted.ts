/** Routes as the engine would report them, written down: what the panel alone is shown in its tests. */
import type { ChosenEvent, RouteEvent } from '../../../src/der/trace/events';
import type { ExpertSummary } from '../../../src/der/core/experts';
import { defaultKnobs } from '../../../src/der/core/mdp';
import type { GivenView, RouteLog, ToPanel } from '../../../src/webview/protocol';

export const experts: readonly ExpertSummary[] = [
  { ...expert('calculator', 'Calculator', 'calculator', 0), tool: true },
  expert('llama3.2:3b', 'llama3.2:3b', 'ollama', 3.21),
  expert('qwen2.5-coder:7b', 'qwen2.5-coder:7b', 'ollama', 7.62),
  expert('deepseek-r1:14b', 'deepseek-r1:14b', 'ollama', 14.8),
  { ...expert('groq/llama-3.3-70b', 'llama-3.3-70b', 'openai', 70.6), leavesMachine: true },
  { ...expert('gpt-4o-mini', 'gpt-4o-mini', 'openai', 48), leavesMachine: true, costEstimated: true },
];

function expert(id: string, name: string, provider: string, costB: number): ExpertSummary {
  return { id, name, provider, costB, costEstimated: false, leavesMachine: false };
}

export const question =
  'Write a TypeScript function that removes duplicates from a list and keeps their order. What does it cost for n items?';

const first = `You can filter by the index of the first occurrence:

\`\`\`ts
export function unique<T>(items: T[]): T[] {
  return items.filter((item, index) => items.indexOf(item) === index);
}
\`\`\`

This keeps the order and takes **O(n)** time.`;

const second = `The idea above is right about the order, but \`indexOf\` scans the list for every item, so it takes **O(n²)**. A \`Set\` remembers what was seen, *and in which order*:

\`\`\`ts
/** The items without repetitions, in the order of their first occurrence. */
export function unique<T>(items: readonly T[]): T[] {
  return [...new Set(items)]; // a Set iterates in insertion order
}
\`\`\`

| approach | time | memory |
| --- | :-: | --: |
| \`indexOf\` | O(n²) | O(1) |
| \`Set\` | **O(n)** | O(n) |

1. Equality is that of \`Set\`: \`NaN\` equals itself, objects are compared by identity.
2. For objects, key a \`Map\` by what makes them equal.

See [MDN on Set](https://developer.mozilla.org/docs/Web/JavaScript/Reference/Global_Objects/Set).`;

const thinking =
  'The first answer uses indexOf inside filter. That is quadratic, not linear. A Set keeps insertion order by the specification, so spreading it is enough. I should mention equality.';

type Probabilities = ChosenEvent['probabilities'];

function chosen(
  step: number,
  attempt: number,
  id: string,
  probabilities: Probabilities,
  shown: readonly number[] = [],
  masked: ChosenEvent['masked'] = {},
): ChosenEvent {
  return {
    type: 'chosen',
    step,
    attempt,
    expert: id,
    probabilities,
    masked,
    shown,
    knobs: defaultKnobs,
    policyMs: 0.42,
  };
}

const cloudMask = 'leaves this machine, and the question holds text of your workspace';

/** A calculator that declines, a first answer, one that is not pulled, and a second answer that improves on it. */
export function refinement({ trained = true } = {}): RouteEvent[] {
  return [
    {
      type: 'started',
      id: 'route-1',
      startedAt: '2026-03-01T09:30:00.000Z',
      question,
      knobs: defaultKnobs,
      models: { version: '1', trained, sha256: {} },
      pool: experts,
    },
    chosen(0, 0, 'calculator', {
      calculator: 0.52,
      'llama3.2:3b': 0.31,
      'qwen2.5-coder:7b': 0.12,
      'deepseek-r1:14b': 0.05,
    }),
    {
      type: 'failed',
      step: 0,
      attempt: 0,
      expert: 'calculator',
      error: { kind: 'declined', message: 'The question is not one expression to compute.' },
      partial: '',
      usage: { costB: 0 },
      totalMs: 3,
    },
    chosen(
      0,
      1,
      'llama3.2:3b',
      { 'llama3.2:3b': 0.61, 'qwen2.5-coder:7b': 0.27, 'deepseek-r1:14b': 0.12 },
      [],
      {
        calculator: 'was asked already',
        'groq/llama-3.3-70b': cloudMask,
        'gpt-4o-mini': cloudMask,
      },
    ),
    { type: 'delta', step: 0, attempt: 1, channel: 'answer', text: first },
    {
      type: 'answered',
      step: 0,
      attempt: 1,
      expert: 'llama3.2:3b',
      answer: first,
      verified: false,
      finish: 'stop',
      fromWorkspace: false,
      usage: { promptTokens: 48, answerTokens: 86, usd: 0, costB: 3.21 },
      timing: { firstTokenMs: 212, totalMs: 1480, loadMs: 0, queuedMs: 0 },
    },
    {
      type: 'judged',
      step: 0,
      judged: [0.58],
      best: 0,
      reward: { quality: 1.16, cost: -0.00642, increment: 0, bonus: 0 },
      terminatorMs: 0.3,
    },
    chosen(1, 2, 'deepseek-r1:14b', { 'deepseek-r1:14b': 0.44, 'qwen2.5-coder:7b': 0.38, stop: 0.18 }, [0]),
    {
      type: 'failed',
      step: 1,
      attempt: 2,
      expert: 'deepseek-r1:14b',
      error: {
        kind: 'not_pulled',
        message: 'Ollama has no model deepseek-r1:14b. Pull it with: ollama pull deepseek-r1:14b',
      },
      partial: '',
      usage: { costB: 0 },
      totalMs: 9,
    },
    chosen(1, 3, 'qwen2.5-coder:7b', { 'qwen2.5-coder:7b': 0.71, stop: 0.29 }, [0], {
      'llama3.2:3b': 'was asked already',
      'deepseek-r1:14b': 'failed on this route',
      'groq/llama-3.3-70b': cloudMask,
    }),
    { type: 'delta', step: 1, attempt: 3, channel: 'thinking', text: thinking },
    { type: 'delta', step: 1, attempt: 3, channel: 'answer', text: second },
    {
      type: 'answered',
      step: 1,
      attempt: 3,
      expert: 'qwen2.5-coder:7b',
      answer: second,
      thinking,
      verified: false,
      finish: 'stop',
      fromWorkspace: false,
      usage: { promptTokens: 214, answerTokens: 262, costB: 7.62 },
      timing: { firstTokenMs: 640, totalMs: 5230, loadMs: 310, queuedMs: 0 },
    },
    {
      type: 'judged',
      step: 1,
      judged: [0.41, 0.86],
      best: 1,
      reward: { quality: 0, cost: -0.00762, increment: 0.9, bonus: 0 },
      terminatorMs: 0.3,
    },
    {
      type: 'finished',
      stop: 'good_enough',
      final: { step: 1, answer: second },
      bonus: 0.5,
      totals: {
        steps: 2,
        attempts: 4,
        costB: 10.83,
        usd: 0,
        usdIncomplete: true,
        promptTokens: 262,
        answerTokens: 348,
        reward: 2.55,
        totalMs: 6790,
      },
    },
  ];
}

/** The same route while its last answer is being written. */
export function underWay(): RouteEvent[] {
  const events = refinement();
  const cut = events.findIndex((event) => event.type === 'answered' && event.step === 1);
  return [
    ...events.slice(0, cut - 1),
    { type: 'delta', step: 1, attempt: 3, channel: 'answer', text: second.slice(0, 260) },
  ];
}

export function restore(
  routes: readonly RouteLog[],
  change: Partial<Extract<ToPanel, { type: 'restore' }>> = {},
): Extract<ToPanel, { type: 'restore' }> {
  return {
    type: 'restore',
    conversation: { id: 'conversation-1', title: '' },
    routes,
    running: null,
    draft: '',
    knobs: defaultKnobs,
    controls: { pinned: null, excluded: [], localOnly: false, earlierTurns: true },
    attachments: { items: [], room: null, onlyFitting: false },
    pool: { experts, costUnit: 'compute', problems: [] },
    trained: true,
    ...change,
  };
}

/** An answer that tries what a page must not let it do. */
export function hostile(): RouteEvent[] {
  const answer = [
    '<img src=x onerror=alert(1)><script>alert(1)</script><style>*{display:none}</style>',
    '<a href="command:x" onclick="alert(1)">x</a>',
    '![picture](https://example.org/x.png) ![inline](data:image/png;base64,AA)',
    '[quit](command:workbench.action.quit) [run](javascript:alert(1)) [fine](https://example.org/ok) [file](src/main.ts:12) `src/main.ts:12` `command:x`',
    '<iframe src="x.html"></iframe><form action="x.html"></form>',
  ].join('\n\n');
  return refinement()
    .slice(0, 7)
    .map((event) => (event.type === 'answered' ? { ...event, answer } : event));
}

const notYours = { 'gpt-4o-mini': 'workspace_text', 'groq/llama-3.3-70b': 'workspace_text' };

/** Nobody could be asked but models in the cloud, which may not see the file that was attached. */
export function barred(): RouteEvent[] {
  const [started] = refinement();
  const text = 'export class Cart {}';
  return [
    {
      ...(started as Extract<RouteEvent, { type: 'started' }>),
      question: 'Why is the total wrong for an empty cart?',
      pool: experts.filter(({ leavesMachine }) => leavesMachine),
      attachments: [{ kind: 'file', label: 'src/cart.ts', language: 'ts', text, tokens: 5 }],
    },
    {
      type: 'finished',
      stop: 'nobody_left',
      final: null,
      bonus: 0,
      decision: { probabilities: {}, masked: notYours, policyMs: 0 },
      totals: { steps: 0, attempts: 0, costB: 0, usd: 0, usdIncomplete: false, reward: 0, totalMs: 12 },
    },
  ];
}

/** Nobody answered, since the only service asked to wait. */
export function limited(): RouteEvent[] {
  const [started] = refinement();
  return [
    started!,
    chosen(0, 0, 'gpt-4o-mini', { 'gpt-4o-mini': 1 }),
    {
      type: 'failed',
      step: 0,
      attempt: 0,
      expert: 'gpt-4o-mini',
      error: {
        kind: 'rate_limited',
        message: 'https://api.openai.com/v1 limits requests to gpt-4o-mini for another 12 s. Ask again then.',
        retryAfterMs: 12_000,
      },
      partial: '',
      usage: { costB: 0 },
      totalMs: 90,
    },
    {
      type: 'finished',
      stop: 'all_failed',
      final: null,
      bonus: 0,
      totals: { steps: 0, attempts: 1, costB: 0, usd: 0, usdIncomplete: false, reward: 0, totalMs: 100 },
    },
  ];
}

/** The refinement, whose programs were checked: the first fails an example, the second passes both. */
export function checkedRefinement(): RouteEvent[] {
  const parsed = { type: 'syntax', language: 'typescript', ok: true } as const;
  const runs = { type: 'runs', language: 'typescript', ok: true } as const;
  const failed = [{ input: 'unique([NaN, NaN])', expected: '[NaN]', got: '[]' }];
  return refinement().flatMap((event): RouteEvent[] =>
    event.type === 'judged' && event.step === 1
      ? [
          {
            type: 'checked',
            step: 1,
            checksMs: 180,
            checked: {
              kind: 'program',
              answers: [
                { kind: 'program', findings: [parsed, runs, { type: 'examples', passed: 1, failed }] },
                { kind: 'program', findings: [parsed, runs, { type: 'examples', passed: 2, failed: [] }] },
              ],
              alike: [
                [1, 0.5],
                [0.5, 1],
              ],
            },
          },
          event,
        ]
      : [event],
  );
}

export const given: readonly GivenView[] = [
  { as: 'instructions', label: 'AGENTS.md', tokens: 420, on: true },
  { as: 'openFile', label: 'src/shop/cart.ts', tokens: 1260, on: true },
];
