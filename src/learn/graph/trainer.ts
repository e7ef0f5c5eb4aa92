/**
 * Training by gradient descent. One graph computes the losses, their derivatives, clipping and the Adam
 * update; this class keeps what passes from one step to the next.
 *
 * ```ts
 * const trainer = await Trainer.create((graph) => {
 *   const error = sub(scores(graph), graph.input('target', ['batch', 'pool']));
 *   return { loss: mean(square(error)) };
 * }, { seed: 7 });
 * const { loss } = await trainer.step(3e-4, { x, target });        // again and again
 *
 * const graph = new Graph();                                       // the same network, without the training
 * graph.output('scores', scores(graph));
 * const network = encodeModel(graph, trainer.parameters);
 * ```
 */
import { openSession, type Session, type TensorValue } from '../../der/networks/onnxSession';
import { adam, clipByGlobalNorm, type AdamOptions } from './adam';
import { toFeeds, type Batch } from './batch';
import { Graph, type FloatType, type Tensor } from './builder';
import { encodeModel } from './encode';
import { gradients } from './gradients';
import { initialParameters, type ParameterValues } from './initialisers';
import { readTensors, writeTensors } from './safetensors';

/** What a graph is trained for; all scalars. */
export interface Objective {
  /** What is minimised. */
  readonly loss: Tensor;
  /** Parts of it and other measures, reported by name. */
  readonly terms?: Readonly<Record<string, Tensor>>;
}

/** What a trainer starts with. */
export interface TrainerOptions {
  /** Seed of the initial parameters. */
  readonly seed: number;
  /** Parameters to start from instead of drawing them. */
  readonly parameters?: ParameterValues;
  /** Whether a parameter is learned, by name; the others stay as they are. Default: all are. */
  readonly learns?: (name: string) => boolean;
  readonly dtype?: FloatType;
  /** Limit of the length of all gradients together; 0.5 by default. */
  readonly maxGradientNorm?: number;
  readonly adam?: AdamOptions;
}

/** What one step of training came to. */
export interface StepReport {
  readonly loss: number;
  /** Before clipping. */
  readonly gradientNorm: number;
  readonly terms: Readonly<Record<string, number>>;
}

/** A loss or gradient became infinite or not a number. The trainer still holds the parameters from before. */
export class TrainingDivergedError extends Error {
  constructor(step: number, quantity: string, value: number) {
    super(
      `Training diverged at step ${step}: ${quantity} is ${value}. The parameters from before that step are kept; ` +
        'lower the learning rate or look for missing values in the data.',
    );
    this.name = 'TrainingDivergedError';
  }
}

/** The checkpoint is of another network. */
export class CheckpointMismatchError extends Error {
  constructor(path: string, detail: string) {
    super(`The checkpoint ${path} does not fit this network: ${detail}. Train again without resuming.`);
    this.name = 'CheckpointMismatchError';
  }
}

/** Kinds of values that pass from step to step, as prefixes of their names in graph and checkpoint. */
const meanOf = (name: string) => `mean/${name}`;
const varianceOf = (name: string) => `variance/${name}`;
const next = (name: string) => `next/${name}`;
const term = (name: string) => `term/${name}`;

/**
 * Takes steps of Adam on a loss whose graph, with its gradients, runs as one ONNX network: parameters and moments go in
 * and come out with every step.
 */
export class Trainer {
  /** Steps taken so far. */
  steps = 0;

  private constructor(
    private readonly session: Session,
    /** What a batch must give, with the two scalars of Adam. */
    private readonly inputs: readonly Tensor[],
    private readonly termNames: readonly string[],
    /** Parameters that stay as they are. */
    private readonly fixed: ParameterValues,
    private readonly parameterNames: readonly string[],
    /** Parameters that are learned, and their moments. */
    private state: ReadonlyMap<string, TensorValue>,
  ) {}

  /** Builds the training graph of an objective and draws the initial parameters. */
  static async create(objective: (graph: Graph) => Objective, options: TrainerOptions): Promise<Trainer> {
    const { seed, dtype = 'float32', maxGradientNorm = 0.5, learns = () => true } = options;
    const graph = new Graph({ dtype });
    const { loss, terms = {} } = objective(graph);
    const parameters = graph.parameters.filter(({ name }) => learns(name));
    const fixed = graph.parameters.filter(({ name }) => !learns(name));
    const { norm, clipped } = clipByGlobalNorm(gradients(loss, parameters), maxGradientNorm);
    const update = adam(graph.input('adam/step', []), graph.input('adam/learningRate', []), options.adam);
    const inputs = graph.inputs;
    for (const [index, parameter] of parameters.entries()) {
      const { name, shape } = parameter;
      const moments = {
        mean: graph.input(meanOf(name), shape),
        variance: graph.input(varianceOf(name), shape),
      };
      const updated = update(parameter, clipped[index] as Tensor, moments);
      graph.output(next(name), updated.parameter);
      graph.output(next(meanOf(name)), updated.moments.mean);
      graph.output(next(varianceOf(name)), updated.moments.variance);
    }
    graph.output('loss', loss);
    graph.output('gradientNorm', norm);
    for (const [name, tensor] of Object.entries(terms)) graph.output(term(name), tensor);

    const session = await openSession(encodeModel(graph, 'inputs'));
    const values = options.parameters ?? initialParameters(graph, seed);
    const valueOf = ({ name }: Tensor) => [name, values.get(name)!] as const;
    return new Trainer(
      session,
      inputs,
      Object.keys(terms),
      new Map(fixed.map(valueOf)),
      parameters.map(({ name }) => name),
      freshState(new Map(parameters.map(valueOf))),
    );
  }

  /** The parameters as they are now; later steps leave this map as it is. */
  get parameters(): ParameterValues {
    const learned = this.parameterNames.map((name) => [name, this.state.get(name) as TensorValue] as const);
    return new Map([...this.fixed, ...learned]);
  }

  /**
   * One step of gradient descent on a batch.
   *
   * @throws TrainingDivergedError when the loss, a term or the gradient is not finite; nothing changes then.
   */
  async step(learningRate: number, batch: Batch): Promise<StepReport> {
    if (!Number.isFinite(learningRate))
      throw new RangeError(`A learning rate is a number, not ${learningRate}.`);
    const { report, state } = await this.run(learningRate, batch);
    this.state = state;
    this.steps += 1;
    return report;
  }

  /** What `step` would report on a batch, in the same time but without taking the step: the loss on held-out data. */
  async measure(batch: Batch): Promise<StepReport> {
    return (await this.run(0, batch)).report;
  }

  /** Writes parameters, moments and step number, with anything else that resuming needs as text. */
  async save(path: string, metadata: Readonly<Record<string, string>> = {}): Promise<void> {
    await writeTensors(path, { tensors: this.state, metadata: { ...metadata, steps: String(this.steps) } });
  }

  /**
   * Goes back to a checkpoint and returns the text saved with it.
   *
   * @throws CheckpointMismatchError when it is of another network, TensorFileError when it is damaged.
   */
  async load(path: string): Promise<Readonly<Record<string, string>>> {
    const { tensors, metadata } = await readTensors(path);
    const state = new Map<string, TensorValue>();
    for (const [name, { type, dims }] of this.state) {
      const saved = tensors.get(name);
      if (!saved) throw new CheckpointMismatchError(path, `"${name}" is missing`);
      if (saved.type !== type || saved.dims.join() !== dims.join()) {
        const is = `${saved.type} [${saved.dims.join(', ')}]`;
        throw new CheckpointMismatchError(path, `"${name}" is ${is}, not ${type} [${dims.join(', ')}]`);
      }
      state.set(name, saved);
    }
    const steps = Number(metadata['steps']);
    if (!Number.isSafeInteger(steps)) throw new CheckpointMismatchError(path, 'its step number is missing');
    this.state = state;
    this.steps = steps;
    return metadata;
  }

  release(): Promise<void> {
    return this.session.release();
  }

  private async run(learningRate: number, batch: Batch) {
    const step = this.steps + 1;
    const scalars = { 'adam/step': step, 'adam/learningRate': learningRate };
    const results = await this.session.run({
      ...toFeeds(this.inputs, { ...batch, ...scalars }),
      ...Object.fromEntries([...this.fixed, ...this.state]),
    });
    const finite = (output: string, quantity = output) => {
      const value = Number(results[output]?.data[0]);
      if (!Number.isFinite(value)) throw new TrainingDivergedError(step, quantity, value);
      return value;
    };
    const report: StepReport = {
      loss: finite('loss', 'the loss'),
      gradientNorm: finite('gradientNorm', 'the gradient norm'),
      terms: Object.fromEntries(this.termNames.map((name) => [name, finite(term(name), name)])),
    };
    const state = new Map([...this.state.keys()].map((name) => [name, results[next(name)] as TensorValue]));
    return { report, state };
  }
}

/** The parameters with their moments, all zero. */
function freshState(parameters: ParameterValues): ReadonlyMap<string, TensorValue> {
  const state = new Map<string, TensorValue>();
  for (const [name, value] of parameters) {
    state.set(name, value);
    for (const moment of [meanOf(name), varianceOf(name)]) {
      const data = new (value.type === 'float32' ? Float32Array : Float64Array)(value.data.length);
      state.set(moment, { ...value, data });
    }
  }
  return state;
}
