import { describe, expect, it } from 'vitest';
import type { RouteEvent } from '../../src/der/trace/events';
import { ratedOutcome, verifiedOutcomes } from '../../src/der/estimate/feedback';
import { calibrationFrom } from '../../src/der/estimate/learnedCalibration';
import { type OutcomeRecord } from '../../src/der/estimate/outcomes';

const at = '2026-01-02T03:04:05.000Z';
const pool = [
  { id: 'qwen', provider: 'ollama' },
  { id: 'llama', provider: 'ollama' },
  { id: 'calculator', provider: 'calculator', tool: true },
  { id: 'student', provider: 'simulated', simulated: true },
];

interface Said {
  readonly expert: string;
  readonly answer: string;
  readonly shown?: readonly number[];
  readonly turns?: readonly number[];
  readonly verified?: boolean;
}

/** The events of a route that feedback reads. */
function route(...said: readonly Said[]): RouteEvent[] {
  const events: unknown[] = [{ type: 'started', question: 'What is 6 times 7?', pool }];
  said.forEach(({ expert, answer, shown = [], turns = [], verified = false }, step) => {
    events.push({ type: 'chosen', step, attempt: step, expert, shown, turns });
    events.push({ type: 'answered', step, attempt: step, expert, answer, verified });
  });
  return events as RouteEvent[];
}

const outcome = (change: Partial<OutcomeRecord>): OutcomeRecord => ({
  expert: 'qwen',
  question: 'What is 6 times 7?',
  quality: 1,
  characters: 17,
  from: 'rating',
  at,
  ...change,
});

describe('a thumb', () => {
  const events = route(
    { expert: 'qwen', answer: 'The answer is 42.' },
    { expert: 'llama', answer: 'Still 42.', shown: [0] },
    { expert: 'calculator', answer: '42' },
    { expert: 'student', answer: '42' },
    { expert: 'qwen', answer: 'Still 42.', turns: [0] },
  );

  it('is an outcome of the expert on the question', () => {
    expect(ratedOutcome(events, 0, 'up', at)).toEqual(outcome({}));
    expect(ratedOutcome(events, 0, 'down', at)).toEqual(outcome({ quality: 0 }));
  });

  it.each([
    [1, 'was shown another answer'],
    [2, "is a tool's"],
    [3, 'is simulated'],
    [4, 'was shown an earlier turn'],
    [9, 'is not there'],
  ])('tells nothing of the author where answer %i %s', (step) => {
    expect(ratedOutcome(events, step, 'up', at)).toBeUndefined();
  });

  it('that is taken back leaves nothing to learn from', async () => {
    const encoder = { encode: () => Promise.resolve({ vector: Float32Array.of(1, 0), familiarity: 1 }) };
    const records = [outcome({}), ratedOutcome(events, 0, null, at)!];
    const { prompts, outcomes } = await calibrationFrom(records, encoder);
    expect(prompts).toEqual([]);
    expect(outcomes.size).toBe(0);
  });

  it('and taken back leaves what calibration had found', async () => {
    const encoder = { encode: () => Promise.resolve({ vector: Float32Array.of(1, 0), familiarity: 1 }) };
    const calibrated = outcome({ from: 'calibrate', quality: 0 });
    const records = [calibrated, outcome({}), ratedOutcome(events, 0, null, at)!];
    const { outcomes } = await calibrationFrom(records, encoder);
    expect(outcomes.get('qwen')!.map(({ quality }) => quality)).toEqual([0]);
  });
});

describe('a proven answer', () => {
  it('grades what models answered on their own, where that can be compared', () => {
    const events = route(
      { expert: 'qwen', answer: 'The answer is 42.' },
      { expert: 'llama', answer: 'The answer is 41.' },
      { expert: 'calculator', answer: '42', verified: true },
    );
    const from = 'verified';
    expect(verifiedOutcomes(events, at)).toEqual([
      outcome({ from }),
      outcome({ expert: 'llama', quality: 0, from }),
    ]);
  });

  it('grades nobody where nothing is proven, comparable or independent', () => {
    expect(verifiedOutcomes(route({ expert: 'qwen', answer: 'The answer is 42.' }), at)).toEqual([]);
    const vague = route(
      { expert: 'qwen', answer: 'Hard to say, it depends.' },
      { expert: 'llama', answer: 'The answer is 42.', shown: [0] },
      { expert: 'calculator', answer: '42', verified: true },
    );
    expect(verifiedOutcomes(vague, at)).toEqual([]);
  });
});
