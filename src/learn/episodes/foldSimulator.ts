/**
 * Where episodes take place: contexts on the prompts of one fold, and a judge that has learned nothing from them. The
 * policy so meets predicted qualities as they are on questions never seen, over-confident in nothing.
 */
import type { Evidence } from '../../der/evidence/evidence';
import { openSession, type Session } from '../../der/networks/onnxSession';
import { Graph } from '../graph/builder';
import { encodeModel } from '../graph/encode';
import type { ScalingByKind } from '../terminator/scaling';
import type { TerminatorFit } from '../terminator/terminatorFit';
import type { Random } from '../random';
import { drawContexts, type EpisodeContext, type EpisodeContextOptions } from './episodeContexts';
import type { PreparedSource } from './preparedSource';
import { logOddsOf, qualitiesOf } from './judging';
import { terminatorInputs, terminatorNetwork } from '../terminator/terminatorNetwork';

/** Recorded answers of some folds as the expert side of episodes, judged by a Terminator that saw others. */
export class FoldSimulator {
  private constructor(
    private readonly contexts: Iterator<EpisodeContext>,
    readonly fit: TerminatorFit,
    private readonly scaling: ScalingByKind,
    private readonly session: Session,
  ) {}

  /** @param fit learned without the prompts that are eligible. */
  static async open(
    tables: readonly PreparedSource[],
    from: Omit<EpisodeContextOptions, 'skill'>,
    fit: TerminatorFit,
    scaling: ScalingByKind,
    random: Random,
  ): Promise<FoldSimulator> {
    const graph = new Graph();
    graph.output('logOdds', terminatorNetwork(terminatorInputs(graph)));
    const session = await openSession(encodeModel(graph, fit.weights));
    const contexts = drawContexts(tables, { ...from, skill: fit.skill }, random);
    return new FoldSimulator(contexts, fit, scaling, session);
  }

  drawContext(): EpisodeContext {
    return this.contexts.next().value as EpisodeContext;
  }

  /** P̂ of every answer of each route, as the product predicts it. */
  async judge(routes: readonly Evidence[]): Promise<number[][]> {
    const judged = await logOddsOf(this.session, routes);
    return routes.map((evidence, row) => qualitiesOf(evidence, judged[row]!, this.scaling));
  }

  release(): Promise<void> {
    return this.session.release();
  }
}
