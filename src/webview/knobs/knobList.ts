/** The four knobs in plain words, and how each lies on a slider. */
import { t } from '@vscode/l10n';
import { knobRanges } from '../../der/core/mdp';
import { alphaMeaning } from './costText';
import { alphaAt, alphaPosition, alphaPositions } from './alphaScale';

export type KnobName = keyof typeof knobRanges;

export interface KnobDescription {
  readonly name: KnobName;
  readonly symbol: string;
  readonly label: string;
  readonly meaning: string;
  readonly slider: { readonly min: number; readonly max: number; readonly step: number };
  toSlider(value: number): number;
  fromSlider(position: number): number;
}

const linear = (name: KnobName, step: number) => ({
  slider: { min: knobRanges[name].min, max: knobRanges[name].max, step },
  toSlider: (value: number) => value,
  fromSlider: (position: number) => position,
});

export const knobs: readonly KnobDescription[] = [
  {
    name: 'alpha',
    symbol: 'α',
    label: t('Price of cost'),
    meaning: alphaMeaning('compute'),
    slider: { min: 0, max: alphaPositions, step: 1 },
    toSlider: alphaPosition,
    fromSlider: alphaAt,
  },
  {
    name: 'beta',
    symbol: 'β',
    label: t('Worth of refining'),
    meaning: t('How much improving on an earlier answer is worth against its cost. Higher: longer chains.'),
    ...linear('beta', 0.1),
  },
  {
    name: 'p0',
    symbol: 'p₀',
    label: t('Good enough'),
    meaning: t('An answer whose predicted quality reaches this mark ends the chain.'),
    ...linear('p0', 0.01),
  },
  {
    name: 'maxSteps',
    symbol: '',
    label: t('Answers at most'),
    meaning: t('The chain ends after this many answers, good enough or not.'),
    ...linear('maxSteps', 1),
  },
];
