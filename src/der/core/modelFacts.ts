/** What is known of a model before anybody asked it, from a catalogue of known models; absent where no source says. */

/** Kinds of questions that a skill can differ by. */
export type SkillKind = 'short' | 'program' | 'open';

/** All of these kinds, in the order of tables and features. */
export const skillKinds: readonly SkillKind[] = ['short', 'program', 'open'];

/** What a model was made for, where that is not to chat; `base`: it was never taught to answer. */
export type MadeFor = 'code' | 'math' | 'base';

/** What the catalogue says of a model. */
export interface ModelFacts {
  /** As the catalogue calls it. */
  readonly name: string;
  /** Another model's, whose tuned copy this is by its name. */
  readonly ofBase?: true;
  readonly family?: string | undefined;
  /** Year and month, `2024-09`. */
  readonly released?: string | undefined;
  /** Billions of parameters, total. */
  readonly paramsB?: number | undefined;
  /** Billions of parameters that one token uses, where they are fewer. */
  readonly activeB?: number | undefined;
  readonly madeFor?: MadeFor | undefined;
  /** US dollars per million answer tokens at its maker, else at who is cheapest; told of models of unknown size. */
  readonly usdPerMtok?: number | undefined;
  /** It thinks before it answers. */
  readonly thinks?: true;
  /** How far public results lift it above what the other facts say, in log-odds by kind. */
  readonly standing?: Readonly<Record<SkillKind, number>> | undefined;
}
