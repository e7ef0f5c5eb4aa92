/** Writes encoder, policy, Terminator and their manifest into a folder. */
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { manifestName, sha256Of, shapes, type Manifest } from '../models';
import { Graph } from './graph/builder';
import { encodeModel } from './graph/encode';
import { initialParameters, type ParameterValues } from './graph/initialisers';
import { encoderNetwork, type EncoderDesign } from './encoderNetwork';
import { policyInputs, policyNetwork } from './policyNetwork';
import { calibrated, terminatorInputs, terminatorNetwork } from './terminatorNetwork';

/** The inference networks as graphs, with the outputs that `learned.ts` and `encoder.ts` read. */
export const networks = {
  encoder(design?: EncoderDesign): Graph {
    const graph = new Graph();
    encoderNetwork(graph, design);
    return graph;
  },
  policy(): Graph {
    const graph = new Graph();
    const { experts, stop } = policyNetwork(policyInputs(graph));
    graph.output('scores', experts);
    graph.output('stop', stop);
    return graph;
  },
  terminator(): Graph {
    const graph = new Graph();
    graph.output('logOdds', calibrated(terminatorNetwork(terminatorInputs(graph))));
    return graph;
  },
} as const;

export type NetworkName = keyof typeof networks;

/** Weights of every network. */
export type Weights = Readonly<Record<NetworkName, ParameterValues>> & {
  /** Of what the encoder's weights are. Default: n-grams alone. */
  readonly design?: EncoderDesign | undefined;
  /** Of a policy trained by the paper's reward, where there is one. */
  readonly paperReward?: ParameterValues | undefined;
};

/** Seeded weights for all networks, to stand in until they are trained. */
export function seededWeights(seed: number): Weights {
  return {
    encoder: initialParameters(networks.encoder(), seed),
    policy: initialParameters(networks.policy(), seed),
    terminator: initialParameters(networks.terminator(), seed),
  };
}

/**
 * Writes all files, the manifest last. Each replaces its predecessor in one move, so that an interruption
 * leaves no torn file; models whose manifest does not match are refused when loaded.
 */
export async function exportModels(
  folder: string,
  weights: Weights,
  about: Pick<Manifest, 'version' | 'trained' | 'skill' | 'belief' | 'training'>,
): Promise<Manifest> {
  await mkdir(folder, { recursive: true });
  const graphOf = (network: NetworkName) =>
    network === 'encoder' ? networks.encoder(weights.design) : networks[network]();
  const write = async (network: NetworkName, name: string = network, values = weights[network]) => {
    const bytes = encodeModel(graphOf(network), values);
    await replace(join(folder, `${name}.onnx`), bytes);
    return { file: `${name}.onnx`, sha256: sha256Of(bytes) };
  };
  const [encoder, policy, terminator] = [
    await write('encoder'),
    await write('policy'),
    await write('terminator'),
  ];
  const paperReward =
    weights.paperReward && (await write('policy', 'policy-paper-reward', weights.paperReward));
  const { version, trained, ...rest } = about;
  const manifest: Manifest = {
    format: 1,
    version,
    trained,
    encoder,
    policy,
    terminator,
    ...(paperReward && { paperReward }),
    trainedWithEncoder: encoder.sha256,
    shapes,
    ...rest,
  };
  await replace(join(folder, manifestName), `${JSON.stringify(manifest, null, 2)}\n`);
  return manifest;
}

async function replace(path: string, content: string | Uint8Array): Promise<void> {
  const fresh = `${path}.new`;
  await writeFile(fresh, content);
  await rename(fresh, path);
}
