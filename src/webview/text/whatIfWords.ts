/** What other knobs would have changed on a finished route, in plain words. */
import type { Knobs } from '../../der/mdp';
import { whatIf, type Recorded, type WhatIf } from '../../der/whatIf';
import { alphaText } from './alphaScale';
import { counted, percent, quality } from './numbers';

export interface WhatIfWords {
  /** The knobs that differ: `At p₀ 0.60`. */
  readonly knobs: string;
  readonly change: string;
  readonly basis: WhatIf['basis'];
  /** What the basis means. */
  readonly why: string;
}

/** Undefined where the knobs are those that the route was asked with. */
export function whatIfWords(recorded: Recorded, knobs: Knobs): WhatIfWords | undefined {
  const differing = knobTexts.filter(({ name }) => knobs[name] !== recorded.knobs[name]);
  if (differing.length === 0) return undefined;
  const told = whatIf(recorded, knobs);
  return {
    knobs: `${differing[0]!.name === 'maxSteps' ? 'With' : 'At'} ${differing.map(({ text }) => text(knobs)).join(', ')}`,
    change: changeWords(told, recorded),
    basis: told.basis,
    why: told.basis === 'exact' ? exact : estimated,
  };
}

const exact =
  'Computed from what was recorded: the answers up to there exist, and the rule that stops is the one that routes go by.';
const estimated =
  'The policy decides anew with other knobs, and it was not asked again: taken from what the recorded answers turned out to be worth.';

const knobTexts: readonly {
  readonly name: 'alpha' | 'beta' | 'p0' | 'maxSteps';
  text(knobs: Knobs): string;
}[] = [
  { name: 'alpha', text: ({ alpha }) => `α ${alphaText(alpha)}` },
  { name: 'beta', text: ({ beta }) => `β ${beta}` },
  { name: 'p0', text: ({ p0 }) => `p₀ ${p0.toFixed(2)}` },
  { name: 'maxSteps', text: ({ maxSteps }) => `at most ${counted(maxSteps, 'answer')}` },
];

function changeWords(told: WhatIf, recorded: Recorded): string {
  const { end, answers, best, saved } = told;
  if (end === 'same') return 'no change that the record shows.';
  if (end === 'later') {
    const reason =
      recorded.stop === 'max_steps' ? 'more answers would be allowed' : 'no recorded answer reaches the mark';
    return `go on after step ${answers}, as ${reason}. Who would be asked, and what it would cost, is not recorded.`;
  }
  if (!best) return 'stop before the first answer.';
  return `stop after step ${answers} with answer ${best.step + 1}, predicted quality ${quality(best.quality)}; ${percent(saved)} less compute.`;
}
