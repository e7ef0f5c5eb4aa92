/** What a measuring will take, when it is enough, and what is known afterwards. */
import { describe, expect, it } from 'vitest';
import { meanInterval, wilson } from '../../../src/der/statistics/wilson';
import { measuredSkills } from '../../../src/der/estimate/measuredSkill';
import { standingOf, type OutcomeRecord } from '../../../src/der/estimate/outcomes';
import { noCalibration, Profiles } from '../../../src/der/estimate/profile';
import { untrainedSkill } from '../../../src/learn/untrained';
import { isEnough } from '../../../src/measure/enough';
import { planOf, taskOf } from '../../../src/measure/plan';
import { shippedQuestions } from '../../../src/measure/sets';
import { expert } from '../learnedSupport';

const all = shippedQuestions();
const even = () => 0.5;
const record = (
  question: string,
  quality: number | null,
  more: Partial<OutcomeRecord> = {},
): OutcomeRecord => ({
  expert: 'a',
  question,
  quality,
  characters: 10,
  from: 'calibrate',
  at: '2026-01-01T00:00:00.000Z',
  ...more,
});

describe('the interval of a skill', () => {
  it('is Wilson’s for zeros and ones, and narrower for grades between them', () => {
    const [low, high] = wilson(0.5, 20);
    expect([low, high].map((share) => share.toFixed(3))).toEqual(['0.299', '0.701']);
    const grades = [0.4, 0.6, 0.5, 0.5];
    expect(meanInterval(grades)[0]).toBeGreaterThan(meanInterval([0, 1, 0, 1])[0]);
    expect(meanInterval([])).toEqual([0, 1]);
    expect(meanInterval([1, 1, 1])[1]).toBe(1);
  });

  it('is narrow enough after 8 of one mind, and later where they differ', () => {
    expect(isEnough(Array(7).fill(1), 0.2)).toBe(false);
    expect(isEnough(Array(8).fill(1), 0.2)).toBe(true);
    const mixed = (count: number) => Array.from({ length: count }, (_, at) => at % 2);
    expect([12, 20, 21].map((count) => isEnough(mixed(count), 0.2))).toEqual([false, false, true]);
    expect(isEnough(mixed(40), 0)).toBe(false);
  });
});

describe('a plan', () => {
  it('counts questions, minutes and dollars, and knows what it does not know', () => {
    const price = { promptPerMtok: 1, answerPerMtok: 10 };
    const experts = [
      expert('local', 8),
      expert('paid', 70, { leavesMachine: true, price }),
      expert('who knows', 70, { leavesMachine: true }),
    ];
    const plan = planOf(
      experts.map((one) => taskOf(one, all, [])),
      0.2,
      even,
    );
    expect(plan.most).toBe(3 * all.length);
    expect(plan.questions).toBeLessThan(plan.most / 2);
    expect(plan.usd).toBeGreaterThan(0.05);
    expect(plan.usd).toBeLessThan(0.2);
    expect(plan.unknownPrice).toEqual(['who knows']);
    // The others are asked beside the local one.
    expect(plan.seconds).toBe(plan.experts[0]!.seconds);
    const measured = planOf([taskOf(experts[0]!, all, [])], 0.2, even, () => 2);
    expect(measured.seconds).toBe(2 * measured.questions);
  });

  it('leaves out what is known, whoever knows it well enough already', () => {
    const known = shippedQuestions(['short'])
      .slice(0, 8)
      .map(({ question }) => record(question, 1));
    const plan = planOf([taskOf(expert('a', 8), shippedQuestions(['short']), known)], 0.2, even);
    expect(plan).toMatchObject({ questions: 0, most: 0, seconds: 0 });
    const task = taskOf(expert('b', 8), shippedQuestions(['short']), known);
    expect(task.kinds[0]!.open).toHaveLength(65);
  });
});

describe('what was measured', () => {
  it('is told by kind; what was taken back does not count', () => {
    const records = [
      record('1?', 1),
      record('2?', 0, { kind: 'short' }),
      record('3?', 1, { kind: 'program' }),
      record('4?', 0, { kind: 'open' }),
      record('4?', null, { kind: 'open' }),
    ];
    const own = measuredSkills(records).get('a')!;
    expect(own.map(({ kind, mean, outcomes }) => [kind, mean, outcomes])).toEqual([
      ['short', 0.5, 2],
      ['program', 1, 1],
    ]);
    expect(standingOf(records)).toHaveLength(3);
  });

  it('on programs says in part what to expect of short answers, and the other way round', () => {
    const north = Float32Array.from([1, 0]);
    const outcomes = Array.from({ length: 30 }, (_, prompt) => ({
      prompt,
      quality: 1,
      kind: 'program' as const,
    }));
    const calibration = {
      prompts: Array.from({ length: 30 }, () => north),
      outcomes: new Map([['a', outcomes]]),
    };
    const pool = [expert('a', 8), expert('b', 8)];
    const profiles = new Profiles(noCalibration, untrainedSkill);
    const [before] = profiles.skills(north, pool, ['short']);
    profiles.learn(calibration);
    const [short, other] = profiles.skills(north, pool, ['short']);
    const [program] = profiles.skills(north, pool, ['program']);
    expect(short!.overall).toBeGreaterThan(before!.overall + 0.05);
    expect(program!.overall).toBeGreaterThan(short!.overall + 0.05);
    expect(short!.evidence).toBe(0);
    expect(other!.overall).toBeCloseTo(before!.overall, 5);
  });
});
