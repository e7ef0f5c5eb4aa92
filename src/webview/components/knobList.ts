/** The four knobs in plain words, and how each lies on a slider. */
import { knobRanges } from '../../der/mdp';
import { alphaAt, alphaPosition, alphaPositions, alphaText } from '../text/alphaScale';

export type KnobName = keyof typeof knobRanges;

export interface KnobDescription {
  readonly name: KnobName;
  readonly symbol: string;
  readonly label: string;
  readonly meaning: string;
  readonly slider: { readonly min: number; readonly max: number; readonly step: number };
  toSlider(value: number): number;
  fromSlider(position: number): number;
  text(value: number): string;
}

const linear = (name: KnobName, step: number) => ({
  slider: { min: knobRanges[name].min, max: knobRanges[name].max, step },
  toSlider: (value: number) => value,
  fromSlider: (position: number) => position,
  text: String,
});

export const knobs: readonly KnobDescription[] = [
  {
    name: 'alpha',
    symbol: 'α',
    label: 'Price of cost',
    meaning: 'How much compute hurts. At 0 only quality counts; further right, small experts are preferred.',
    slider: { min: 0, max: alphaPositions, step: 1 },
    toSlider: alphaPosition,
    fromSlider: alphaAt,
    text: alphaText,
  },
  {
    name: 'beta',
    symbol: 'β',
    label: 'Worth of refining',
    meaning: 'How much improving on an earlier answer is worth against its cost. Higher: longer chains.',
    ...linear('beta', 0.1),
  },
  {
    name: 'p0',
    symbol: 'p₀',
    label: 'Good enough',
    meaning: 'An answer whose predicted quality reaches this mark ends the chain.',
    ...linear('p0', 0.01),
  },
  {
    name: 'maxSteps',
    symbol: '',
    label: 'Answers at most',
    meaning: 'The chain ends after this many answers, good enough or not.',
    ...linear('maxSteps', 1),
  },
];
