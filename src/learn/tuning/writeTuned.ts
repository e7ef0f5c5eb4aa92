/** Writes tuned networks as a folder of models like any other, with what they came from. */
import { createHash } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { manifestName, sha256Of, type Manifest } from '../../der/networks/models';
import type { SkillModel } from '../../der/estimate/profile';
import type { TuningOrder, TuningVerdict } from '../../der/tuning/order';
import { decodeParameters } from '../graph/decode';
import { encodeModel } from '../graph/encode';
import type { ParameterValues } from '../graph/initialisers';
import { productPolicy } from '../policy/policyNetwork';
import { replaceFiles } from '../replaceFiles';
import type { ScalingByKind } from '../terminator/scaling';
import { productTerminator } from '../terminator/terminatorNetwork';
import { composed } from './calibration';
import type { TunedPerson } from './persons';

/** What is new; the rest is as shipped. */
export interface WrittenTuning {
  readonly skill: SkillModel;
  /** After the shipped calibration. */
  readonly scaling: ScalingByKind | undefined;
  readonly policy: ParameterValues | undefined;
  readonly verdict: Extract<TuningVerdict, { readonly result: 'better' }>;
}

/** The same outcomes, pool and seed give the same bytes. @throws the file system's error; DiskFullError */
export async function writeTuned(
  { models, out, seed }: TuningOrder,
  person: TunedPerson,
  shipped: Manifest,
  { skill, scaling, policy, verdict }: WrittenTuning,
): Promise<void> {
  const read = (file: string) => readFile(join(models, file));
  const [encoderBytes, policyBytes, terminatorBytes, parent] = await Promise.all(
    [shipped.encoder.file, shipped.policy.file, shipped.terminator.file, manifestName].map(read),
  );
  const files = new Map<string, Uint8Array | string>();
  const add = (file: string, bytes: Uint8Array) => {
    files.set(join(out, file), bytes);
    return { file, sha256: sha256Of(bytes) };
  };
  const manifest: Manifest = {
    format: shipped.format,
    trained: shipped.trained,
    trainedWithEncoder: shipped.trainedWithEncoder,
    shapes: shipped.shapes,
    features: shipped.features,
    belief: shipped.belief,
    validated: shipped.validated,
    version: `${shipped.version}-tuned`,
    encoder: add(shipped.encoder.file, encoderBytes!),
    policy: add(shipped.policy.file, policy ? encodeModel(productPolicy(), policy) : policyBytes!),
    terminator: add(
      shipped.terminator.file,
      scaling ? recalibrated(terminatorBytes!, scaling) : terminatorBytes!,
    ),
    skill,
    ...(shipped.training && { training: shipped.training }),
    tuned: {
      parent: sha256Of(parent!),
      outcomes: hashOf(person),
      seed,
      part: verdict.part,
      figures: verdict.figures,
    },
  };
  files.set(join(out, manifestName), `${JSON.stringify(manifest, null, 2)}\n`);
  await mkdir(out, { recursive: true });
  await replaceFiles(files);
}

function recalibrated(terminator: Uint8Array, scaling: ScalingByKind): Uint8Array {
  const graph = productTerminator();
  const weights = new Map(decodeParameters(graph, terminator));
  const [scale, shift] = ['calibration.scale', 'calibration.shift'].map((name) => weights.get(name)!);
  const of = ({ data }: { readonly data: ArrayLike<number | bigint> }) => Float32Array.from(data, Number);
  const tuned = composed({ scale: of(scale!), shift: of(shift!) }, scaling);
  weights.set('calibration.scale', { ...scale!, data: tuned.scale });
  weights.set('calibration.shift', { ...shift!, data: tuned.shift });
  return encodeModel(graph, weights);
}

/** Of all that was learned from: experts and outcomes. */
function hashOf({ experts, questions }: TunedPerson): string {
  const outcomes = questions.map(({ question, kind, outcomes: own }) => [
    question,
    kind,
    own.map(({ expert, quality, weight, record }) => [expert, quality, weight, record.characters]),
  ]);
  return createHash('sha256')
    .update(JSON.stringify([experts, outcomes]))
    .digest('hex');
}
