/** From a folder of recorded sources to everything but the policy: encoder, constants, Terminator. */
import { join } from 'node:path';
import type { CheckRecorded, Source } from '../../learn/recordedAnswers';
import { chosenSources, readSource, withDomainsIn, withoutExperts } from '../data/source';
import type { Transition } from '../../learn/recordedAnswers';
import { readTransitions } from '../data/transitions';
import { Encoder } from '../../der/networks/encoder';
import { openSession, type TensorValue } from '../../der/networks/onnxSession';
import { embeddingTexts } from './embeddingTexts';
import { findCentres } from './centres';
import type { TrainingCheckpoints } from '../../learn/checkpoints';
import { centresName, tableName, type EncoderDesign } from './encoderNetwork';
import { trainEncoder } from './encoderTraining';
import { networks } from './exportModels';
import { groupsOf, type Learnable } from '../../learn/folds';
import { outcomesOf, trainGate } from './gatedEncoder';
import type { Graph } from '../../learn/graph/builder';
import { encodeModel } from '../../learn/graph/encode';
import { initialParameters, type ParameterValues } from '../../learn/graph/initialisers';
import { fitHandOver, rangeAround, type HandOverRange } from '../../learn/episodes/handOver';
import { Random } from '../../learn/random';
import { prepareSource, type PreparedSource } from '../../learn/episodes/preparedSource';

export interface PreparedTraining {
  readonly tables: readonly PreparedSource[];
  readonly encoder: ParameterValues;
  readonly handOver: HandOverRange;
}

/** Sources that the encoder is trained on, where they are there. */
const encoderSources: readonly string[] = ['mmlu_pro', 'zeroeval'];

export interface PrepareOptions {
  /** Folder that holds the sources. */
  readonly data: string;
  /** Names of the sources to learn from; all that the folder holds where it is undefined. */
  readonly sources?: readonly string[] | undefined;
  readonly seed: number;
  /** Prompts that may be learned from; the others are prepared all the same. */
  readonly wanted: (prompt: Learnable) => boolean;
  readonly design: EncoderDesign;
  /** Texts of the corpus that the encoder is trained on, beside the questions. */
  readonly corpusTexts: number;
  /** Experts that are treated as if they had no answers. */
  readonly without: readonly string[];
  /** Domains that nothing is learned from. */
  readonly withoutDomains: readonly string[];
  /** Runs the programs of a source's answers. */
  readonly check: (source: Source) => CheckRecorded;
  readonly checkpoints: TrainingCheckpoints;
  readonly log: (message: string) => void;
}

/** Reads the data, trains the encoder and prepares every source with it. @throws DataError */
export async function prepare(options: PrepareOptions): Promise<PreparedTraining> {
  const { data, seed, wanted, design, corpusTexts, without, withoutDomains, checkpoints, log } = options;
  const random = new Random(seed);
  const sources: Source[] = [];
  for (const folder of await chosenSources(data, options.sources)) {
    const source = withoutExperts(await readSource(folder), without);
    sources.push(withDomainsIn('held out', source, withoutDomains));
  }
  log(`read ${sources.map(({ name, prompts }) => `${name} (${prompts.length} prompts)`).join(', ')}`);

  const transitions: Transition[] = [];
  for await (const row of readTransitions(join(data, 'transitions', 'transitions.jsonl.gz')))
    transitions.push(row);
  const rates = fitHandOver(transitions.filter(({ split }) => split === 'train'));
  log(
    `hand-over: a right answer is adopted at ${rates.right.toFixed(2)}, a wrong one at ${rates.wrong.toFixed(2)}`,
  );

  const groups = groupsOf(sources);
  // What people's DER has learned is kept by the encoder's vectors: more to judge on must leave them where they are.
  const encoded = sources.filter(({ name }) => encoderSources.includes(name));
  const texts = (encoded.length > 0 ? encoded : sources).flatMap((source) => source.prompts);
  const [learned, others] = [true, false].map((isLearned) =>
    texts.filter(({ id, split }) => wanted({ split, group: groups.get(id)! }) === isLearned),
  );
  const { tensors: encoder } = await checkpoints.stage('encoder', async () => {
    const questions = learned!.flatMap(({ question }) => question ?? []);
    const unseen = others!.flatMap(({ question }) => question ?? []);
    const texts = await embeddingTexts(data, questions, unseen, corpusTexts, random.fork('texts'));
    const table = trainEncoder(texts, random.fork('encoder'));
    log(`encoder trained on ${texts.length} texts`);
    const vectors = await embedAll(table, questions);
    const grams = new Map([
      [tableName, table],
      [centresName, findCentres(vectors, random.fork('centres'))],
    ]);
    if (design === 'grams') return { tensors: grams, metadata: {} };
    const asked = learned!.filter(({ question }) => question !== null);
    const embeddings = new Map(asked.map(({ id }, index) => [id, vectors[index]!]));
    const gate = await trainGate(outcomesOf(sources, embeddings), random.fork('gate'), seed);
    return { tensors: new Map([...grams, ...gate]), metadata: {} };
  });
  return {
    tables: await prepareAll(sources, groups, networks.encoder(design), encoder, random, options.check),
    encoder,
    handOver: rangeAround(rates),
  };
}

/** Embeddings of texts by a table of n-gram vectors alone. */
async function embedAll(table: TensorValue, texts: readonly string[]): Promise<Float32Array[]> {
  const graph = networks.encoder();
  const parameters = new Map([...initialParameters(graph, 0), [tableName, table]]);
  const session = await openSession(encodeModel(graph, parameters));
  const encoder = new Encoder(session);
  const vectors: Float32Array[] = [];
  for (const text of texts) vectors.push(await encoder.embed(text));
  await session.release();
  return vectors;
}

async function prepareAll(
  sources: readonly Source[],
  groups: ReadonlyMap<string, number>,
  network: Graph,
  encoder: ParameterValues,
  random: Random,
  check: PrepareOptions['check'],
): Promise<PreparedSource[]> {
  const session = await openSession(encodeModel(network, encoder));
  const tables: PreparedSource[] = [];
  for (const source of sources) {
    const chance = random.fork(source.name);
    tables.push(await prepareSource(source, new Encoder(session), groups, chance, check(source)));
  }
  await session.release();
  return tables;
}
