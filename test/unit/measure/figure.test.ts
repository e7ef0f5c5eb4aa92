/** What measuring takes: eight local experts of 3 to 32 billion parameters at 30 tokens a second. */
import { describe, expect, it } from 'vitest';
import { measuredSkills } from '../../../src/der/estimate/measuredSkill';
import { usualPrecision } from '../../../src/measure/enough';
import { measure } from '../../../src/measure/measure';
import { PauseGate } from '../../../src/measure/pauseGate';
import { planOf, taskOf } from '../../../src/measure/plan';
import type { MeasureQuestion } from '../../../src/measure/question';
import { shippedQuestions } from '../../../src/measure/sets';
import open from '../../../src/measure/sets/open.json';
import programs from '../../../src/measure/sets/programs.json';
import explanations from '../../support/measure/explanations.json';
import solutions from '../../support/measure/solutions.json';
import { simulatedQuestions } from '../../../src/providers/simulated/questions';
import { Random } from '../../../src/learn/random';
import { asking, Clock, tools, Watch } from './experts';

/** Billions of parameters, and how able each is by kind: what size says, but for one that is broken and one that codes. */
const team = [
  { size: 3, short: 0.45, program: 0.25, open: 0.5 },
  { size: 4, short: 0.5, program: 0.35, open: 0.55 },
  { size: 7, short: 0.6, program: 0.8, open: 0.6 },
  { size: 8, short: 0.62, program: 0.5, open: 0.65 },
  { size: 12, short: 0.7, program: 0.6, open: 0.7 },
  { size: 14, short: 0.72, program: 0.65, open: 0.72 },
  { size: 24, short: 0.3, program: 0.2, open: 0.4 },
  { size: 32, short: 0.85, program: 0.8, open: 0.82 },
] as const;

/** Answers as long as models give: the reference's text, and half as much again around programs and explanations. */
const lengths = new Map<string, number>([
  ...simulatedQuestions.map(({ question, right }) => [question, right.because.length + 60] as const),
  ...programs.map(
    ({ id, question }) =>
      [question, 1.5 * (solutions as Record<string, { right: string }>)[id]!.right.length] as const,
  ),
  ...open.map(
    ({ id, question }) => [question, 2 * (explanations as Record<string, string>)[id]!.length] as const,
  ),
]);

describe('measuring eight local experts', () => {
  it('takes less than 25 minutes of model time, and finds out who is able', async () => {
    const questions = shippedQuestions();
    const clock = new Clock();
    const watch = new Watch();
    const random = new Random(7);
    const experts = team.map((skill, at) => {
      const answer = ({ kind, question }: MeasureQuestion) => {
        const draws = Array.from(
          { length: kind === 'open' ? 5 : 1 },
          () => random.uniform(0, 1) < skill[kind],
        );
        const quality = draws.filter(Boolean).length / draws.length;
        return `quality ${quality} ${'word '.repeat(lengths.get(question)! / 5)}`;
      };
      return asking(`${at}`, questions, { answer, clock, loadMs: 600 * skill.size }, watch, {
        costB: skill.size,
      });
    });
    const { kept, made } = tools({ now: () => clock.ms });
    const tasks = experts.map((one) => taskOf(one, questions, []));
    const plan = planOf(
      tasks,
      usualPrecision,
      () => 0.6,
      () => undefined,
    );
    await measure(tasks, made, {
      precision: usualPrecision,
      run: 'one',
      ownReferences: false,
      gate: new PauseGate(),
      signal: new AbortController().signal,
    });
    const minutes = clock.ms / 60_000;
    expect(minutes).toBeLessThan(25);
    expect(Math.abs(plan.questions - kept.length) / kept.length).toBeLessThan(0.3);
    const skills = measuredSkills(kept);
    const covered = team.flatMap((skill, at) =>
      skills
        .get(`${at}`)!
        .map(({ kind, interval }) => interval[0] <= skill[kind] && skill[kind] <= interval[1]),
    );
    expect(covered.filter(Boolean).length).toBeGreaterThanOrEqual(20);
    const ofPrograms = (at: number) => skills.get(`${at}`)!.find(({ kind }) => kind === 'program')!.mean;
    expect(ofPrograms(2)).toBeGreaterThan(ofPrograms(6));
  });
});
