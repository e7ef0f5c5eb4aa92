/** What other knobs would have changed on a finished route, in plain words. */
import { t } from '@vscode/l10n';
import type { CostUnit } from '../../der/core/experts';
import type { Knobs } from '../../der/core/mdp';
import { whatIf, type Recorded, type WhatIf } from '../../der/trace/whatIf';
import { savedWords } from '../knobs/costText';
import { counted, exact as exactly, fixed, quality } from '../elements/numbers';

export interface WhatIfWords {
  /** The knobs that differ: `At p₀ 0.60`. */
  readonly knobs: string;
  readonly change: string;
  readonly basis: WhatIf['basis'];
  /** What the basis means. */
  readonly why: string;
}

/** Undefined where the knobs are those that the route was asked with. */
export function whatIfWords(recorded: Recorded, knobs: Knobs, unit: CostUnit): WhatIfWords | undefined {
  const differing = knobTexts.filter(({ name }) => knobs[name] !== recorded.knobs[name]);
  if (differing.length === 0) return undefined;
  const told = whatIf(recorded, knobs);
  return {
    knobs: knobWords(differing.map(({ text }) => text(knobs)).join(', '), differing[0]!.name === 'maxSteps'),
    change: changeWords(told, recorded, unit),
    basis: told.basis,
    why: t(bases[told.basis]),
  };
}

function knobWords(list: string, onlySteps: boolean): string {
  return onlySteps ? t('With {0}', list) : t('At {0}', list);
}

const bases = {
  exact:
    'Computed from what was recorded: the answers up to there exist, and the rule that stops is the one that routes go by.',
  estimated:
    'The policy decides anew with other knobs, and it was not asked again: taken from what the recorded answers turned out to be worth.',
} as const;

const knobTexts: readonly {
  readonly name: 'alpha' | 'beta' | 'p0' | 'maxSteps';
  text(knobs: Knobs): string;
}[] = [
  { name: 'alpha', text: ({ alpha }) => `α ${exactly(alpha)}` },
  { name: 'beta', text: ({ beta }) => `β ${exactly(beta)}` },
  { name: 'p0', text: ({ p0 }) => `p₀ ${fixed(p0, 2)}` },
  { name: 'maxSteps', text: ({ maxSteps }) => t('at most {0}', counted(maxSteps, 'answer')) },
];

function changeWords(told: WhatIf, recorded: Recorded, unit: CostUnit): string {
  const { end, answers, best, saved } = told;
  if (end === 'same') return t('no change that the record shows.');
  if (end === 'later') {
    const goesOn =
      recorded.stop === 'max_steps'
        ? t('go on after step {0}, as more answers would be allowed.', answers)
        : t('go on after step {0}, as no recorded answer reaches the mark.', answers);
    return `${goesOn} ${t('Who would be asked, and what it would cost, is not recorded.')}`;
  }
  if (!best) return t('stop before the first answer.');
  return t(
    'stop after step {0} with answer {1}, whose predicted quality was then {2}; {3}.',
    answers,
    best.step + 1,
    quality(best.quality),
    savedWords(saved, unit),
  );
}
