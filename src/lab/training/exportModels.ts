/** Writes encoder, policy, Terminator and their manifest into a folder. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import {
  comparisons,
  featuresHash,
  manifestName,
  sha256Of,
  shapes,
  type BaselinePolicy,
  type Manifest,
} from '../../der/networks/models';
import { Graph } from '../../learn/graph/builder';
import { encodeModel } from '../../learn/graph/encode';
import { initialParameters, type ParameterValues } from '../../learn/graph/initialisers';
import { encoderNetwork, type EncoderDesign } from './encoderNetwork';
import { replaceFiles } from '../../learn/replaceFiles';
import { productPolicy } from '../../learn/policy/policyNetwork';
import { productTerminator } from '../../learn/terminator/terminatorNetwork';

/** The inference networks as graphs, with the outputs that `learned.ts` and `encoder.ts` read. */
export const networks = {
  encoder(design?: EncoderDesign): Graph {
    const graph = new Graph();
    encoderNetwork(graph, design);
    return graph;
  },
  policy: productPolicy,
  terminator: productTerminator,
} as const;

export type NetworkName = keyof typeof networks;

/** Weights of every network. */
export type Weights = Readonly<Record<NetworkName, ParameterValues>> & {
  /** Of what the encoder's weights are. Default: n-grams alone. */
  readonly design?: EncoderDesign | undefined;
  /** Of policies to compare with, where there are any. */
  readonly compared?: Readonly<Partial<Record<BaselinePolicy, ParameterValues | undefined>>>;
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
 * Writes all files, the manifest last, once all are on the disk; models whose manifest does not match are refused when
 * loaded. @throws DiskFullError
 */
export async function exportModels(
  folder: string,
  weights: Weights,
  about: Pick<Manifest, 'version' | 'trained' | 'skill' | 'belief' | 'training'> &
    Partial<Pick<Manifest, 'validated'>>,
): Promise<Manifest> {
  await mkdir(folder, { recursive: true });
  const graphOf = (network: NetworkName) =>
    network === 'encoder' ? networks.encoder(weights.design) : networks[network]();
  const files = new Map<string, Uint8Array | string>();
  const add = (network: NetworkName, name: string = network, values = weights[network]) => {
    const bytes = encodeModel(graphOf(network), values);
    files.set(join(folder, `${name}.onnx`), bytes);
    return { file: `${name}.onnx`, sha256: sha256Of(bytes) };
  };
  const [encoder, policy, terminator] = [add('encoder'), add('policy'), add('terminator')];
  const compared = comparisons.flatMap((name) => {
    const values = weights.compared?.[name];
    return values ? [[name, add('policy', `policy-${name}`, values)]] : [];
  });
  const { version, trained, validated = ['short'], ...rest } = about;
  const manifest: Manifest = {
    format: 1,
    version,
    trained,
    encoder,
    policy,
    terminator,
    ...Object.fromEntries(compared),
    trainedWithEncoder: encoder.sha256,
    shapes,
    features: featuresHash,
    validated,
    ...rest,
  };
  files.set(join(folder, manifestName), `${JSON.stringify(manifest, null, 2)}\n`);
  await replaceFiles(files);
  return manifest;
}
