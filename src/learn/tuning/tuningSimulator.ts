/** Where a policy is tuned and measured: contexts that are dealt out, judged by the Terminator as it is calibrated. */
import type { BeliefModel } from '../../der/estimate/belief';
import type { Evidence } from '../../der/evidence/evidence';
import type { Session } from '../../der/networks/onnxSession';
import type { EpisodeSimulator, DrawnContext } from '../episodes/environment';
import { logOddsOf, qualitiesOf } from '../episodes/judging';
import type { ScalingByKind } from '../terminator/scaling';
import { answerKinds } from '../../der/networks/terminatorFeatures';

/** Made-up answers by a person's experts, as the expert side of episodes. */
export class TuningSimulator implements EpisodeSimulator {
  readonly fit: { readonly belief: BeliefModel };

  /** @param scaling of the shipped Terminator's log-odds on made-up answers */
  constructor(
    readonly drawContext: () => DrawnContext,
    private readonly session: Session,
    private readonly scaling: ScalingByKind,
    belief: BeliefModel,
  ) {
    this.fit = { belief };
  }

  async judge(routes: readonly Evidence[]): Promise<number[][]> {
    const judged = await logOddsOf(this.session, routes);
    return routes.map((evidence, row) => qualitiesOf(evidence, judged[row]!, this.scaling));
  }
}

/** One scaling after another. */
export function after(first: ScalingByKind, second: ScalingByKind): ScalingByKind {
  const of = (kind: keyof ScalingByKind) => ({
    scale: second[kind].scale * first[kind].scale,
    shift: second[kind].scale * first[kind].shift + second[kind].shift,
  });
  return Object.fromEntries(answerKinds.map((kind) => [kind, of(kind)])) as ScalingByKind;
}
