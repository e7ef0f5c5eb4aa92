/** Whether tuned networks may take the place of those shipped, and which part of them. */
import { Bootstrap, mean, type Interval } from '../../der/statistics/statistics';
import {
  gainLevel,
  tunedParts,
  type TunedPart,
  type TuningFigures,
  type TuningVerdict,
} from '../../der/tuning/order';
import type { Random } from '../random';
import type { CrossMeasured } from './crossMeasured';
import type { TunedPerson, PersonQuestion } from './persons';
import { toldApart } from './toldApart';

/** On the scale of quality: tuned networks may be worse by so much at most where they are held to be as good. */
const tolerance = 0.01;
/** Questions that the whole pool answered, before which they say nothing by themselves. */
const leastWhole = 5;
const resamples = 2000;

type Gain = { readonly mean: number; readonly interval: Interval };

/**
 * Better is what gains clearly on the questions that the whole pool answered; or does not lose on them, the whole
 * interval within the tolerance, and gains clearly over all. Of what passes, the part that gains most.
 */
export function verdictOf(person: TunedPerson, held: CrossMeasured, random: Random): TuningVerdict {
  const { experts, questions } = person;
  const whole = questions.filter(({ outcomes }) => outcomes.length === experts.length);
  const apart = toldApart(held.skillsOf, random.fork('told apart'));
  const figuresOf = (part: TunedPart): TuningFigures => ({
    outcomes: questions.reduce((sum, { outcomes }) => sum + outcomes.length, 0),
    questions: questions.length,
    whole: whole.length,
    toldApart: apart,
    onWhole: whole.length < leastWhole ? null : gainOn(whole, part, held, random.fork('whole')),
    onAll: gainOn(questions, part, held, random.fork('all')),
    elsewhere: part === 'policy' ? held.elsewhere : 0,
    surprise: held.surprise,
  });
  const rising = tunedParts
    .map((part) => ({ part, figures: figuresOf(part) }))
    .toSorted((a, b) => b.figures.onAll.mean - a.figures.onAll.mean);
  if (!apart || apart.interval[0] <= 0.5) return { result: 'nothingToldApart', figures: rising[0]!.figures };
  const passing = rising.find(({ figures }) => isBetter(figures));
  if (passing) return { result: 'better', ...passing };
  return { result: 'notBetter', figures: rising[0]!.figures };
}

function isBetter({ onWhole, onAll, elsewhere }: TuningFigures): boolean {
  if (elsewhere < -tolerance) return false;
  if (onWhole && onWhole.interval[0] > 0) return true;
  return onAll.interval[0] > 0 && (onWhole === null || onWhole.interval[0] >= -tolerance);
}

/** Mean gain, with near-duplicates resampled together. */
function gainOn(
  questions: readonly PersonQuestion[],
  part: TunedPart,
  { gains }: CrossMeasured,
  random: Random,
): Gain {
  const groups = new Map<number, number[]>();
  for (const question of questions)
    groups.set(question.group, [...(groups.get(question.group) ?? []), gains.get(question)![part]]);
  const values = [...groups.values()].map(mean);
  return {
    mean: mean(values),
    interval: new Bootstrap(values.length, random, resamples).interval(values, gainLevel),
  };
}
