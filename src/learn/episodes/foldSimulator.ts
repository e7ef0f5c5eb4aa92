/**
 * Where episodes take place: scenes on the prompts of one fold, and a judge that has learned nothing from them. The
 * policy so meets predicted qualities as they are on questions never seen, over-confident in nothing.
 */
import type { Evidence } from '../../der/evidence/evidence';
import { mostCertain } from '../../der/networks/inference';
import { sigmoid } from '../../der/estimate/profile';
import { openSession, type Session } from '../../der/networks/onnxSession';
import { terminatorInput } from '../../der/networks/terminatorFeatures';
import { Graph } from '../graph/builder';
import { encodeModel } from '../graph/encode';
import type { Judgement, Scaling } from '../terminator/terminatorFit';
import type { Random } from '../random';
import { drawScenes, type Scene, type SceneOptions } from './episodeContexts';
import type { Table } from './preparedSource';
import { terminatorInputs, terminatorNetwork } from '../terminator/terminatorNetwork';
import { batchOf } from '../terminator/terminatorTraining';

export class World {
  private constructor(
    private readonly scenes: Iterator<Scene>,
    readonly judgement: Judgement,
    private readonly scaling: Scaling,
    private readonly session: Session,
  ) {}

  /** @param judgement learned without the prompts that are eligible. */
  static async open(
    tables: readonly Table[],
    from: Omit<SceneOptions, 'skill'>,
    judgement: Judgement,
    scaling: Scaling,
    random: Random,
  ): Promise<World> {
    const graph = new Graph();
    graph.output('logOdds', terminatorNetwork(terminatorInputs(graph)));
    const session = await openSession(encodeModel(graph, judgement.weights));
    const scenes = drawScenes(tables, { ...from, skill: judgement.skill }, random);
    return new World(scenes, judgement, scaling, session);
  }

  drawScene(): Scene {
    return this.scenes.next().value as Scene;
  }

  /** P̂ of every answer of each route, as the product predicts it. */
  async judge(routes: readonly Evidence[]): Promise<number[][]> {
    if (routes.length === 0) return [];
    const examples = routes.map((evidence) => {
      const input = terminatorInput(evidence);
      return { ...input, quality: new Float32Array(evidence.signs.length) };
    });
    const { answers, excess, given } = batchOf(examples);
    const { logOdds } = await this.session.run({ answers: answers!, excess: excess!, given: given! });
    const longest = logOdds!.dims[1]!;
    const { scale, shift } = this.scaling;
    return routes.map(({ signs }, row) =>
      signs.map(({ empty }, index) =>
        empty
          ? 0
          : Math.min(mostCertain, sigmoid(scale * Number(logOdds!.data[row * longest + index]) + shift)),
      ),
    );
  }

  release(): Promise<void> {
    return this.session.release();
  }
}
