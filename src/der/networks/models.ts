/** The networks in `models/`: loaded, checked against their manifest, tied together. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { Encoder } from './encoder';
import { hashOf } from './features';
import { expertFeatures, stateFeatures } from './policyFeatureTable';
import { openFeatures } from './openFeatures';
import { programFeatures } from './programFeatures';
import { answerFeatures, answerKinds } from './terminatorFeatures';
import {
  LearnedPolicy,
  LearnedTerminator,
  EvidenceExtractor,
  PolicyNetwork,
  TerminatorNetwork,
} from './inference';
import type { Policy } from '../core/policy';
import { noCalibration, Profiles, type Calibration } from '../estimate/profile';
import type { RuntimeLoader } from '../runtime';
import { openSession, type Session } from './onnxSession';
import type { Terminator } from '../core/terminator';
import type { ModelsInfo } from '../trace/trace';

/** The file of a models folder that says what the others are. */
export const manifestName = 'manifest.json';

const inside = z.number().gt(0).lt(1);
const line = z.object({ intercept: z.number(), slope: z.number() });
const file = z.object({ file: z.string().regex(/^[\w.-]+$/), sha256: z.string().regex(/^[0-9a-f]{64}$/) });

/** Length of every feature vector. Networks made for others cannot be used. */
export const shapes = {
  state: stateFeatures.length,
  expert: expertFeatures.length,
  answer: answerFeatures.length,
  program: programFeatures.length,
  open: openFeatures.length,
} as const;

/** Names, order and versions of all features, hashed. Networks that saw others cannot be used. */
export const featuresHash = hashOf({
  state: stateFeatures,
  expert: expertFeatures,
  answer: answerFeatures,
  program: programFeatures,
  open: openFeatures,
});

/** The features of manifests that do not say: those of the versions before it was written down. */
const firstFeatures = 'a857874acb4ad58dee1c65a2af77c8a9b6a840428c8d2ad6700d3e76e358fb48';

/** Policies for comparison that `--ablations` trains: by the paper's reward; and what PPO began with. */
export const comparisons = ['paperReward', 'imitation'] as const;
export type BaselinePolicy = (typeof comparisons)[number];

const manifestSchema = z.object({
  format: z.literal(1),
  version: z.string(),
  /** Policy and Terminator are both trained in full; false for weights that stand in: seeded ones, or of a trial training. */
  trained: z.boolean(),
  encoder: file,
  policy: file,
  terminator: file,
  /** Policies that an evaluation compares with; see `comparisons`. */
  paperReward: file.optional(),
  imitation: file.optional(),
  /** Hash of the encoder that policy and Terminator were trained with. */
  trainedWithEncoder: z.string(),
  /** Of tables that a version did not have, 0. */
  shapes: z.object({
    state: z.number(),
    expert: z.number(),
    answer: z.number(),
    program: z.number().default(0),
    open: z.number().default(0),
  }),
  /** See `featuresHash`. */
  features: z.string().default(firstFeatures),
  /** Constants of profile.ts. */
  skill: z.object({
    size: line,
    price: line,
    priorWeight: z.number().positive(),
    poolVariance: z.number().positive(),
    promptVariance: z.number().positive(),
    width: z.number().positive(),
    nearbyPrecision: z.number().positive(),
    ownPrecision: z.number().positive(),
    acrossKinds: z.number().min(0).max(1).default(0.5),
  }),
  /** Constants of belief.ts. */
  belief: z.object({
    difficulty: z.number().min(0),
    meeting: z.object({ option: inside, program: inside.default(0.3), other: inside }),
    lapse: z.number().min(0).lt(1).default(0),
    passing: z.object({ right: inside, wrong: inside }).default({ right: 0.98, wrong: 0.3 }),
    graded: z
      .object({ shared: z.number().min(0).max(1), spread: z.number().positive() })
      .default({ shared: 0.5, spread: 0.1 }),
    adoption: z.object({ right: z.number().min(0).max(1), wrong: z.number().min(0).max(1) }),
  }),
  /** Kinds of answers that P̂ was validated on. */
  validated: z.array(z.enum(answerKinds)).default(['short']),
  /** What tuned networks came from: the hash of the manifest of those shipped, that of the outcomes, and figures. */
  tuned: z
    .looseObject({
      parent: z.string().regex(/^[0-9a-f]{64}$/),
      outcomes: z.string().regex(/^[0-9a-f]{64}$/),
      seed: z.number().int(),
    })
    .optional(),
  /** What the networks were trained on and what they reached; for people. */
  training: z.record(z.string(), z.unknown()).optional(),
});

export type Manifest = z.infer<typeof manifestSchema>;

/** The models cannot be used; the message says which file and what to do. */
export class ModelsError extends Error {
  override readonly name = 'ModelsError';
}

/** The two networks by themselves, for evidence that comes from elsewhere. */
export interface Networks {
  readonly policy: PolicyNetwork;
  readonly terminator: TerminatorNetwork;
  /** Where they were trained and asked for. */
  readonly compared: Readonly<Partial<Record<BaselinePolicy, PolicyNetwork>>>;
}

/** The networks of a folder, ready to be used. */
export interface Models {
  readonly policy: Policy;
  readonly terminator: Terminator;
  /** The same two without an encoder and profiles of their own, for evidence that comes from elsewhere. */
  readonly networks: Networks;
  readonly encoder: Encoder;
  /** What is known of each expert; for showing it to the person. */
  readonly profiles: Profiles;
  readonly info: ModelsInfo;
  readonly manifest: Manifest;
  /** Frees the networks' memory. */
  release(): Promise<void>;
}

/** What a folder's networks are loaded with. */
export interface ModelsOptions {
  /** Outcomes of the experts on calibration prompts, given this folder's encoder. */
  readonly calibration?: (encoder: Encoder) => Promise<Calibration>;
  readonly loadRuntime?: RuntimeLoader;
  /** Whether to load the policies that an evaluation compares with, too. */
  readonly comparisons?: boolean;
}

/**
 * Loads the networks of a folder.
 * @throws ModelsError when a file is missing, altered or does not fit; RuntimeUnavailableError, InvalidModelError.
 */
export async function loadModels(folder: string, options: ModelsOptions = {}): Promise<Models> {
  const manifest = await readManifest(folder);
  const files = [manifest.encoder, manifest.policy, manifest.terminator];
  const compared = options.comparisons ? comparisons.filter((name) => manifest[name]) : [];
  const all = [...files, ...compared.map((name) => manifest[name]!)];
  const bytes = await Promise.all(all.map((entry) => readChecked(folder, entry)));
  const sessions = await openAll(bytes, (file) => openSession(file, options.loadRuntime));
  const [encoderSession, policySession, terminatorSession] = sessions as [Session, Session, Session];

  const encoder = new Encoder(encoderSession);
  const calibration = options.calibration ? await options.calibration(encoder) : noCalibration;
  const profiles = new Profiles(calibration, manifest.skill);
  const extractor = new EvidenceExtractor(encoder, profiles, manifest.belief);
  const networks = {
    policy: new PolicyNetwork(policySession),
    terminator: new TerminatorNetwork(terminatorSession),
    compared: Object.fromEntries(
      compared.map((name, at) => [name, new PolicyNetwork(sessions[files.length + at]!)]),
    ),
  };
  return {
    policy: new LearnedPolicy(networks.policy, extractor),
    terminator: new LearnedTerminator(networks.terminator, extractor, manifest.validated),
    networks,
    encoder,
    profiles,
    info: {
      version: manifest.version,
      trained: manifest.trained,
      sha256: Object.fromEntries(files.map(({ file: name, sha256 }) => [name, sha256])),
    },
    manifest,
    release: async () => {
      await Promise.all(sessions.map((session) => session.release()));
    },
  };
}

/** Opens one after the other; when one fails, those already open are released. */
async function openAll(
  files: readonly Uint8Array[],
  open: (bytes: Uint8Array) => Promise<Session>,
): Promise<Session[]> {
  const sessions: Session[] = [];
  try {
    for (const bytes of files) sessions.push(await open(bytes));
    return sessions;
  } catch (error) {
    await Promise.all(sessions.map((session) => session.release()));
    throw error;
  }
}

/** Reads and checks the manifest of a folder. */
export async function readManifest(folder: string): Promise<Manifest> {
  const path = join(folder, manifestName);
  const text = await read(path);
  const parsed = manifestSchema.safeParse(parseJson(text.toString('utf8'), path));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new ModelsError(
      `${path} is not a manifest of DER's models: ${issue?.path.join('.')}: ${issue?.message}. ${remedy}`,
    );
  }
  const manifest = parsed.data;
  if (manifest.trainedWithEncoder !== manifest.encoder.sha256) {
    throw new ModelsError(
      `The networks in ${folder} were trained with another encoder than ${manifest.encoder.file}. ` +
        'Networks and encoder belong together: restore the encoder, or train again with "npm run train".',
    );
  }
  for (const [name, size] of Object.entries(shapes)) {
    const found = manifest.shapes[name as keyof typeof shapes];
    if (found === size) continue;
    throw new ModelsError(
      `The networks in ${folder} expect ${found} ${name} features, this version of DER computes ${size}. ` +
        'Use the models that came with this version, or train again with "npm run train".',
    );
  }
  if (manifest.features !== featuresHash) {
    throw new ModelsError(
      `The networks in ${folder} were trained with other features than this version of DER computes. ` +
        'Use the models that came with this version, or train again with "npm run train".',
    );
  }
  return manifest;
}

const remedy =
  'Reinstall DER, restore the folder (in a clone: "git checkout models"), or name another one with --models.';

async function readChecked(folder: string, { file: name, sha256 }: Manifest['encoder']): Promise<Uint8Array> {
  const path = join(folder, name);
  const bytes = await read(path);
  const found = sha256Of(bytes);
  if (found === sha256) return bytes;
  throw new ModelsError(
    `${path} is not the file its manifest names: its SHA-256 begins with ${found.slice(0, 12)}, ` +
      `it should begin with ${sha256.slice(0, 12)}. It was altered or is incomplete. ${remedy}`,
  );
}

/** In hexadecimal, as manifests have it. */
export function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

async function read(path: string): Promise<Buffer> {
  try {
    return await readFile(path);
  } catch (cause) {
    const missing = (cause as NodeJS.ErrnoException).code === 'ENOENT';
    const what = missing ? `${path} is missing.` : `${path} cannot be read: ${(cause as Error).message}.`;
    throw new ModelsError(`${what} ${remedy}`, { cause });
  }
}

function parseJson(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new ModelsError(`${path} is not JSON: ${(cause as Error).message}. ${remedy}`, { cause });
  }
}
