import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chanceToWin, strengths, type Duel } from '../../../src/der/statistics/bradleyTerry';
import { Random } from '../../../src/learn/random';

/** Next to nothing: what is fitted is the likelihood alone. */
const flat = 1e-9;

describe('strengths of Bradley and Terry', () => {
  it('are those that Agresti gives for the American League of 1987', () => {
    // Categorical Data Analysis (2002), table 10.10: wins of the row against the column.
    const teams = ['Milwaukee', 'Detroit', 'Toronto', 'New York', 'Boston', 'Cleveland', 'Baltimore'];
    const wins = [
      [0, 7, 9, 7, 7, 9, 11],
      [6, 0, 7, 5, 11, 9, 9],
      [4, 6, 0, 7, 7, 8, 12],
      [6, 8, 6, 0, 6, 7, 10],
      [6, 2, 6, 7, 0, 7, 12],
      [4, 4, 5, 6, 6, 0, 6],
      [2, 4, 1, 3, 1, 7, 0],
    ];
    const duels = wins.flatMap((row, winner) => row.map((weight, loser) => ({ winner, loser, weight })));
    const fitted = strengths(teams.length, duels, flat);
    const above = fitted.map((strength) => strength - fitted.at(-1)!);
    const published = [1.5814, 1.4364, 1.2945, 1.2476, 1.1077, 0.6839, 0];
    above.forEach((strength, team) => expect(strength, teams[team]).toBeCloseTo(published[team]!, 3));
  });

  it('are found again in simulated duels', () => {
    const random = new Random(7);
    const true_ = [1.2, 0.4, 0, -0.5, -1.1];
    const duels: Duel[] = Array.from({ length: 20_000 }, () => {
      const one = random.integer(5);
      const other = (one + 1 + random.integer(4)) % 5;
      const won = random.uniform() < chanceToWin(true_[one]!, true_[other]!);
      return won ? { winner: one, loser: other, weight: 1 } : { winner: other, loser: one, weight: 1 };
    });
    strengths(5, duels, flat).forEach((strength, at) => expect(strength).toBeCloseTo(true_[at]!, 1));
  });

  it('are finite for who never lost, and the reference stays at 0', () => {
    const [never] = strengths(1, [{ winner: 0, loser: undefined, weight: 50 }], 0.1);
    expect(never).toBeGreaterThan(2);
    expect(Number.isFinite(never)).toBe(true);
    expect(strengths(2, [], 1)).toEqual([0, 0]);
  });

  it('fulfil the equations of the most likely ones, whatever the duels', () => {
    const player = fc.option(fc.integer({ min: 0, max: 5 }), { nil: undefined });
    const duel = fc.record({
      winner: player,
      loser: player,
      weight: fc.double({ min: 0, max: 20, noNaN: true }),
    });
    fc.assert(
      fc.property(
        fc.array(duel, { maxLength: 40 }),
        fc.double({ min: 0.05, max: 3, noNaN: true }),
        (some, precision) => {
          const duels = some.filter(({ winner, loser }) => winner !== loser);
          const fitted = strengths(6, duels, precision);
          const of = (at: number | undefined) => (at === undefined ? 0 : fitted[at]!);
          fitted.forEach((strength, at) => {
            const slope = duels.reduce((sum, { winner, loser, weight }) => {
              const unexpected = weight * (1 - chanceToWin(of(winner), of(loser)));
              return sum + (winner === at ? unexpected : 0) - (loser === at ? unexpected : 0);
            }, -precision * strength);
            expect(Math.abs(slope)).toBeLessThan(1e-6);
          });
        },
      ),
    );
  });
});
