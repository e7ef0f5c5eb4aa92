// src/lab/training/preparation.ts
import { join as join3 } from "node:path";

// src/lab/data/source.ts
import { readdir, readFile, stat } from "node:fs/promises";
import { basename, join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { z } from "zod";

// src/der/core/cost.ts
var usdPerMtokPerB = 0.0125;
var unknownCostB = 70;
function costOf(known) {
  if (known.paramsB !== void 0) return { costB: known.paramsB, costEstimated: false };
  const usd = known.price?.answerPerMtok;
  return { costB: usd === void 0 ? unknownCostB : usd / usdPerMtokPerB, costEstimated: true };
}

// src/lab/data/jsonLines.ts
import { createReadStream } from "node:fs";
import { createGunzip } from "node:zlib";
var DataError = class extends Error {
  name = "DataError";
};
async function* jsonLines(path, schema3) {
  let line2 = 0;
  for await (const text2 of lines(path, () => line2)) {
    line2++;
    if (text2.trim() === "") continue;
    yield { row: parsed(text2, schema3, `${path}, line ${line2}`), line: line2 };
  }
}
function parsed(text2, schema3, where2) {
  let value;
  try {
    value = JSON.parse(text2);
  } catch (error) {
    throw new DataError(`${where2}: not JSON (${error.message}). Repair or remove it.`);
  }
  const result = schema3.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const field = issue?.path.join(".");
  throw new DataError(
    `${where2}: ${field ? `"${field}": ` : ""}${issue?.message ?? "not a row of this file"}. docs/data.md describes every field.`
  );
}
async function* lines(path, linesSoFar) {
  const unpacked = createGunzip();
  const file2 = createReadStream(path);
  file2.on("error", (error) => unpacked.destroy(error));
  file2.pipe(unpacked).setEncoding("utf8");
  let rest = "";
  try {
    for await (const chunk of unpacked) {
      const pieces = chunk.split("\n");
      pieces[0] = rest + pieces[0];
      rest = pieces.pop();
      yield* pieces;
    }
  } catch (error) {
    throw readError(error, path, linesSoFar());
  } finally {
    file2.destroy();
  }
  if (rest !== "") yield rest;
}
function readError(error, path, line2) {
  const { code, message } = error;
  if (error instanceof DataError) return error;
  if (code === "ENOENT") {
    return new DataError(
      `${path} is missing. A source folder holds prompts.jsonl.gz, answers.jsonl.gz and experts.json.`
    );
  }
  if (code === "Z_BUF_ERROR") {
    return new DataError(
      `${path} is torn: the gzip stream ends in the middle, after line ${line2}. Copy the file again.`
    );
  }
  if (code?.startsWith("Z_")) {
    return new DataError(`${path} is not whole gzip: ${message}, after line ${line2}. Copy the file again.`);
  }
  return new DataError(`${path} cannot be read: ${message}.`);
}

// src/lab/data/source.ts
var text = z.string();
var amount = z.number().nonnegative().nullish().transform((value) => value ?? null);
var promptSchema = z.object({
  prompt_id: text.min(1),
  source: text.default(""),
  domain: text,
  split: text.min(1),
  prompt: text.nullable(),
  question: text.nullable(),
  reference: text.nullish().transform((value) => value ?? null)
});
var answerSchema = z.object({
  prompt_id: text,
  expert: text,
  answer: text,
  final: text.nullish().transform((value) => value ?? null),
  quality: z.number().min(0).max(1).nullish(),
  out_tokens: amount,
  cost_usd: amount
});
var expertsSchema = z.array(
  z.object({
    expert: text.min(1),
    params_b: z.number().positive().nullish().transform((value) => value ?? null),
    usd_per_mtok: amount
  })
);
var files = ["prompts.jsonl.gz", "answers.jsonl.gz", "experts.json"];
async function readSource(folder, options = {}) {
  await checkFolder(folder);
  const experts = await readExperts(join(folder, "experts.json"));
  const prompts = await readPrompts(join(folder, "prompts.jsonl.gz"));
  const { answers, repeated } = await readAnswers(
    join(folder, "answers.jsonl.gz"),
    prompts,
    experts,
    options
  );
  const notes = repeated > 0 ? [`${repeated} answers repeat an expert and prompt: the first of each counts.`] : [];
  return { folder, name: basename(folder), experts, prompts, answers, notes };
}
function withoutExperts(source, names) {
  const kept = source.experts.flatMap(({ name }, column) => names.includes(name) ? [] : [column]);
  return {
    ...source,
    experts: kept.map((column) => source.experts[column]),
    answers: source.answers.map((row) => kept.map((column) => row[column]))
  };
}
function withDomainsIn(split2, source, domains) {
  return {
    ...source,
    prompts: source.prompts.map(
      (prompt) => domains.includes(prompt.domain) ? { ...prompt, split: split2 } : prompt
    )
  };
}
async function sourceFolders(folder) {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => {
    throw new DataError(`${folder} is not a folder that can be read. Name the folder that holds the data.`);
  });
  const inside3 = entries.filter((entry) => entry.isDirectory()).map((entry) => join(folder, entry.name));
  const isSource = await Promise.all(inside3.map((path) => exists(join(path, files[0]))));
  return inside3.filter((_, index) => isSource[index]).sort();
}
async function chosenSources(folder, names) {
  const found = await sourceFolders(folder);
  if (found.length === 0)
    throw new DataError(`${folder} holds no source. Name the folder that holds the sources.`);
  if (names === void 0) return found;
  const known = found.map((path) => basename(path));
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length === 0) return found.filter((path) => names.includes(basename(path)));
  throw new DataError(
    `${folder} holds no source ${unknown.map((name) => `"${name}"`).join(", ")}. It holds: ${known.join(", ")}.`
  );
}
async function checkFolder(folder) {
  const present = await Promise.all(files.map((file2) => exists(join(folder, file2))));
  const missing = files.filter((_, index) => !present[index]);
  if (missing.length === 0) return;
  const sources2 = missing.length === files.length ? await sourceFolders(folder) : [];
  if (sources2.length > 0) {
    const names = sources2.map((path) => basename(path)).join(", ");
    throw new DataError(`${folder} holds several sources (${names}). Name one of them: ${sources2[0]}.`);
  }
  throw new DataError(
    `${folder} has no ${missing.join(" and no ")}. A source folder holds ${files.join(", ")}.`
  );
}
async function exists(path) {
  return stat(path).then(
    () => true,
    () => false
  );
}
async function readExperts(path) {
  const rows2 = parsed(await readFile(path, "utf8"), expertsSchema, path);
  if (rows2.length === 0) throw new DataError(`${path} names no expert. Add one object per expert.`);
  const names = /* @__PURE__ */ new Set();
  return rows2.map(({ expert: name, params_b: paramsB, usd_per_mtok: usdPerMtok }) => {
    if (names.has(name)) throw new DataError(`${path} names "${name}" twice. Remove one of the two.`);
    names.add(name);
    const price = usdPerMtok === null ? void 0 : { promptPerMtok: 0, answerPerMtok: usdPerMtok };
    return { name, paramsB, usdPerMtok, ...costOf({ paramsB: paramsB ?? void 0, price }) };
  });
}
async function readPrompts(path) {
  const prompts = /* @__PURE__ */ new Map();
  for await (const { row, line: line2 } of jsonLines(path, promptSchema)) {
    const { prompt_id: id, ...rest } = row;
    const prompt = { id, ...rest };
    const earlier = prompts.get(id);
    if (earlier && !isDeepStrictEqual(earlier, prompt)) {
      throw new DataError(
        `${path}, line ${line2}: prompt "${id}" occurs twice and differs. Remove one of the two.`
      );
    }
    if (!earlier) prompts.set(id, prompt);
  }
  if (prompts.size === 0) throw new DataError(`${path} has no rows.`);
  return [...prompts.values()];
}
async function readAnswers(path, prompts, experts, { qualityFromReference = false }) {
  const promptIndex = new Map(prompts.map(({ id }, index) => [id, index]));
  const expertIndex = new Map(experts.map(({ name }, index) => [name, index]));
  const answers = prompts.map(() => new Array(experts.length).fill(void 0));
  let repeated = 0;
  for await (const { row, line: line2 } of jsonLines(path, answerSchema)) {
    const at = `${path}, line ${line2}`;
    const prompt = promptIndex.get(row.prompt_id);
    const expert = expertIndex.get(row.expert);
    if (prompt === void 0) {
      throw new DataError(
        `${at}: prompt "${row.prompt_id}" is not in prompts.jsonl.gz. Add it there, or remove the answer.`
      );
    }
    if (expert === void 0) {
      throw new DataError(
        `${at}: expert "${row.expert}" is not in experts.json. Add it there, or remove the answer.`
      );
    }
    if (typeof row.quality !== "number" && !qualityFromReference) {
      throw new DataError(
        `${at}: "quality" is missing. Record a number from 0 to 1, or compute it with --quality bertscore.`
      );
    }
    if (answers[prompt][expert]) {
      repeated++;
      continue;
    }
    answers[prompt][expert] = {
      text: row.answer,
      final: row.final,
      quality: row.quality ?? NaN,
      outTokens: row.out_tokens,
      costUsd: row.cost_usd
    };
  }
  return { answers, repeated };
}

// src/lab/data/transitions.ts
import { z as z2 } from "zod";
var quality = z2.number().min(0).max(1);
var schema = z2.object({
  source: z2.string(),
  prompt_id: z2.string(),
  domain: z2.string(),
  split: z2.string(),
  expert: z2.string(),
  params_b: z2.number().positive().nullish(),
  setting: z2.string(),
  peers_correct: z2.union([z2.number(), z2.array(z2.number())]).nullish(),
  prev_answer: z2.string(),
  prev_quality: quality,
  answer: z2.string(),
  quality
}).transform((row) => ({
  source: row.source,
  promptId: row.prompt_id,
  domain: row.domain,
  split: row.split,
  expert: row.expert,
  paramsB: row.params_b ?? null,
  setting: row.setting,
  peersCorrect: peersCorrect(row.peers_correct),
  previous: row.prev_answer,
  previousQuality: row.prev_quality,
  answer: row.answer,
  quality: row.quality
}));
async function* readTransitions(path) {
  for await (const { row } of jsonLines(path, schema)) yield row;
}
function peersCorrect(value) {
  if (value === null || value === void 0) return null;
  return typeof value === "number" ? value : value.filter((correct) => correct >= 0.5).length;
}

// src/der/evidence/normalised.ts
var mostMarks = 16;
var manyMarks = new RegExp(String.raw`(\p{M}{${mostMarks}})\p{M}+`, "gu");
function normalised(text2, form) {
  return text2.replace(manyMarks, "$1").normalize(form);
}

// src/der/networks/encoder.ts
var buckets = 8192;
var embeddingSize = 64;
var projectionSize = 16;
var centres = 64;
var gramsPerToken = 8;
var headCharacters = 8192;
var tailCharacters = 4096;
var cacheSize = 256;
var Encoder = class {
  /** @param session network from `rows` and `weights` to `tokens` [n, embeddingSize], `embedding` [embeddingSize], `familiarity` []. */
  constructor(session) {
    this.session = session;
  }
  session;
  cache = /* @__PURE__ */ new Map();
  /** Encodes a text; the most recent ones are kept. */
  encode(text2) {
    const key = bounded(text2);
    const cached = this.cache.get(key);
    if (cached) this.cache.delete(key);
    const encoded = cached ?? this.run(key).then(({ vector, familiarity }) => ({ vector, familiarity }));
    this.cache.set(key, encoded);
    encoded.catch(() => this.forget(key, encoded));
    if (this.cache.size > cacheSize) this.cache.delete(this.cache.keys().next().value);
    return encoded;
  }
  forget(key, encoded) {
    if (this.cache.get(key) === encoded) this.cache.delete(key);
  }
  /** L2-normalised embedding of a text; zero for a text without tokens. */
  async embed(text2) {
    return (await this.encode(text2)).vector;
  }
  /** A vector for every token, not normalised, for measures that compare texts token by token. */
  async embedTokens(text2) {
    const { tokens, vectors } = await this.run(bounded(text2));
    return { tokens, vectors };
  }
  async run(text2) {
    const { tokens, rows: rows2, weights: weights2 } = gramsOf(text2);
    if (tokens.length === 0) {
      return {
        tokens,
        vectors: new Float32Array(0),
        vector: new Float32Array(embeddingSize),
        familiarity: 0
      };
    }
    const dims = [tokens.length, gramsPerToken];
    const result = await this.session.run({
      rows: { type: "int64", data: rows2, dims },
      weights: { type: "float32", data: weights2, dims }
    });
    return {
      tokens,
      vectors: result["tokens"].data,
      vector: result["embedding"].data,
      familiarity: Number(result["familiarity"].data[0])
    };
  }
};
function bounded(text2) {
  if (text2.length <= headCharacters + tailCharacters) return text2;
  return `${text2.slice(0, headCharacters)}
${text2.slice(-tailCharacters)}`;
}
function gramsOf(text2) {
  const tokens = normalised(text2, "NFKC").toLowerCase().match(/\p{L}+|\p{N}+|[^\s\p{L}\p{N}]/gu) ?? [];
  const rows2 = new BigInt64Array(tokens.length * gramsPerToken);
  const weights2 = new Float32Array(tokens.length * gramsPerToken);
  const counts = /* @__PURE__ */ new Map();
  let previous = "";
  tokens.forEach((token, index) => {
    const word = /^\p{N}/u.test(token) ? "0".repeat(Math.min(token.length, 4)) : token.slice(0, 32);
    let column = index * gramsPerToken;
    const end = column + gramsPerToken;
    const add2 = (gram) => {
      const row = 1 + hash(gram) % (buckets - 1);
      const count2 = (counts.get(row) ?? 0) + 1;
      counts.set(row, count2);
      rows2[column] = BigInt(row);
      weights2[column++] = 1 / count2;
    };
    add2(`w ${word}`);
    add2(`b ${previous} ${word}`);
    const framed = `<${word}>`;
    for (let at = 0; at + 3 <= framed.length && column < end && word.length > 2; at++) {
      add2(`c ${framed.slice(at, at + 3)}`);
    }
    previous = word;
  });
  return { tokens, rows: rows2, weights: weights2 };
}
function hash(text2) {
  let value = 2166136261;
  for (let at = 0; at < text2.length; at++) value = Math.imul(value ^ text2.charCodeAt(at), 16777619);
  value = Math.imul(value ^ value >>> 16, 2246822507);
  return (value ^ value >>> 13) >>> 0;
}
function dot(a, b) {
  let sum4 = 0;
  for (let i = 0; i < a.length; i++) sum4 += a[i] * b[i];
  return sum4;
}

// src/der/runtime.ts
var RuntimeUnavailableError = class extends Error {
  constructor(cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    super(
      `The network runtime (onnxruntime) does not load on ${process.platform}-${process.arch}: ${reason} Install the DER extension for this platform, or the universal one; in a clone run "npm install". The native runtime needs glibc 2.28 or newer on Linux, and the Visual C++ redistributable on Windows.`,
      { cause }
    );
    this.name = "RuntimeUnavailableError";
  }
};
var loadBest = async () => {
  const only = process.env["DER_RUNTIME"];
  if (only === "wasm") return loadWasm();
  try {
    return await loadNative();
  } catch (cause) {
    if (only === "native") throw new RuntimeUnavailableError(cause);
    return loadWasm().catch(() => {
      throw new RuntimeUnavailableError(cause);
    });
  }
};
var loadNative = () => {
  process.env["ORT_DISABLE_TELEMETRY"] = "1";
  return import("onnxruntime-node");
};
var loadWasm = async () => {
  const web = await import("onnxruntime-web");
  web.env.wasm.numThreads = 1;
  web.env.logLevel = "error";
  return web;
};

// src/der/networks/onnxSession.ts
var InvalidModelError = class extends Error {
  constructor(cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    super(`The network file cannot be loaded: ${reason} Reinstall it, or train again with "npm run train".`, {
      cause
    });
    this.name = "InvalidModelError";
  }
};
async function openSession(model, loadRuntime = loadBest) {
  const runtime = await loadRuntime().catch((cause) => {
    throw cause instanceof RuntimeUnavailableError ? cause : new RuntimeUnavailableError(cause);
  });
  const session = await runtime.InferenceSession.create(model, {
    intraOpNumThreads: 1,
    interOpNumThreads: 1,
    executionMode: "sequential",
    graphOptimizationLevel: "all",
    logSeverityLevel: 3,
    extra: { session: { intra_op: { allow_spinning: "0" } } }
  }).catch((cause) => {
    throw new InvalidModelError(cause);
  });
  return {
    inputNames: session.inputNames,
    outputNames: session.outputNames,
    async run(feeds) {
      const inputs = {};
      for (const [name, { type, data, dims }] of Object.entries(feeds)) {
        inputs[name] = new runtime.Tensor(type, data, dims);
      }
      return await session.run(inputs);
    },
    release: () => session.release()
  };
}

// src/lab/training/embeddingTexts.ts
import { join as join2 } from "node:path";

// src/lab/data/corpus.ts
import { z as z3 } from "zod";
var schema2 = z3.object({
  source: z3.string().default(""),
  licence: z3.string().default(""),
  kind: z3.enum(["prompt", "answer"]),
  text: z3.string()
});
async function* readCorpus(path) {
  for await (const { row } of jsonLines(path, schema2)) yield row;
}

// src/learn/folds.ts
var threshold = 0.7;
var shingleWords = 4;
var hashes = 48;
var bandRows = 4;
function nearDuplicateGroups(texts) {
  const signatures = texts.map(signature);
  const parent = texts.map((_, index) => index);
  const root = (index) => {
    while (parent[index] !== index) index = parent[index] = parent[parent[index]];
    return index;
  };
  for (let band = 0; band < hashes / bandRows; band++) {
    const buckets2 = /* @__PURE__ */ new Map();
    signatures.forEach((one, index) => {
      const key = one.subarray(band * bandRows, (band + 1) * bandRows).join();
      const bucket = buckets2.get(key);
      if (bucket) bucket.push(index);
      else buckets2.set(key, [index]);
    });
    for (const [first, ...others] of buckets2.values()) {
      for (const other of others) {
        if (similarity(signatures[first], signatures[other]) >= threshold)
          parent[root(other)] = root(first);
      }
    }
  }
  return texts.map((_, index) => root(index));
}
function groupsOf(sources2) {
  const prompts = sources2.flatMap((source) => source.prompts);
  const recorded = prompts.flatMap(({ id, question }) => question === null ? [] : [{ id, question }]);
  const unknown = prompts.filter(({ question }) => question === null);
  const groups = nearDuplicateGroups(recorded.map(({ question }) => question));
  return new Map([
    ...recorded.map(({ id }, index) => [id, groups[index]]),
    ...unknown.map(({ id }, index) => [id, recorded.length + index])
  ]);
}
function foldOf(group2, folds) {
  return mix(group2 + 1) % folds;
}
function signature(text2) {
  const words = text2.toLowerCase().replace(/\d+/g, "0").match(/[\p{L}\p{N}]+/gu) ?? [];
  const least = new Uint32Array(hashes).fill(4294967295);
  const last = Math.max(1, words.length - shingleWords + 1);
  for (let at = 0; at < last; at++) {
    const shingle = hash2(words.slice(at, at + shingleWords).join(" "));
    for (let i = 0; i < hashes; i++) {
      const value = mix(shingle ^ Math.imul(i + 1, 2654435769));
      if (value < least[i]) least[i] = value;
    }
  }
  return least;
}
function similarity(a, b) {
  let equal2 = 0;
  for (let i = 0; i < hashes; i++) if (a[i] === b[i]) equal2 += 1;
  return equal2 / hashes;
}
function hash2(text2) {
  let value = 2166136261;
  for (let at = 0; at < text2.length; at++) value = Math.imul(value ^ text2.charCodeAt(at), 16777619);
  return value >>> 0;
}
function mix(value) {
  let mixed = Math.imul(value ^ value >>> 16, 569420461);
  mixed = Math.imul(mixed ^ mixed >>> 15, 1935289751);
  return (mixed ^ mixed >>> 15) >>> 0;
}

// src/lab/training/embeddingTexts.ts
async function embeddingTexts(folder, questions, unseen, most, random) {
  const corpus = [];
  for await (const { text: text2 } of readCorpus(join2(folder, "corpus", "corpus.jsonl.gz"))) corpus.push(text2);
  const drawn2 = random.shuffle(corpus).slice(0, most);
  const groups = nearDuplicateGroups([...unseen, ...drawn2]);
  const known = new Set(groups.slice(0, unseen.length));
  return [...questions, ...drawn2.filter((_, index) => !known.has(groups[unseen.length + index]))];
}

// src/lab/training/centres.ts
var rounds = 8;
function findCentres(embeddings, random) {
  let found = random.shuffle([...embeddings]).slice(0, centres);
  for (let round = 0; round < rounds; round++) {
    const sums = found.map(() => new Float32Array(embeddingSize));
    for (const embedding of embeddings) {
      const sum4 = sums[nearest(embedding, found)];
      for (let i = 0; i < embeddingSize; i++) sum4[i] += embedding[i];
    }
    found = sums.map(normalised2);
  }
  const data = new Float32Array(embeddingSize * centres);
  found.forEach((centre, column) => centre.forEach((value, row) => data[row * centres + column] = value));
  return { type: "float32", data, dims: [embeddingSize, centres] };
}
function nearest(embedding, found) {
  let [best, index] = [-Infinity, 0];
  found.forEach((centre, at) => {
    const cosine = dot(embedding, centre);
    if (cosine > best) [best, index] = [cosine, at];
  });
  return index;
}
function normalised2(vector) {
  const length = Math.sqrt(dot(vector, vector)) || 1;
  return vector.map((value) => value / length);
}

// src/learn/graph/shape.ts
function sameShape(a, b) {
  return a.length === b.length && a.every((dim, axis) => dim === b[axis]);
}
function describe(shape) {
  return `[${shape.join(", ")}]`;
}
function resolveAxis(axis, rank2) {
  const resolved = axis < 0 ? axis + rank2 : axis;
  if (!Number.isInteger(axis) || resolved < 0 || resolved >= rank2) {
    throw new RangeError(`Axis ${axis} does not exist in a tensor of ${rank2} axes.`);
  }
  return resolved;
}
function dimAt(shape, axis) {
  const dim = shape[resolveAxis(axis, shape.length)];
  if (dim === void 0) throw new RangeError(`${describe(shape)} has no axis ${axis}.`);
  return dim;
}
function withDim(shape, axis, dim) {
  return shape.with(resolveAxis(axis, shape.length), dim);
}
function broadcastShapes(...shapes2) {
  const rank2 = Math.max(...shapes2.map((shape) => shape.length));
  return Array.from({ length: rank2 }, (_, axis) => {
    const dims = shapes2.map((shape) => shape[axis - rank2 + shape.length] ?? 1).filter((dim2) => dim2 !== 1);
    const dim = dims[0] ?? 1;
    if (dims.some((other) => other !== dim)) {
      throw new RangeError(`Shapes ${shapes2.map(describe).join(" and ")} do not broadcast together.`);
    }
    return dim;
  });
}
function productDim(dims) {
  const names = dims.filter((dim) => typeof dim === "string");
  const fixed = dims.reduce((product, dim) => typeof dim === "number" ? product * dim : product, 1);
  if (names.length === 0) return fixed;
  return fixed === 1 ? names.join("*") : `${names.join("*")}*${fixed}`;
}
function sumDim(a, b) {
  if (typeof a === "number" && typeof b === "number") return a + b;
  if (typeof a === "string" && typeof b === "string") return `${a}+${b}`;
  const [name, count2] = typeof a === "string" ? [a, b] : [b, a];
  return addToName(name, count2);
}
function addToName(name, count2) {
  const [, stem = name, offset2 = "0"] = /^(.*?)([+-]\d+)$/.exec(name) ?? [];
  const total = Number(offset2) + count2;
  if (total === 0) return stem;
  return total > 0 ? `${stem}+${total}` : `${stem}${total}`;
}

// src/learn/graph/builder.ts
var elementCodes = {
  float32: 1,
  int32: 6,
  int64: 7,
  bool: 9,
  float64: 11
};
var Graph = class {
  /** Float type of everything in the graph; `float64` serves to check derivatives. */
  dtype;
  tensors = [];
  named = /* @__PURE__ */ new Map();
  results = /* @__PURE__ */ new Map();
  axes = /* @__PURE__ */ new Map();
  shared = /* @__PURE__ */ new Map();
  constructor({ dtype = "float32" } = {}) {
    this.dtype = dtype;
  }
  /** Declares an input, of the graph's float type unless said otherwise. Shape `[]` is a scalar. */
  input(name, shape, type = this.dtype) {
    if (this.named.has(name)) throw new Error(`The graph already has an input or parameter "${name}".`);
    return this.declare({ graph: this, name, type, shape, origin: { kind: "input" } });
  }
  /** Declares a parameter. Asking again for the same name and shape gives the same one: shared weights. */
  parameter(name, shape, initialiser) {
    const known = this.named.get(name);
    if (known?.origin.kind === "parameter" && sameShape(known.shape, shape)) return known;
    if (known) throw new Error(`The graph already has "${name}", of shape ${describe(known.shape)}.`);
    const origin = { kind: "parameter", shape, initialiser };
    return this.declare({ graph: this, name, type: this.dtype, shape, origin });
  }
  /** A constant: a scalar, or a vector when given a list. */
  constant(value, type = this.dtype) {
    const values = typeof value === "number" ? [value] : value;
    const shape = typeof value === "number" ? [] : [values.length];
    return this.once(
      `constant ${type} ${describe(shape)} ${values.join()}`,
      () => this.add({
        graph: this,
        name: this.freshName("const"),
        type,
        shape,
        origin: { kind: "constant", values }
      })
    );
  }
  /** Names a tensor as a result of the graph. */
  output(name, tensor) {
    if (this.results.has(name) || this.named.has(name)) {
      throw new Error(`The graph already has an input, parameter or output "${name}".`);
    }
    const origin = {
      kind: "operation",
      operator: "Identity",
      inputs: [tensor],
      attributes: {},
      elementwise: true
    };
    const { type, shape } = tensor;
    this.results.set(name, this.add({ graph: this, name, type, shape, origin }));
  }
  /** Adds an operation. The public operations call this; networks are written with those. */
  operation(operator, inputs, result, how = {}) {
    const stranger = inputs.find((input) => input.graph !== this);
    if (stranger) throw new Error(`${operator}: "${stranger.name}" belongs to another graph.`);
    const { attributes = {}, elementwise = false, derivative } = how;
    const origin = {
      kind: "operation",
      operator,
      inputs,
      attributes,
      elementwise,
      ...derivative && { derivative }
    };
    const { shape, type = this.dtype } = result;
    return this.add({ graph: this, name: this.freshName(operator), type, shape, origin });
  }
  /** Makes a tensor once for each key: sizes of axes and constants are needed again and again. */
  once(key, make) {
    const tensor = this.shared.get(key) ?? make();
    this.shared.set(key, tensor);
    return tensor;
  }
  hasAxis(name) {
    return this.axes.has(name);
  }
  /** A tensor that has the named axis, and where. */
  axisSource(name) {
    const source = this.axes.get(name);
    if (!source) throw new Error(`No tensor of the graph has an axis "${name}" to take its size from.`);
    return source;
  }
  /** Everything made so far, each tensor after those it depends on. */
  get all() {
    return this.tensors;
  }
  get inputs() {
    return this.tensors.filter((tensor) => tensor.origin.kind === "input");
  }
  get parameters() {
    return this.tensors.filter((tensor) => tensor.origin.kind === "parameter");
  }
  get outputs() {
    return this.results;
  }
  declare(tensor) {
    this.named.set(tensor.name, tensor);
    return this.add(tensor);
  }
  add(tensor) {
    this.tensors.push(tensor);
    for (const [axis, dim] of tensor.shape.entries()) {
      if (typeof dim === "string" && !this.axes.has(dim)) this.axes.set(dim, { tensor, axis });
    }
    return tensor;
  }
  freshName(stem) {
    return `${stem}.${this.tensors.length}`;
  }
};

// src/learn/graph/elementwise.ts
function tensors(operator, operands, fallback) {
  const sample2 = operands.find((operand) => typeof operand !== "number");
  const graph = (sample2 ?? fallback)?.graph;
  if (!graph) throw new TypeError(`${operator} needs at least one tensor of a graph.`);
  const type = sample2?.type ?? graph.dtype;
  return operands.map((operand) => {
    const tensor = typeof operand === "number" ? graph.constant(operand, type) : operand;
    if (tensor.type !== type)
      throw new TypeError(`${operator} mixes ${type} and ${tensor.type}; cast one of them.`);
    return tensor;
  });
}
function apply(operator, operands, derivative, type) {
  const inputs = tensors(operator, operands);
  const [{ graph, type: operandType }] = inputs;
  const shape = broadcastShapes(...inputs.map((input) => input.shape));
  const how = { elementwise: true, ...derivative && { derivative } };
  return graph.operation(operator, inputs, { shape, type: type ?? operandType }, how);
}
function add(a, b) {
  return apply("Add", [a, b], (d) => [d, d]);
}
function sub(a, b) {
  return apply("Sub", [a, b], (d) => [d, neg(d)]);
}
function mul(a, b) {
  return apply("Mul", [a, b], (d) => [mul(d, b), mul(d, a)]);
}
function div(a, b) {
  return apply("Div", [a, b], (d, ratio2) => {
    const byA = div(d, b);
    return [byA, neg(mul(byA, ratio2))];
  });
}
function maximum(a, b) {
  return apply("Max", [a, b], (d) => {
    const first = greaterOrEqual(a, b);
    return [where(first, d, 0), where(first, 0, d)];
  });
}
function minimum(a, b) {
  return apply("Min", [a, b], (d) => {
    const first = lessOrEqual(a, b);
    return [where(first, d, 0), where(first, 0, d)];
  });
}
function clip(x, low, high) {
  return minimum(maximum(x, low), high);
}
function neg(x) {
  return apply("Neg", [x], (d) => [neg(d)]);
}
function exp(x) {
  return apply("Exp", [x], (d, y) => [mul(d, y)]);
}
function sqrt(x) {
  return apply("Sqrt", [x], (d, y) => [div(mul(d, 0.5), y)]);
}
function square(x) {
  return apply("Mul", [x, x], (d) => [mul(mul(d, 2), x), void 0]);
}
function sigmoid(x) {
  return apply("Sigmoid", [x], (d, y) => [mul(d, mul(y, sub(1, y)))]);
}
function relu(x) {
  return apply("Relu", [x], (d, y) => [where(greater(y, 0), d, 0)]);
}
function softplus(x) {
  return apply("Softplus", [x], (d) => [mul(d, sigmoid(x))]);
}
function where(condition, a, b) {
  const [left, right] = tensors("Where", [a, b], condition);
  const shape = broadcastShapes(condition.shape, left.shape, right.shape);
  return condition.graph.operation(
    "Where",
    [condition, left, right],
    { shape, type: left.type },
    { elementwise: true, derivative: (d) => [void 0, where(condition, d, 0), where(condition, 0, d)] }
  );
}
function greater(a, b) {
  return apply("Greater", [a, b], void 0, "bool");
}
function greaterOrEqual(a, b) {
  return apply("GreaterOrEqual", [a, b], void 0, "bool");
}
function less(a, b) {
  return apply("Less", [a, b], void 0, "bool");
}
function lessOrEqual(a, b) {
  return apply("LessOrEqual", [a, b], void 0, "bool");
}
function equal(a, b) {
  return apply("Equal", [a, b], void 0, "bool");
}
function cast(x, type = x.graph.dtype) {
  const isFloat = [x.type, type].every((one) => one === "float32" || one === "float64");
  return x.graph.operation(
    "Cast",
    [x],
    { shape: x.shape, type },
    {
      attributes: { to: elementCodes[type] },
      elementwise: true,
      derivative: (d) => [isFloat ? cast(d, x.type) : void 0]
    }
  );
}

// src/learn/graph/layout.ts
var wholeAxis = 2 ** 31 - 1;
function sizeOf(graph, dim) {
  if (typeof dim === "number") return graph.constant([dim], "int64");
  return graph.once(`size ${dim}`, () => {
    const { tensor, axis } = graph.axisSource(dim);
    const attributes = { start: axis, end: axis + 1 };
    return graph.operation("Shape", [tensor], { shape: [1], type: "int64" }, { attributes });
  });
}
function shapeVector(graph, shape) {
  if (shape.every((dim) => typeof dim === "number")) return graph.constant(shape, "int64");
  return graph.once(`shape ${describe(shape)}`, () => {
    const sizes = shape.map((dim) => sizeOf(graph, dim));
    return graph.operation(
      "Concat",
      sizes,
      { shape: [shape.length], type: "int64" },
      { attributes: { axis: 0 } }
    );
  });
}
function reshape(x, shape) {
  if (sameShape(x.shape, shape)) return x;
  if (typeof productDim(x.shape) === "number" && productDim(x.shape) !== productDim(shape)) {
    throw new RangeError(`${describe(x.shape)} cannot take the shape ${describe(shape)}.`);
  }
  const named = shape.filter((dim) => typeof dim === "string");
  const free = named.length === 1 ? named[0] : named.find((dim) => !x.graph.hasAxis(dim));
  const vector = shapeVector(
    x.graph,
    shape.map((dim) => dim === free ? -1 : dim)
  );
  return x.graph.operation(
    "Reshape",
    [x, vector],
    { shape, type: x.type },
    { derivative: (d) => [reshape(d, x.shape)] }
  );
}
function flattenRows(x) {
  return reshape(x, [productDim(x.shape.slice(0, -1)), dimAt(x.shape, -1)]);
}
function unsqueeze(x, axis) {
  const at = resolveAxis(axis, x.shape.length + 1);
  const axes = x.graph.constant([at], "int64");
  return x.graph.operation(
    "Unsqueeze",
    [x, axes],
    { shape: x.shape.toSpliced(at, 0, 1), type: x.type },
    { derivative: (d) => [squeeze(d, at)] }
  );
}
function squeeze(x, axis) {
  const at = resolveAxis(axis, x.shape.length);
  if (x.shape[at] !== 1) throw new RangeError(`Axis ${axis} of ${describe(x.shape)} does not have size 1.`);
  const axes = x.graph.constant([at], "int64");
  return x.graph.operation(
    "Squeeze",
    [x, axes],
    { shape: x.shape.toSpliced(at, 1), type: x.type },
    { derivative: (d) => [unsqueeze(d, at)] }
  );
}
function transpose(x, order) {
  const shape = order.map((axis) => dimAt(x.shape, axis));
  if (new Set(order).size !== x.shape.length)
    throw new RangeError(`[${order.join()}] does not reorder all axes.`);
  const inverse = order.map((_, axis) => order.indexOf(axis));
  return x.graph.operation(
    "Transpose",
    [x],
    { shape, type: x.type },
    { attributes: { perm: order }, derivative: (d) => [transpose(d, inverse)] }
  );
}
function expand(x, shape) {
  if (sameShape(x.shape, shape)) return x;
  if (!sameShape(broadcastShapes(x.shape, shape), shape)) {
    throw new RangeError(`${describe(x.shape)} does not expand to ${describe(shape)}.`);
  }
  return x.graph.operation(
    "Expand",
    [x, shapeVector(x.graph, shape)],
    { shape, type: x.type },
    { elementwise: true, derivative: (d) => [d] }
  );
}
function concat(parts, axis) {
  const [first, ...others] = parts;
  if (!first) throw new RangeError("concat needs at least one tensor.");
  const at = resolveAxis(axis, first.shape.length);
  for (const { shape } of others) {
    if (shape.length !== first.shape.length || !sameShape(withDim(shape, at, 1), withDim(first.shape, at, 1))) {
      throw new RangeError(`${describe(first.shape)} and ${describe(shape)} do not join along axis ${axis}.`);
    }
  }
  const size2 = others.reduce((sum4, { shape }) => sumDim(sum4, dimAt(shape, at)), dimAt(first.shape, at));
  return first.graph.operation(
    "Concat",
    parts,
    { shape: withDim(first.shape, at, size2), type: first.type },
    { attributes: { axis: at }, derivative: (d) => split(d, at, parts) }
  );
}
function split(whole, axis, parts) {
  const { graph } = whole;
  let start = sizeOf(graph, 0);
  return parts.map(({ shape }) => {
    const size2 = sizeOf(graph, dimAt(shape, axis));
    const end = graph.operation("Add", [start, size2], { shape: [1], type: "int64" });
    const piece = cut(whole, axis, start, end, dimAt(shape, axis));
    start = end;
    return piece;
  });
}
function cut(x, axis, start, end, size2, derivative) {
  const axes = x.graph.constant([axis], "int64");
  const result = { shape: withDim(x.shape, axis, size2), type: x.type };
  return x.graph.operation("Slice", [x, start, end, axes], result, { ...derivative && { derivative } });
}

// src/learn/graph/reductions.ts
function sum(x, axes, keepDims = false) {
  return reduce("ReduceSum", x, axes, keepDims, (d) => d);
}
function max(x, axes, keepDims = false) {
  return reduce("ReduceMax", x, axes, keepDims, (d, greatest) => {
    const chosen2 = cast(equal(x, greatest), x.type);
    return div(mul(d, chosen2), sum(chosen2, axes, true));
  });
}
function sumTo(x, full, shape) {
  if (sameShape(full, shape)) return x;
  const aligned = alignRank(x, full.length);
  const axes = full.map((_, axis) => axis).filter((axis) => full[axis] !== (shape[axis - full.length + shape.length] ?? 1));
  const constant = axes.filter((axis) => aligned.shape[axis] === 1);
  const varying = axes.filter((axis) => aligned.shape[axis] !== 1);
  const repeats = count(
    x.graph,
    constant.map((axis) => dimAt(full, axis))
  );
  const summed = varying.length === 0 ? aligned : sum(aligned, varying, true);
  return dropAxes(repeats === 1 ? summed : mul(summed, repeats), full.length - shape.length);
}
function count(graph, dims) {
  const size2 = productDim(dims);
  if (typeof size2 === "number") return size2;
  return graph.once(
    `count ${size2}`,
    () => dims.map((dim) => typeof dim === "number" ? graph.constant(dim) : reshape(cast(sizeOf(graph, dim)), [])).reduce((product, factor) => mul(product, factor))
  );
}
function reduce(operator, x, axes, keepDims, derivative) {
  const resolved = resolveAxes(x.shape, axes);
  const kept = x.shape.map((dim, axis) => resolved.includes(axis) ? 1 : dim);
  const shape = keepDims ? kept : x.shape.filter((_, axis) => !resolved.includes(axis));
  const restore = (tensor) => keepDims ? tensor : resolved.reduce((restored, axis) => unsqueeze(restored, axis), tensor);
  return x.graph.operation(
    operator,
    [x, x.graph.constant(resolved, "int64")],
    { shape, type: x.type },
    {
      attributes: { keepdims: keepDims ? 1 : 0 },
      derivative: (d, y) => [derivative(restore(d), restore(y))]
    }
  );
}
function resolveAxes(shape, axes) {
  if (axes === void 0) return shape.map((_, axis) => axis);
  const list = typeof axes === "number" ? [axes] : axes;
  return list.map((axis) => resolveAxis(axis, shape.length)).sort((a, b) => a - b);
}
function alignRank(x, rank2) {
  return x.shape.length === rank2 ? x : alignRank(unsqueeze(x, 0), rank2);
}
function dropAxes(x, count2) {
  return count2 === 0 ? x : reshape(x, x.shape.slice(count2));
}

// src/learn/graph/functions.ts
var maskedScore = -1e9;
function maskedSum(x, mask, axis) {
  checkMask(x, mask, axis);
  return sum(mul(x, cast(mask)), axis);
}
function maskedMean(x, mask, axis) {
  return div(maskedSum(x, mask, axis), maximum(sum(cast(mask), axis), 1));
}
function maskedMax(x, mask, axis) {
  checkMask(x, mask, axis);
  const greatest = max(where(mask, x, maskedScore), axis);
  return where(less(greatest, maskedScore / 2), 0, greatest);
}
function checkMask(x, mask, axis) {
  if (mask.shape.length !== x.shape.length || dimAt(mask.shape, axis) !== dimAt(x.shape, axis)) {
    throw new RangeError(
      `The mask ${describe(mask.shape)} does not fit ${describe(x.shape)} along axis ${axis}.`
    );
  }
}
function binaryCrossEntropy(logit3, label) {
  return sub(softplus(logit3), mul(logit3, label));
}

// src/learn/random.ts
var Random = class _Random {
  words;
  constructor(seed) {
    this.words = typeof seed === "number" ? expandSeed(seed) : [...seed];
  }
  get state() {
    return [...this.words];
  }
  /** A stream of its own for `label`, the same however much was drawn from this one's siblings. */
  fork(label) {
    let hash3 = 2166136261;
    for (const byte of new TextEncoder().encode(label)) hash3 = Math.imul(hash3 ^ byte, 16777619);
    const [a, b, c, d] = this.words;
    return new _Random((hash3 ^ a ^ rotateLeft(b, 8) ^ rotateLeft(c, 16) ^ rotateLeft(d, 24)) >>> 0);
  }
  /** Uniform over the unsigned 32-bit integers. */
  next() {
    const [a, b, c, d] = this.words;
    const result = Math.imul(rotateLeft(Math.imul(b, 5), 7), 9) >>> 0;
    const e = c ^ a;
    const f2 = d ^ b;
    this.words = [(a ^ f2) >>> 0, (b ^ e) >>> 0, (e ^ b << 9) >>> 0, rotateLeft(f2, 11) >>> 0];
    return result;
  }
  /** Uniform in [from, to), with 53 random bits. */
  uniform(from = 0, to = 1) {
    const high = this.next() >>> 5;
    const low = this.next() >>> 6;
    return from + (to - from) * ((high * 2 ** 26 + low) / 2 ** 53);
  }
  /** Uniform over 0 … bound − 1, without bias. */
  integer(bound) {
    if (!Number.isInteger(bound) || bound < 1 || bound > 2 ** 32) {
      throw new RangeError(`A random integer needs a whole bound from 1 to 2^32, not ${bound}.`);
    }
    const limit = 2 ** 32 - 2 ** 32 % bound;
    for (; ; ) {
      const value = this.next();
      if (value < limit) return value % bound;
    }
  }
  /** Normal with the given mean and standard deviation (Box and Muller). */
  normal(mean3 = 0, deviation = 1) {
    const radius = Math.sqrt(-2 * Math.log(1 - this.uniform()));
    return mean3 + deviation * radius * Math.cos(2 * Math.PI * this.uniform());
  }
  /** Shuffles in place (Fisher and Yates) and returns the same array. */
  shuffle(items) {
    for (let i = items.length - 1; i > 0; i--) {
      const j = this.integer(i + 1);
      [items[i], items[j]] = [items[j], items[i]];
    }
    return items;
  }
  /** Index drawn with probability proportional to its weight. */
  weighted(weights2) {
    const total = weights2.reduce((sum4, weight2) => sum4 + weight2, 0);
    if (!(total > 0)) throw new RangeError("A weighted draw needs at least one positive weight.");
    let left = this.uniform() * total;
    let last = 0;
    for (const [index, weight2] of weights2.entries()) {
      if (weight2 <= 0) continue;
      last = index;
      left -= weight2;
      if (left < 0) break;
    }
    return last;
  }
};
function rotateLeft(word, bits) {
  return (word << bits | word >>> 32 - bits) >>> 0;
}
function expandSeed(seed) {
  let state = seed | 0;
  const word = () => {
    state = state + 2654435769 | 0;
    let mixed = Math.imul(state ^ state >>> 16, 569420461);
    mixed = Math.imul(mixed ^ mixed >>> 15, 1935289751);
    return (mixed ^ mixed >>> 15) >>> 0;
  };
  return [word(), word(), word(), word()];
}

// src/learn/graph/initialisers.ts
function initialParameters(graph, seed) {
  const random = new Random(seed);
  return new Map(
    graph.parameters.map(({ name, origin: { shape, initialiser } }) => {
      const values = initialiser(shape, random.fork(name));
      const data = graph.dtype === "float32" ? Float32Array.from(values) : values;
      return [name, { type: graph.dtype, data, dims: shape }];
    })
  );
}
var zeros = (shape) => new Float64Array(elements(shape));
function filled(value) {
  return (shape) => new Float64Array(elements(shape)).fill(value);
}
function normal(deviation) {
  return (shape, random) => Float64Array.from({ length: elements(shape) }, () => random.normal(0, deviation));
}
function heNormal() {
  return (shape, random) => normal(Math.sqrt(2 / inputsOf(shape)))(shape, random);
}
function glorotUniform(gain = 1) {
  return (shape, random) => {
    const bound = gain * Math.sqrt(6 / (inputsOf(shape) + (shape.at(-1) ?? 1)));
    return Float64Array.from({ length: elements(shape) }, () => random.uniform(-bound, bound));
  };
}
function elements(shape) {
  return shape.reduce((product, size2) => product * size2, 1);
}
function inputsOf(shape) {
  return shape.at(-2) ?? 1;
}

// src/learn/graph/matmul.ts
function matmul(a, b) {
  checkInner(a, b, dimAt(a.shape, -1), dimAt(b.shape, -2));
  if (b.shape.length === 2) return unflatten(gemm(flattenRows(a), b), a);
  const batch = broadcastShapes(a.shape.slice(0, -2), b.shape.slice(0, -2));
  return a.graph.operation(
    "MatMul",
    [a, b],
    { shape: [...batch, dimAt(a.shape, -2), dimAt(b.shape, -1)], type: a.type },
    { derivative: (d) => [matmul(d, swapLast(b)), matmul(swapLast(a), d)] }
  );
}
function linear(x, weights2, bias) {
  checkInner(x, weights2, dimAt(x.shape, -1), dimAt(weights2.shape, 0));
  return unflatten(gemm(flattenRows(x), weights2, bias), x);
}
function swapLast(x) {
  const rank2 = x.shape.length;
  const order = x.shape.map((_, axis) => axis);
  return transpose(x, [...order.slice(0, -2), rank2 - 1, rank2 - 2]);
}
function gemm(a, b, bias, transA = 0, transB = 0) {
  const shape = [dimAt(a.shape, transA ? 1 : 0), dimAt(b.shape, transB ? 0 : 1)];
  return a.graph.operation(
    "Gemm",
    bias ? [a, b, bias] : [a, b],
    { shape, type: a.type },
    {
      attributes: { transA, transB },
      // Only the plain product is differentiated: the transposed ones are themselves derivatives.
      ...!transA && !transB && { derivative: (d) => [gemm(d, b, void 0, 0, 1), gemm(a, d, void 0, 1, 0), d] }
    }
  );
}
function unflatten(flat, like) {
  return reshape(flat, [...like.shape.slice(0, -1), dimAt(flat.shape, -1)]);
}
function checkInner(a, b, left, right) {
  if (a.shape.length < 2 || b.shape.length < 2 || left !== right) {
    throw new RangeError(`Matrices ${describe(a.shape)} and ${describe(b.shape)} cannot be multiplied.`);
  }
}

// src/learn/graph/adam.ts
function clipByGlobalNorm(gradients2, limit) {
  const squares = gradients2.map((gradient) => sum(square(gradient)));
  const norm = sqrt(squares.reduce((total, one) => add(total, one)));
  const scale2 = minimum(div(limit, add(norm, 1e-6)), 1);
  return { norm, clipped: gradients2.map((gradient) => mul(gradient, scale2)) };
}
function adam(step, learningRate2, options = {}) {
  const { beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8, weightDecay = 0 } = options;
  const correction1 = sub(1, exp(mul(step, Math.log(beta1))));
  const correction2 = sqrt(sub(1, exp(mul(step, Math.log(beta2)))));
  const rate = div(mul(learningRate2, correction2), correction1);
  const floor = mul(correction2, epsilon);
  const decay = mul(learningRate2, weightDecay);
  return (parameter, gradient, moments) => {
    const mean3 = add(mul(moments.mean, beta1), mul(gradient, 1 - beta1));
    const variance = add(mul(moments.variance, beta2), mul(square(gradient), 1 - beta2));
    const move = div(mul(mean3, rate), add(sqrt(variance), floor));
    const decays = weightDecay > 0 && parameter.shape.length > 1;
    const kept = decays ? sub(parameter, mul(parameter, decay)) : parameter;
    return { parameter: sub(kept, move), moments: { mean: mean3, variance } };
  };
}

// src/learn/graph/batch.ts
function scalar(value, type = "float32") {
  const data = type === "float32" ? Float32Array.of(value) : Float64Array.of(value);
  return { type, data, dims: [] };
}
function toFeeds(inputs, batch) {
  const unknown = Object.keys(batch).find((name) => !inputs.some((input) => input.name === name));
  if (unknown !== void 0) throw new RangeError(`The network has no input "${unknown}".`);
  const sizes = /* @__PURE__ */ new Map();
  return Object.fromEntries(
    inputs.map((input) => {
      const given = batch[input.name];
      if (given === void 0) throw new RangeError(`The input "${input.name}" is missing.`);
      const value = typeof given === "number" ? scalar(given, input.graph.dtype) : given;
      checkValue(input, value, sizes);
      return [input.name, value];
    })
  );
}
function checkValue({ name, type, shape }, value, sizes) {
  const fits = (size2, axis) => typeof shape[axis] === "string" || shape[axis] === size2;
  if (value.type !== type || value.dims.length !== shape.length || !value.dims.every(fits)) {
    const given = `${value.type} ${describe(value.dims)}`;
    throw new RangeError(`The input "${name}" is ${type} ${describe(shape)}, but was given ${given}.`);
  }
  for (const [axis, dim] of shape.entries()) {
    if (typeof dim === "number") continue;
    const size2 = value.dims[axis];
    const known = sizes.get(dim) ?? { size: size2, from: name };
    if (known.size !== size2) {
      throw new RangeError(
        `The axis "${dim}" has size ${known.size} in "${known.from}" and ${size2} in "${name}".`
      );
    }
    sizes.set(dim, known);
  }
}

// src/learn/graph/encode.ts
import { create, toBinary } from "@bufbuild/protobuf";
import {
  AttributeProto_AttributeType,
  AttributeProtoSchema,
  GraphProtoSchema,
  ModelProtoSchema,
  NodeProtoSchema,
  OperatorSetIdProtoSchema,
  TensorProtoSchema,
  TensorShapeProto_DimensionSchema,
  TensorShapeProtoSchema,
  TypeProto_TensorSchema,
  TypeProtoSchema,
  ValueInfoProtoSchema
} from "onnx-buf";
var operatorSet = 18n;
var formatVersion = 8n;
function encodeModel(graph, parameters) {
  const needed = reachable([...graph.outputs.values()]);
  const used = graph.all.filter((tensor) => needed.has(tensor));
  const parametersUsed = graph.parameters.filter((tensor) => needed.has(tensor));
  const constants = used.flatMap(
    (tensor) => tensor.origin.kind === "constant" ? [tensorProto(tensor.name, tensor.type, tensor.shape, typed(tensor.type, tensor.origin.values))] : []
  );
  const weights2 = parameters === "inputs" ? [] : parametersUsed.map((tensor) => weight(tensor, parameters));
  const inputs = parameters === "inputs" ? [...graph.inputs, ...parametersUsed] : graph.inputs;
  const model = create(ModelProtoSchema, {
    irVersion: formatVersion,
    producerName: "der",
    opsetImport: [create(OperatorSetIdProtoSchema, { domain: "", version: operatorSet })],
    graph: create(GraphProtoSchema, {
      name: "der",
      input: inputs.map(valueInfo),
      output: [...graph.outputs.values()].map(valueInfo),
      initializer: [...constants, ...weights2],
      node: used.flatMap(
        (tensor) => tensor.origin.kind === "operation" ? [node(tensor, tensor.origin)] : []
      )
    })
  });
  return toBinary(ModelProtoSchema, model);
}
function reachable(outputs) {
  const found = /* @__PURE__ */ new Set();
  const waiting = [...outputs];
  for (let tensor = waiting.pop(); tensor; tensor = waiting.pop()) {
    if (found.has(tensor)) continue;
    found.add(tensor);
    if (tensor.origin.kind === "operation") waiting.push(...tensor.origin.inputs);
  }
  return found;
}
function node({ name }, { operator, inputs, attributes }) {
  return create(NodeProtoSchema, {
    name,
    opType: operator,
    input: inputs.map((input) => input.name),
    output: [name],
    attribute: Object.entries(attributes).map(([key, value]) => attribute(key, value))
  });
}
function attribute(name, value) {
  if (typeof value === "string") {
    const bytes = new TextEncoder().encode(value);
    return create(AttributeProtoSchema, { name, type: AttributeProto_AttributeType.STRING, s: bytes });
  }
  if (typeof value === "number") {
    return create(AttributeProtoSchema, { name, type: AttributeProto_AttributeType.INT, i: BigInt(value) });
  }
  return create(AttributeProtoSchema, {
    name,
    type: AttributeProto_AttributeType.INTS,
    ints: value.map(BigInt)
  });
}
function valueInfo({ name, type, shape }) {
  const dim = shape.map(
    (size2) => create(TensorShapeProto_DimensionSchema, {
      value: typeof size2 === "number" ? { case: "dimValue", value: BigInt(size2) } : { case: "dimParam", value: size2 }
    })
  );
  const tensor = create(TypeProto_TensorSchema, {
    elemType: elementCodes[type],
    shape: create(TensorShapeProtoSchema, { dim })
  });
  return create(ValueInfoProtoSchema, {
    name,
    type: create(TypeProtoSchema, { value: { case: "tensorType", value: tensor } })
  });
}
function weight({ name, type, shape }, values) {
  const value = values.get(name);
  if (!value) throw new Error(`The parameter "${name}" has no value.`);
  if (value.type !== type || value.dims.join() !== shape.join()) {
    throw new Error(
      `The parameter "${name}" is ${type} ${describe(shape)}, its value ${value.type} ${describe(value.dims)}.`
    );
  }
  return tensorProto(name, type, value.dims, value.data);
}
function tensorProto(name, type, shape, data) {
  const rawData = Uint8Array.from(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
  return create(TensorProtoSchema, { name, dataType: elementCodes[type], dims: shape.map(BigInt), rawData });
}
function typed(type, values) {
  switch (type) {
    case "float32":
      return Float32Array.from(values);
    case "float64":
      return Float64Array.from(values);
    case "int32":
      return Int32Array.from(values);
    case "int64":
      return BigInt64Array.from(values, BigInt);
    case "bool":
      return Uint8Array.from(values);
  }
}

// src/learn/graph/gradients.ts
function gradients(loss, by) {
  if (loss.shape.length > 0) throw new RangeError(`A loss is a scalar, not ${describe(loss.shape)}.`);
  const { graph } = loss;
  const existing = [...graph.all];
  const dependent = dependentOn(new Set(by), existing);
  const sums = /* @__PURE__ */ new Map([[loss, graph.constant(1)]]);
  for (const tensor of existing.reverse()) {
    const { origin } = tensor;
    const total = sums.get(tensor);
    if (!total || origin.kind !== "operation" || !dependent.has(tensor)) continue;
    if (!origin.derivative) throw new Error(`${origin.operator} ("${tensor.name}") has no derivative.`);
    const byResult = origin.elementwise ? total : expand(total, tensor.shape);
    const byInputs = origin.derivative(byResult, tensor);
    for (const [index, input] of origin.inputs.entries()) {
      const part = byInputs[index];
      if (!part || !dependent.has(input)) continue;
      const full = origin.elementwise ? tensor.shape : broadcastShapes(part.shape, input.shape);
      const reduced = sumTo(part, full, input.shape);
      const before = sums.get(input);
      sums.set(input, before ? add(before, reduced) : reduced);
    }
  }
  return by.map((tensor) => {
    const total = sums.get(tensor);
    if (!total) throw new Error(`The loss does not depend on "${tensor.name}".`);
    return expand(total, tensor.shape);
  });
}
function dependentOn(roots, inOrder) {
  const dependent = new Set(roots);
  for (const tensor of inOrder) {
    if (tensor.origin.kind === "operation" && tensor.origin.inputs.some((input) => dependent.has(input))) {
      dependent.add(tensor);
    }
  }
  return dependent;
}

// src/learn/graph/safetensors.ts
import { readFile as readFile2 } from "node:fs/promises";
import { z as z4 } from "zod";

// src/learn/replaceFiles.ts
import { open, rename, rm } from "node:fs/promises";
var DiskFullError = class extends Error {
  name = "DiskFullError";
};
async function replaceFiles(contents) {
  const aside = (path) => `${path}.${process.pid}.partial`;
  try {
    for (const [path, content] of contents) {
      const handle = await open(aside(path), "w");
      try {
        await handle.writeFile(content);
        await handle.sync();
      } finally {
        await handle.close();
      }
    }
    for (const path of contents.keys()) await rename(aside(path), path);
  } catch (error) {
    for (const path of contents.keys()) await rm(aside(path), { force: true });
    const { code, message } = error;
    if (code !== "ENOSPC" && code !== "EDQUOT") throw error;
    const files2 = [...contents.keys()].join(", ");
    throw new DiskFullError(
      `The disk is full: ${files2} could not be written (${message}). What was there is unchanged. Make room, then go on with --resume.`,
      { cause: error }
    );
  }
}

// src/learn/graph/safetensors.ts
var TensorFileError = class extends Error {
  constructor(path, cause) {
    super(`${path} is not a readable safetensors file; delete it or restore a copy of it.`, { cause });
    this.name = "TensorFileError";
  }
};
var formats = {
  float32: "F32",
  float64: "F64",
  int32: "I32",
  int64: "I64",
  bool: "BOOL"
};
var headerSchema = z4.object({ __metadata__: z4.record(z4.string(), z4.string()).optional() }).catchall(
  z4.object({
    dtype: z4.enum(["F32", "F64", "I32", "I64", "BOOL"]),
    shape: z4.array(z4.number().int().min(0)),
    data_offsets: z4.tuple([z4.number().int().min(0), z4.number().int().min(0)])
  })
);
async function writeTensors(path, { tensors: tensors2, metadata }) {
  const header2 = { __metadata__: metadata };
  const parts = [];
  let offset2 = 0;
  for (const [name, { type, data, dims }] of tensors2) {
    const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
    header2[name] = { dtype: formats[type], shape: dims, data_offsets: [offset2, offset2 + bytes.length] };
    parts.push(bytes);
    offset2 += bytes.length;
  }
  const json = Buffer.from(JSON.stringify(header2));
  const padding = Buffer.alloc((8 - json.length % 8) % 8, " ");
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(json.length + padding.length));
  await replaceFiles(/* @__PURE__ */ new Map([[path, Buffer.concat([length, json, padding, ...parts])]]));
}
async function readTensors(path) {
  const file2 = await readFile2(path);
  try {
    const start = 8 + Number(file2.readBigUInt64LE(0));
    const { __metadata__: metadata = {}, ...entries } = headerSchema.parse(
      JSON.parse(file2.subarray(8, start).toString())
    );
    const tensors2 = /* @__PURE__ */ new Map();
    for (const [name, { dtype, shape, data_offsets }] of Object.entries(entries)) {
      const [from, to] = data_offsets;
      const bytes = Uint8Array.from(file2.subarray(start + from, start + to));
      tensors2.set(name, { ...elements2(dtype, bytes, shape), dims: shape });
    }
    return { tensors: tensors2, metadata };
  } catch (cause) {
    throw new TensorFileError(path, cause);
  }
}
function elements2(dtype, { buffer, length }, shape) {
  const count2 = shape.reduce((product, size2) => product * size2, 1);
  const width4 = { F32: 4, F64: 8, I32: 4, I64: 8, BOOL: 1 }[dtype];
  if (length !== count2 * width4) throw new RangeError(`${length} bytes do not hold ${count2} elements.`);
  switch (dtype) {
    case "F32":
      return { type: "float32", data: new Float32Array(buffer) };
    case "F64":
      return { type: "float64", data: new Float64Array(buffer) };
    case "I32":
      return { type: "int32", data: new Int32Array(buffer) };
    case "I64":
      return { type: "int64", data: new BigInt64Array(buffer) };
    case "BOOL":
      return { type: "bool", data: new Uint8Array(buffer) };
  }
}

// src/learn/graph/trainer.ts
var TrainingDivergedError = class extends Error {
  constructor(step, quantity, value) {
    super(
      `Training diverged at step ${step}: ${quantity} is ${value}. The parameters from before that step are kept; lower the learning rate or look for missing values in the data.`
    );
    this.name = "TrainingDivergedError";
  }
};
var CheckpointMismatchError = class extends Error {
  constructor(path, detail) {
    super(`The checkpoint ${path} does not fit this network: ${detail}. Train again without resuming.`);
    this.name = "CheckpointMismatchError";
  }
};
var meanOf = (name) => `mean/${name}`;
var varianceOf = (name) => `variance/${name}`;
var next = (name) => `next/${name}`;
var term = (name) => `term/${name}`;
var Trainer = class _Trainer {
  constructor(session, inputs, termNames, parameterNames, state) {
    this.session = session;
    this.inputs = inputs;
    this.termNames = termNames;
    this.parameterNames = parameterNames;
    this.state = state;
  }
  session;
  inputs;
  termNames;
  parameterNames;
  state;
  /** Steps taken so far. */
  steps = 0;
  /** Builds the training graph of an objective and draws the initial parameters. */
  static async create(objective, options) {
    const { seed, dtype = "float32", maxGradientNorm = 0.5 } = options;
    const graph = new Graph({ dtype });
    const { loss, terms = {} } = objective(graph);
    const parameters = graph.parameters;
    const { norm, clipped } = clipByGlobalNorm(gradients(loss, parameters), maxGradientNorm);
    const update = adam(graph.input("adam/step", []), graph.input("adam/learningRate", []), options.adam);
    const inputs = graph.inputs;
    for (const [index, parameter] of parameters.entries()) {
      const { name, shape } = parameter;
      const moments = {
        mean: graph.input(meanOf(name), shape),
        variance: graph.input(varianceOf(name), shape)
      };
      const updated = update(parameter, clipped[index], moments);
      graph.output(next(name), updated.parameter);
      graph.output(next(meanOf(name)), updated.moments.mean);
      graph.output(next(varianceOf(name)), updated.moments.variance);
    }
    graph.output("loss", loss);
    graph.output("gradientNorm", norm);
    for (const [name, tensor] of Object.entries(terms)) graph.output(term(name), tensor);
    const session = await openSession(encodeModel(graph, "inputs"));
    const names = parameters.map(({ name }) => name);
    return new _Trainer(
      session,
      inputs,
      Object.keys(terms),
      names,
      freshState(options.parameters ?? initialParameters(graph, seed))
    );
  }
  /** The parameters as they are now; later steps leave this map as it is. */
  get parameters() {
    return new Map(this.parameterNames.map((name) => [name, this.state.get(name)]));
  }
  /**
   * One step of gradient descent on a batch.
   *
   * @throws TrainingDivergedError when the loss, a term or the gradient is not finite; nothing changes then.
   */
  async step(learningRate2, batch) {
    if (!Number.isFinite(learningRate2))
      throw new RangeError(`A learning rate is a number, not ${learningRate2}.`);
    const { report, state } = await this.run(learningRate2, batch);
    this.state = state;
    this.steps += 1;
    return report;
  }
  /** What `step` would report on a batch, in the same time but without taking the step: the loss on held-out data. */
  async measure(batch) {
    return (await this.run(0, batch)).report;
  }
  /** Writes parameters, moments and step number, with anything else that resuming needs as text. */
  async save(path, metadata = {}) {
    await writeTensors(path, { tensors: this.state, metadata: { ...metadata, steps: String(this.steps) } });
  }
  /**
   * Goes back to a checkpoint and returns the text saved with it.
   *
   * @throws CheckpointMismatchError when it is of another network, TensorFileError when it is damaged.
   */
  async load(path) {
    const { tensors: tensors2, metadata } = await readTensors(path);
    const state = /* @__PURE__ */ new Map();
    for (const [name, { type, dims }] of this.state) {
      const saved = tensors2.get(name);
      if (!saved) throw new CheckpointMismatchError(path, `"${name}" is missing`);
      if (saved.type !== type || saved.dims.join() !== dims.join()) {
        const is = `${saved.type} [${saved.dims.join(", ")}]`;
        throw new CheckpointMismatchError(path, `"${name}" is ${is}, not ${type} [${dims.join(", ")}]`);
      }
      state.set(name, saved);
    }
    const steps = Number(metadata["steps"]);
    if (!Number.isSafeInteger(steps)) throw new CheckpointMismatchError(path, "its step number is missing");
    this.state = state;
    this.steps = steps;
    return metadata;
  }
  release() {
    return this.session.release();
  }
  async run(learningRate2, batch) {
    const step = this.steps + 1;
    const scalars = { "adam/step": step, "adam/learningRate": learningRate2 };
    const results = await this.session.run({
      ...toFeeds(this.inputs, { ...batch, ...scalars }),
      ...Object.fromEntries(this.state)
    });
    const finite = (output, quantity = output) => {
      const value = Number(results[output]?.data[0]);
      if (!Number.isFinite(value)) throw new TrainingDivergedError(step, quantity, value);
      return value;
    };
    const report = {
      loss: finite("loss", "the loss"),
      gradientNorm: finite("gradientNorm", "the gradient norm"),
      terms: Object.fromEntries(this.termNames.map((name) => [name, finite(term(name), name)]))
    };
    const state = new Map([...this.state.keys()].map((name) => [name, results[next(name)]]));
    return { report, state };
  }
};
function freshState(parameters) {
  const state = /* @__PURE__ */ new Map();
  for (const [name, value] of parameters) {
    state.set(name, value);
    for (const moment of [meanOf(name), varianceOf(name)]) {
      const data = new (value.type === "float32" ? Float32Array : Float64Array)(value.data.length);
      state.set(moment, { ...value, data });
    }
  }
  return state;
}

// src/der/evidence/likeness.ts
function likeness(a, b) {
  if (a.norm === 0 || b.norm === 0) return 0;
  let product = 0;
  eachShared(a, b, (i, j) => product += a.weights[i] * b.weights[j]);
  return Math.min(1, product / (a.norm * b.norm));
}
function shareIn(a, b) {
  let shared = 0;
  eachShared(a, b, () => shared += 1);
  return shared / Math.max(1, a.terms.length);
}
function novelty(a, others) {
  const known = new Uint8Array(a.terms.length);
  for (const other of others) eachShared(a, other, (i) => known[i] = 1);
  return (a.terms.length - known.reduce((sum4, one) => sum4 + one, 0)) / Math.max(1, a.terms.length);
}
function eachShared(a, b, found) {
  for (let i = 0, j = 0; i < a.terms.length && j < b.terms.length; ) {
    const difference = a.terms[i] - b.terms[j];
    if (difference === 0) found(i, j);
    if (difference <= 0) i++;
    if (difference >= 0) j++;
  }
}

// src/der/core/costUnit.ts
function sizeOf2(expert) {
  return expert.counts ?? { sizeB: expert.costB, sizeEstimated: expert.costEstimated };
}

// src/der/estimate/profile.ts
var toolSkill = { calculator: 0.9, workspace: 0.3 };
var otherToolSkill = 0.3;
var Profiles = class {
  constructor(calibration, model) {
    this.calibration = calibration;
    this.model = model;
  }
  calibration;
  model;
  overallOfPool = { key: "", rates: /* @__PURE__ */ new Map() };
  /**
   * Skill of every expert, in the pool's order.
   * @param question L2-normalised embedding of the question.
   */
  skills(question, pool) {
    const rates = this.overall(pool);
    const weights2 = Float64Array.from(
      this.calibration.prompts,
      (prompt) => Math.exp((dot(prompt, question) - 1) / this.model.width)
    );
    const shared = this.sharedShift(pool, rates, weights2);
    return pool.map((expert) => this.skillOf(expert, rates.get(expert.id), weights2, shared));
  }
  /** Overall rate of every expert; kept for the pool asked about last, since it does not depend on the question. */
  overall(pool) {
    const key = pool.map((expert) => `${expert.id} ${sizeOf2(expert).sizeB}`).join("\n");
    if (key !== this.overallOfPool.key) this.overallOfPool = { key, rates: this.estimateOverall(pool) };
    return this.overallOfPool.rates;
  }
  /** Rates shrunk to priors, which are first shifted together: some sets of questions are easier than others. */
  estimateOverall(pool) {
    const { priorWeight, poolVariance, promptVariance } = this.model;
    const prompts = /* @__PURE__ */ new Set();
    let pull = 0;
    let precision = 0;
    for (const expert of pool) {
      const outcomes = this.outcomesOf(expert);
      if (expert.tool || outcomes.length === 0) continue;
      outcomes.forEach(({ prompt }) => prompts.add(prompt));
      const weight2 = outcomes.length * priorWeight / (outcomes.length + priorWeight);
      pull += weight2 * (logit(smoothed(outcomes, 0.5, 1)) - logit(priorRate(expert, this.model)));
      precision += weight2;
    }
    const noise = 1 / precision + promptVariance / prompts.size;
    const shift = precision === 0 ? 0 : pull / precision * (poolVariance / (poolVariance + noise));
    return new Map(
      pool.map((expert) => {
        const prior = sigmoid2(logit(priorRate(expert, this.model)) + (expert.tool ? 0 : shift));
        return [expert.id, smoothed(this.outcomesOf(expert), prior, priorWeight)];
      })
    );
  }
  /**
   * Log-odds by which questions like this one are easier for everybody. A prompt counts once however many experts
   * answered it, since they share its difficulty.
   */
  sharedShift(pool, rates, weights2) {
    const answered = new Float64Array(weights2.length);
    for (const expert of pool) for (const { prompt } of this.outcomesOf(expert)) answered[prompt] += 1;
    const divided = weights2.map((weight2, prompt) => weight2 / Math.max(1, answered[prompt]));
    const groups = pool.map((expert) => ({
      level: logit(rates.get(expert.id)),
      outcomes: this.outcomesOf(expert)
    }));
    return offset(groups, divided, this.model.nearbyPrecision);
  }
  skillOf(expert, rate, weights2, shared) {
    const outcomes = this.outcomesOf(expert);
    const evidence = outcomes.length;
    let nearby = 0;
    for (const { prompt } of outcomes) nearby += weights2[prompt];
    const logLength = usualLength(outcomes, weights2);
    if (expert.tool) return { mean: rate, overall: rate, evidence, nearby, logLength, source: "built in" };
    const level = logit(rate) + shared;
    return {
      mean: sigmoid2(level + offset([{ level, outcomes }], weights2, this.model.ownPrecision)),
      overall: rate,
      evidence,
      nearby,
      logLength,
      source: evidence > 0 ? "calibrated" : sizeOf2(expert).sizeEstimated ? "estimated from price" : "estimated from size"
    };
  }
  outcomesOf(expert) {
    return this.calibration.outcomes.get(expert.id) ?? [];
  }
};
function offset(groups, weights2, precision) {
  let estimate = 0;
  for (let step = 0; step < 3; step++) {
    let slope = -precision * estimate;
    let curvature = precision;
    for (const { level, outcomes } of groups) {
      const expected = sigmoid2(level + estimate);
      const variance = expected * (1 - expected);
      for (const { prompt, quality: quality2 } of outcomes) {
        slope += weights2[prompt] * (quality2 - expected);
        curvature += weights2[prompt] * variance;
      }
    }
    estimate += clamp(slope / curvature, -1, 1);
  }
  return estimate;
}
var typicalLogLength = 6.3;
var lengthPriorWeight = 3;
function usualLength(outcomes, weights2) {
  let [sum4, count2, nearSum, nearCount] = [0, 0, 0, 0];
  for (const { prompt, logLength } of outcomes) {
    if (logLength === void 0) continue;
    sum4 += logLength;
    count2 += 1;
    nearSum += weights2[prompt] * logLength;
    nearCount += weights2[prompt];
  }
  const overall = (sum4 + lengthPriorWeight * typicalLogLength) / (count2 + lengthPriorWeight);
  return (nearSum + lengthPriorWeight * overall) / (nearCount + lengthPriorWeight);
}
function priorRate(expert, model) {
  if (expert.tool) return toolSkill[expert.provider] ?? otherToolSkill;
  const { sizeB, sizeEstimated } = sizeOf2(expert);
  const { intercept, slope } = sizeEstimated ? model.price : model.size;
  return sigmoid2(intercept + slope * Math.log10(1 + sizeB));
}
function smoothed(outcomes, prior, weight2) {
  const sum4 = outcomes.reduce((total, { quality: quality2 }) => total + quality2, 0);
  return (sum4 + weight2 * prior) / (outcomes.length + weight2);
}
function logit(rate) {
  const inside3 = Math.min(1 - 1e-4, Math.max(1e-4, rate));
  return Math.log(inside3 / (1 - inside3));
}
function sigmoid2(logOdds) {
  return 1 / (1 + Math.exp(-logOdds));
}
function clamp(value, low, high) {
  return Math.min(high, Math.max(low, value));
}

// src/der/networks/features.ts
import { createHash } from "node:crypto";
var FeatureTable = class {
  constructor(features) {
    this.features = features;
    this.names = Object.keys(features);
    this.length = this.names.length;
  }
  features;
  names;
  length;
  /** Writes one row of values into a tensor's data. What is no number becomes 0: one NaN would make all of them NaN. */
  write(values, data, row = 0) {
    const at = row * this.length;
    for (let index = 0; index < this.length; index++) {
      const value = values[this.names[index]];
      data[at + index] = Number.isFinite(value) ? value : 0;
    }
  }
};
function feature(meaning, least, largest) {
  return { meaning, range: [least, largest], version: 1 };
}
function numbered(name, count2, one) {
  return Object.fromEntries(Array.from({ length: count2 }, (_, index) => [`${name}${index}`, one]));
}
function hashOf(tables) {
  const lines2 = Object.entries(tables).flatMap(
    ([table, { names, features }]) => names.map((name) => `${table}.${name} ${features[name].version}`)
  );
  return createHash("sha256").update(lines2.join("\n")).digest("hex");
}

// src/der/networks/openFeatures.ts
var openFeatures = new FeatureTable({
  skill: feature("log-odds of its author's skill on this question, thirds", -3.1, 3.1),
  overall: feature("log-odds of its author's skill on all questions, thirds", -3.1, 3.1),
  aboveMean: feature("its author's skill less the mean of all authors', log-odds, thirds", -6.2, 6.2),
  evidence: feature("log(1 + outcomes known of its author), fifths", 0, 4),
  answers: feature("log(1 + answers so far) / 2", 0, 1.5),
  likeness: feature("likeness to the other answers, weighed by skill; 0 where there is none", 0, 1),
  likenessAboveMean: feature("that less the mean likeness of all pairs", -1, 1),
  mostLike: feature("likeness to the answer that is most like it; 0 where there is none", 0, 1),
  likenessToAbler: feature(
    "highest likeness to an answer of an abler author; 0 where there is none",
    0,
    1
  ),
  coverage: feature("share of what the others say that it says too, weighed by skill", 0, 1),
  novelty: feature("share of its terms that nobody else has; 0 where it is alone", 0, 1),
  onTopic: feature("share of the question's terms that it holds, fourfold, at most 1; 1 where it is not known", 0, 1),
  echo: feature("share of its terms that are the question's; 0 where that is not known", 0, 1),
  amount: feature("log(1 + its terms) less what is usual of its author's, clipped", -3, 3),
  amountAboveMean: feature("log(1 + its terms) less the others' mean; 0 where it is alone", -3, 3),
  repetition: feature("share of its runs of three words that repeat an earlier one", 0, 1),
  kept: feature("likeness to the answer that its author was shown; 0 where it was shown none", 0, 1),
  refusal: feature("1 where its author refuses", 0, 1),
  cutOff: feature("1 where it ends in the middle", 0, 1)
});
var usualTerms = (logLength) => -0.7 + 0.7 * logLength;
function openValues(evidence, index) {
  const { state, signs: signs2, authors, question } = evidence;
  const { content, refusal: refusal2, cutOff } = signs2[index];
  const author = authors[index];
  const others = signs2.flatMap((_, other) => other === index ? [] : [other]);
  const contentOf2 = (other) => signs2[other].content;
  const alike = (other) => likeness(content, contentOf2(other));
  const weights2 = others.map((other) => authors[other].mean);
  const likenesses = others.map(alike);
  const mean3 = weighedMean(likenesses, weights2);
  const abler = others.filter((other) => authors[other].mean > author.mean);
  const odds = authors.map(({ mean: skill }) => logit(skill) / 3);
  const logTerms = Math.log1p(content.terms.length);
  const othersTerms = others.map((other) => Math.log1p(contentOf2(other).terms.length));
  const known = question.content.terms.length > 0;
  return {
    skill: logit(author.mean) / 3,
    overall: logit(author.overall) / 3,
    aboveMean: odds[index] - meanOf2(odds),
    evidence: Math.log1p(author.evidence) / 5,
    answers: Math.log1p(signs2.length) / 2,
    likeness: mean3,
    likenessAboveMean: others.length === 0 ? 0 : mean3 - meanOfPairs(evidence),
    mostLike: Math.max(0, ...likenesses),
    likenessToAbler: Math.max(0, ...abler.map(alike)),
    coverage: weighedMean(
      others.map((other) => shareIn(contentOf2(other), content)),
      weights2.map((weight2, at) => weight2 * contentOf2(others[at]).terms.length)
    ),
    novelty: others.length === 0 ? 0 : novelty(content, others.map(contentOf2)),
    onTopic: known ? Math.min(1, 4 * shareIn(question.content, content)) : 1,
    echo: known ? shareIn(content, question.content) : 0,
    amount: clamp(logTerms - usualTerms(author.logLength), -3, 3),
    amountAboveMean: others.length === 0 ? 0 : clamp(logTerms - meanOf2(othersTerms), -3, 3),
    repetition: content.repetition,
    kept: Math.max(0, ...state.answers[index].shown.map(alike)),
    refusal: Number(refusal2),
    cutOff: Number(cutOff)
  };
}
function meanOfPairs({ signs: signs2 }) {
  const pairs = signs2.flatMap(
    ({ content }, at) => signs2.slice(at + 1).map((other) => likeness(content, other.content))
  );
  return meanOf2(pairs);
}
function weighedMean(values, weights2) {
  const total = weights2.reduce((sum4, weight2) => sum4 + weight2, 0);
  return total === 0 ? 0 : values.reduce((sum4, value, at) => sum4 + value * weights2[at], 0) / total;
}
function meanOf2(values) {
  return values.reduce((sum4, value) => sum4 + value, 0) / Math.max(1, values.length);
}

// src/der/evidence/facts.ts
var same = 0.999;
function behaveAlike({ answers, alike }, at, other) {
  return behaved(answers[at]) && behaved(answers[other]) && (alike[at]?.[other] ?? 0) >= same;
}
function behaved(answer) {
  return answer?.findings.some(({ type }) => type === "behaviour") === true;
}
function knownWrong(answer) {
  return answer?.kind === "program" && answer.findings.some(
    (finding) => finding.type === "runs" && !finding.ok || finding.type === "examples" && finding.failed.length > 0
  );
}
function passesExamples(answer) {
  if (knownWrong(answer)) return false;
  return answer?.kind === "program" && examplesOf(answer) ? true : void 0;
}
function examplesOf(answer) {
  const found = find(answer?.findings ?? [], "examples");
  const stated2 = found ? found.passed + found.failed.length : 0;
  return found && stated2 > 0 ? { passed: found.passed, share: found.passed / stated2 } : void 0;
}
function find(findings, type, fits = () => true) {
  return findings.find(
    (finding) => finding.type === type && fits(finding)
  );
}

// src/der/networks/featureScales.ts
function skillFeatures({ mean: mean3, overall, evidence, nearby }) {
  return {
    skill: logit(mean3) / 3,
    overall: logit(overall) / 3,
    evidence: Math.log1p(evidence) / 5,
    nearby: Math.log1p(nearby) / 5
  };
}
function lengthOf(question) {
  return question === "" ? 0 : clamp((Math.log(1 + question.length) - 5.5) / 2, -2, 2);
}
function projection({ embedding, familiarity }) {
  const values = {};
  for (let index = 0; index < projectionSize; index++) {
    values[`question${index}`] = embedding[index] * 2 * familiarity;
  }
  return values;
}
function squashOdds(chance) {
  return logit(chance) / 4;
}

// src/der/networks/programFeatures.ts
var programFeatures = new FeatureTable({
  skill: feature("log-odds of its author's skill on this question, thirds", -3.1, 3.1),
  overall: feature("log-odds of its author's skill on all questions, thirds", -3.1, 3.1),
  aboveMean: feature("its author's skill less the mean of all authors', log-odds, thirds", -6.2, 6.2),
  evidence: feature("log(1 + outcomes known of its author), fifths", 0, 4),
  answers: feature("log(1 + answers so far) / 2", 0, 1.5),
  belief: feature("odds that what it does is right, by everybody; those of its author where it did nothing", -2.4, 2.4),
  claims: feature("1 where it did something that can be compared", 0, 1),
  alone: feature("1 where nobody else did", 0, 1),
  alike: feature("share of equal outcomes with the others, weighed by skill; 0 where it is alone", 0, 1),
  mostAlike: feature("the largest such share; 0 where it is alone", 0, 1),
  passed: feature("log(1 + stated examples that it passes) / 2, where it fails none", 0, 2),
  stated: feature("1 where the question states examples and it was tried on them", 0, 1),
  fails: feature("1 where it fails a stated example", 0, 1),
  failedShare: feature("share of the stated examples that it fails", 0, 1),
  runs: feature("1 where it loads and defines what was asked for", 0, 1),
  breaks: feature("1 where it does not", 0, 1),
  unparsed: feature("1 where a block of it does not parse", 0, 1),
  cannot: feature("1 where it could not be run", 0, 1),
  testsPassed: feature("share of others' assertions that it passes, weighed by skill; 0.5 where there are none", 0, 1),
  tests: feature("log(1 + others' assertions that it was tried on) / 4", 0, 2),
  refusal: feature("1 where its author refuses", 0, 1),
  cutOff: feature("1 where it ends in the middle", 0, 1)
});
function programValues(evidence, index) {
  const { state, signs: signs2, authors, claims, belief } = evidence;
  const author = authors[index];
  const checked = state.checked?.answers[index];
  const findings = checked?.findings ?? [];
  const { claim: claim2 } = claims[index];
  const others = claims.flatMap((other, at) => at !== index && other.claim !== void 0 ? [at] : []);
  const shares = claim2 === void 0 ? [] : others.map((other) => state.checked?.alike[index]?.[other] ?? 0);
  const weights2 = others.map((other) => authors[other].mean);
  const examples = examplesOf(checked);
  const tests = testsBy(findings, authors.map(({ mean: mean3 }) => mean3));
  const odds = authors.map(({ mean: mean3 }) => logit(mean3) / 3);
  const { refusal: refusal2, cutOff } = signs2[index];
  return {
    skill: logit(author.mean) / 3,
    overall: logit(author.overall) / 3,
    aboveMean: odds[index] - odds.reduce((sum4, one) => sum4 + one, 0) / odds.length,
    evidence: Math.log1p(author.evidence) / 5,
    answers: Math.log1p(signs2.length) / 2,
    belief: squashOdds(claim2 === void 0 ? author.mean : belief.right(claim2)),
    claims: Number(claim2 !== void 0),
    alone: Number(claim2 !== void 0 && others.length === 0),
    alike: sum2(shares.map((share2, at) => share2 * weights2[at])) / Math.max(1e-6, sum2(weights2)),
    mostAlike: Math.max(0, ...shares),
    passed: examples?.share === 1 ? Math.log1p(examples.passed) / 2 : 0,
    stated: Number(examples !== void 0),
    fails: Number(examples !== void 0 && examples.share < 1),
    failedShare: examples === void 0 ? 0 : 1 - examples.share,
    runs: Number(behaved(checked) || findings.some((one) => one.type === "runs" && one.ok)),
    breaks: Number(findings.some((one) => one.type === "runs" && !one.ok)),
    unparsed: Number(findings.some((one) => one.type === "syntax" && !one.ok)),
    cannot: Number(!knownWrong(checked) && !findings.some(({ type }) => type === "runs")),
    testsPassed: tests.share,
    tests: Math.log1p(tests.count) / 4,
    refusal: Number(refusal2),
    cutOff: Number(cutOff)
  };
}
function testsBy(findings, skills) {
  let [passed, weight2, count2] = [0, 0, 0];
  for (const finding of findings) {
    if (finding.type !== "tests") continue;
    const known = finding.passed + finding.failed.length;
    const skill = skills[finding.from] ?? 0;
    passed += skill * finding.passed / Math.max(1, known);
    weight2 += skill;
    count2 += known;
  }
  return { share: weight2 === 0 ? 0.5 : passed / weight2, count: count2 };
}
function sum2(values) {
  return values.reduce((total, value) => total + value, 0);
}

// src/der/networks/terminatorFeatures.ts
var answerFeatures = new FeatureTable({
  belief: feature("odds that its final answer is right, by everybody; \u22122 where it has none", -2.4, 2.4),
  beliefOverRival: feature(
    "how far that is above the strongest rival's, in log-odds; \u22122 where it has none",
    -3.1,
    3.1
  ),
  skill: feature("log-odds of its author's skill on this question, thirds", -3.1, 3.1),
  overall: feature("log-odds of its author's skill on all questions, thirds", -3.1, 3.1),
  evidence: feature("log(1 + outcomes known of its author), fifths; 0 where only size or price speak", 0, 4),
  nearby: feature("log(1 + its author's outcomes on questions like this one), fifths", 0, 4),
  claims: feature("1 where it has a final answer", 0, 1),
  option: feature("1 where that is an option's letter", 0, 1),
  supporters: feature("log(1 + answers that agree, given without a look at it)", 0, 3),
  opponents: feature("log(1 + answers that disagree, given without a look at it)", 0, 3),
  support: feature("skill of those supporters over all who spoke independently", 0, 1),
  opposition: feature("skill of those opponents over all who spoke independently", 0, 1),
  ablestSupporter: feature(
    "log-odds of the ablest of those supporters, thirds; \u22121 where there is none",
    -3.1,
    3.1
  ),
  ablestOpponent: feature(
    "log-odds of the ablest of those opponents, thirds; \u22121 where there is none",
    -3.1,
    3.1
  ),
  supportersAfter: feature("log(1 + answers that agree after a hand-over between the two)", 0, 3),
  opponentsAfter: feature("log(1 + answers that disagree after a hand-over between the two)", 0, 3),
  keeps: feature("1 where it keeps the final answer that its author was shown", 0, 1),
  departs: feature("1 where it departs from the final answer that its author was shown", 0, 1),
  refusal: feature("1 where its author refuses", 0, 1),
  cutOff: feature("1 where it ends in the middle", 0, 1),
  answers: feature("log(1 + answers so far) / 2", 0, 1.5),
  rivals: feature("log(1 + other final answers) / 2", 0, 1.5),
  believedNone: feature("chance that no final answer so far is right", 0, 1),
  difficulty: feature("how hard the question seems, in standard deviations", -4.6, 4.6),
  questionLength: feature(
    "logarithm of its characters, centred on a usual one; 0 where it is not known",
    -2,
    2
  ),
  ...numbered(
    "question",
    projectionSize,
    feature(
      "a direction of the question's embedding; 0 where the question is unlike any of training",
      -2.1,
      2.1
    )
  )
});
var answerKinds = ["short", "program", "open"];
function terminatorInput(evidence) {
  const { state, signs: signs2, authors, claims, belief } = evidence;
  const count2 = state.answers.length;
  const answers = new Float32Array(count2 * answerFeatures.length);
  const programs2 = new Float32Array(count2 * programFeatures.length);
  const open2 = new Float32Array(count2 * openFeatures.length);
  const kinds = new Float32Array(count2 * answerKinds.length);
  state.answers.forEach((_, index) => {
    const { claim: claim2, shown, option } = claims[index];
    const others = claims.map((_2, other) => other).filter((other) => other !== index);
    const agreeing = others.filter((other) => claim2 !== void 0 && claims[other].claim === claim2);
    const opposing = others.filter(
      (other) => claims[other].claim !== void 0 && !agreeing.includes(other)
    );
    const alone = (other) => !handedOver(state, index, other);
    const [supporters, supportersAfter] = parted(agreeing, alone);
    const [opponents, opponentsAfter] = parted(opposing, alone);
    const odds = (other) => logit(authors[other].mean);
    const rivals = [...new Set(claims.flatMap((one) => one.claim ?? []))].filter((one) => one !== claim2);
    const strongestRival = Math.max(0, ...rivals.map((rival) => belief.right(rival)));
    const author = authors[index];
    const values = {
      belief: claim2 === void 0 ? -2 : squashOdds(belief.right(claim2)),
      beliefOverRival: claim2 === void 0 ? -2 : (logit(belief.right(claim2)) - logit(strongestRival)) / 6,
      ...skillFeatures(author),
      claims: Number(claim2 !== void 0),
      option: Number(option),
      supporters: Math.log1p(supporters.length),
      opponents: Math.log1p(opponents.length),
      support: sum3(supporters, (other) => authors[other].mean) / (1 + supporters.length + opponents.length),
      opposition: sum3(opponents, (other) => authors[other].mean) / (1 + supporters.length + opponents.length),
      ablestSupporter: supporters.length > 0 ? Math.max(...supporters.map(odds)) / 3 : -1,
      ablestOpponent: opponents.length > 0 ? Math.max(...opponents.map(odds)) / 3 : -1,
      supportersAfter: Math.log1p(supportersAfter.length),
      opponentsAfter: Math.log1p(opponentsAfter.length),
      keeps: Number(claim2 !== void 0 && shown.includes(claim2)),
      departs: Number(claim2 !== void 0 && shown.length > 0 && !shown.includes(claim2)),
      refusal: Number(signs2[index].refusal),
      cutOff: Number(signs2[index].cutOff),
      answers: Math.log1p(state.answers.length) / 2,
      rivals: Math.log1p(rivals.length) / 2,
      believedNone: belief.noneRight,
      difficulty: belief.difficulty,
      questionLength: lengthOf(state.question),
      ...projection(evidence)
    };
    answerFeatures.write(values, answers, index);
    const { kind } = signs2[index];
    kinds[index * answerKinds.length + answerKinds.indexOf(kind)] = 1;
    if (kind === "program") programFeatures.write(programValues(evidence, index), programs2, index);
    if (kind === "open") openFeatures.write(openValues(evidence, index), open2, index);
  });
  const excess = signs2.map(({ logLength }, index) => clamp(logLength - authors[index].logLength, -3, 3));
  return {
    ...{ answers, programs: programs2, open: open2, kinds },
    excess: Float32Array.from(excess, (value) => Number.isFinite(value) ? value : 0)
  };
}
function handedOver({ answers }, a, b) {
  return answers[a].shown.includes(b) || answers[b].shown.includes(a);
}
function parted(items, belongs) {
  return [items.filter(belongs), items.filter((item) => !belongs(item))];
}
function sum3(items, value) {
  return items.reduce((total, item) => total + value(item), 0);
}

// src/der/estimate/belief.ts
var nodes = [
  -4.512745863,
  -3.205429003,
  -2.076847979,
  -1.023255664,
  0,
  1.023255664,
  2.076847979,
  3.205429003,
  4.512745863
];
var nodeWeights = [
  22345844e-12,
  0.0027891413,
  0.049916407,
  0.2440975,
  0.40634921,
  0.2440975,
  0.049916407,
  0.0027891413,
  22345844e-12
];
var Belief = class _Belief {
  /** @param kind what answers to this question are, also before anybody has answered */
  constructor(answers, model, kind = "other") {
    this.model = model;
    this.stretch = Math.sqrt(1 + Math.PI / 8 * model.difficulty ** 2);
    const meeting = model.meeting[kind];
    this.concentration = (1 - meeting) / meeting;
    for (const answer of answers) this.hear(answer);
  }
  model;
  /** Number of distinct claims. */
  claims = 0;
  /** Joint weight of hypothesis (a claim is the truth; last: none is) and difficulty node. [claims + 1][nodes] */
  joint = [Float64Array.from(nodeWeights)];
  /** Answers that make each claim. */
  members = [];
  /** Weight of each hypothesis; they sum to 1. */
  truth = Float64Array.of(1);
  /** Under each hypothesis, chances that one more wrong answer makes each claim; last: a new one. */
  wrongNext = [[1]];
  stretch;
  concentration;
  /** What was computed for a skill; shared with the beliefs that follow from this one. */
  chances = /* @__PURE__ */ new Map();
  /** Chance that an answer with this claim is right. */
  right(claim2) {
    return this.truth[claim2];
  }
  /** Chance that no answer with a claim is right; 1 before the first. */
  get noneRight() {
    return this.truth[this.claims];
  }
  /** Chance that the best answer is right; 0 before the first. */
  get best() {
    let most = 0;
    for (let claim2 = 0; claim2 < this.claims; claim2++) most = Math.max(most, this.truth[claim2]);
    return most;
  }
  /** Posterior mean of the difficulty, in its standard deviations. */
  get difficulty() {
    return this.joint.reduce((sum4, row) => sum4 + dot(row, nodes), 0);
  }
  /** What an expert of this skill would bring. */
  prospect(skill, threshold2) {
    const { claims, truth } = this;
    const rightIf = this.rightIf(skill);
    let expectedBest = 0;
    let reaches = 0;
    for (let outcome = 0; outcome <= claims; outcome++) {
      let total = 0;
      let best = 0;
      for (let hypothesis = 0; hypothesis <= claims; hypothesis++) {
        const wrong = (truth[hypothesis] - rightIf[hypothesis]) * this.wrongNext[hypothesis][outcome];
        const matches = hypothesis === outcome ? rightIf[hypothesis] : 0;
        const answerable = hypothesis === claims ? matches : wrong + matches;
        total += wrong + matches;
        best = Math.max(best, answerable);
      }
      expectedBest += best;
      if (best >= threshold2 * total) reaches += total;
    }
    let right = 0;
    for (const weight2 of rightIf) right += weight2;
    return { right, gain: Math.max(0, expectedBest - this.best), reaches: Math.min(1, reaches) };
  }
  /**
   * Everything that an expert of this skill, asked by itself, may claim: how likely it is, and what would then be
   * believed.
   */
  outlooks(skill) {
    const { claims, truth } = this;
    const rightIf = this.rightIf(skill);
    return Array.from({ length: claims + 1 }, (_, claim2) => {
      let chance = rightIf[claim2];
      for (let hypothesis = 0; hypothesis <= claims; hypothesis++) {
        chance += (truth[hypothesis] - rightIf[hypothesis]) * this.wrongNext[hypothesis][claim2];
      }
      return { chance, belief: this.after({ skill, claim: claim2, shown: [], option: false }) };
    });
  }
  /** The belief with one more answer in it. */
  after(answer) {
    const next2 = Object.assign(Object.create(_Belief.prototype), this);
    next2.hear(answer);
    return next2;
  }
  /** Takes in an answer. Replaces all that changes, so that copies may share it. */
  hear({ skill, claim: claim2, shown, passes }) {
    if (claim2 === void 0) return passes === false ? this.hearWrong(skill) : void 0;
    const { claims, joint, wrongNext } = this;
    const isNew = claim2 === claims;
    if (claim2 > claims) throw new RangeError(`Claim ${claim2} comes before claim ${claims} was made.`);
    const chances = this.chancesOf(skill);
    const copies = shown.filter((other) => other === claim2).length / (shown.length || 1);
    const { right: rightPasses, wrong: wrongPasses } = isNew ? this.passing(passes) : certain;
    const weighed = (row, truth, isTruth) => {
      const { right, wrong } = this.model.adoption;
      const adopts2 = shown.reduce((sum4, other) => sum4 + (other === truth ? right : wrong), 0) / (shown.length || 1);
      const meets = wrongNext[truth][claim2];
      const product = new Float64Array(row.length);
      for (let node2 = 0; node2 < row.length; node2++) {
        const alone = isTruth ? chances[node2] : (1 - chances[node2]) * meets;
        product[node2] = row[node2] * (adopts2 * copies + (1 - adopts2) * alone) * (isTruth ? rightPasses : wrongPasses);
      }
      return product;
    };
    const rows2 = joint.map((row, truth) => weighed(row, truth, truth === claim2 && !isNew));
    if (isNew) rows2.splice(claims, 0, weighed(joint[claims], claims, true));
    this.claims = claims + Number(isNew);
    this.members = isNew ? [...this.members, 1] : this.members.with(claim2, this.members[claim2] + 1);
    this.truth = normalise(rows2);
    this.joint = rows2;
    this.wrongNext = rows2.map((_, truth) => this.wrongChances(truth));
  }
  /** Takes in an answer that is wrong and claims nothing: the question is harder than it seemed. */
  hearWrong(skill) {
    const chances = this.chancesOf(skill);
    const rows2 = this.joint.map((row) => row.map((weight2, node2) => weight2 * (1 - chances[node2])));
    this.truth = normalise(rows2);
    this.joint = rows2;
  }
  /** How likely what became of the examples is, of a right program and of a wrong one. */
  passing(passes) {
    if (passes === void 0) return certain;
    const { right, wrong } = this.model.passing;
    return passes ? { right, wrong } : { right: 1 - right, wrong: 1 - wrong };
  }
  /** Chances that a wrong answer makes each claim; the last one: a claim not made so far. Sums to 1. */
  wrongChances(truth) {
    const weights2 = this.members.map((count2, claim2) => claim2 === truth ? 0 : count2);
    const total = weights2.reduce((sum4, weight2) => sum4 + weight2, this.concentration);
    return [...weights2, this.concentration].map((weight2) => weight2 / total);
  }
  /** Weight of each hypothesis together with an expert of this skill being right. */
  rightIf(skill) {
    const chances = this.chancesOf(skill);
    const weights2 = new Float64Array(this.claims + 1);
    for (let truth = 0; truth <= this.claims; truth++) weights2[truth] = dot(this.joint[truth], chances);
    return weights2;
  }
  /** Chance that an expert of this skill is right at each difficulty. [nodes] */
  chancesOf(skill) {
    const known = this.chances.get(skill);
    if (known) return known;
    const level = logit(skill) * this.stretch;
    const chances = new Float64Array(nodes.length);
    for (let node2 = 0; node2 < nodes.length; node2++) {
      chances[node2] = sigmoid2(level - this.model.difficulty * nodes[node2]);
    }
    this.chances.set(skill, chances);
    return chances;
  }
};
var certain = { right: 1, wrong: 1 };
function normalise(joint) {
  const sums = new Float64Array(joint.length);
  let total = 0;
  joint.forEach((row, index) => {
    for (const weight2 of row) sums[index] += weight2;
    total += sums[index];
  });
  for (const row of joint) for (let node2 = 0; node2 < row.length; node2++) row[node2] /= total;
  for (let index = 0; index < sums.length; index++) sums[index] /= total;
  return sums;
}

// src/der/evidence/claims.ts
function claimKeys({ checked }, signs2) {
  const classes = [];
  return signs2.map(({ kind, final }, at) => {
    if (kind === "short") return final;
    if (kind === "open" || !checked || !behaved(checked.answers[at])) return void 0;
    const like = classes.find((first) => behaveAlike(checked, first, at));
    if (like === void 0) classes.push(at);
    return `\0behaves as ${like ?? at}`;
  });
}

// src/der/evidence/evidence.ts
var neutral = {
  mean: 0.5,
  overall: 0.5,
  evidence: 0,
  nearby: 0,
  logLength: typicalLogLength,
  source: "estimated from size"
};
function weigh(situation, model) {
  const { state, pool, skills, signs: signs2, question } = situation;
  const authors = state.answers.map(
    ({ expert }) => skills[pool.findIndex(({ id }) => id === expert)] ?? neutral
  );
  const keys = claimKeys(state, signs2);
  const distinct = [...new Set(keys.filter((key) => key !== void 0))];
  const numbers = keys.map((key) => key === void 0 ? void 0 : distinct.indexOf(key));
  const claims = state.answers.map(({ shown }, index) => ({
    skill: authors[index].mean,
    claim: numbers[index],
    shown: shown.flatMap((earlier) => numbers[earlier] ?? []),
    option: signs2[index].option && keys[index] !== void 0,
    passes: passesExamples(state.checked?.answers[index])
  }));
  const options = claims.some(({ option }) => option) || question.asked.options;
  const kind = kindOf(situation);
  const meeting = options ? "option" : kind === "program" ? "program" : "other";
  const belief = new Belief(claims, model, meeting);
  return { ...situation, claims, kind, meeting, options, authors, belief, graded: model.graded };
}
function kindOf({ signs: signs2, question: { asked } }) {
  if (signs2.length === 0) return asked.program ? "program" : asked.explanation ? "open" : "short";
  const count2 = (kind) => signs2.filter((one) => one.kind === kind).length;
  return ["short", "program", "open"].reduce((most, kind) => count2(kind) > count2(most) ? kind : most);
}

// src/der/core/mdp.ts
var defaultKnobs = { alpha: 1e-3, beta: 1, p0: 0.75, maxSteps: 5, transfer: "always" };

// src/der/evidence/content.ts
var readCharacters = 4e4;
var mostWords = 6e3;
var common = new Set(
  "the and for that this with are you your was were has have had not but can will would should could may might from they them their there then than its into about over also just very only all any some more most such which who what when where how why been being does did done here these those our out one two use used using other each both between while because however therefore thus let need make sure like well many much get got she him her his its it is in of to on as at by an or be if so do no we he me my us up".split(" ")
);
function contentOf(text2) {
  const prose = text2.slice(0, readCharacters).replace(/^[^\S\n]*(?:```|~~~)[^\n]*$/gm, " ");
  const counts = /* @__PURE__ */ new Map();
  const runs = /* @__PURE__ */ new Set();
  let [words, repeated, before, last] = [0, 0, 0, 0];
  for (const [word] of prose.toLowerCase().matchAll(/[\p{L}_][\p{L}\p{N}_]*|\p{N}+(?:\.\p{N}+)?/gu)) {
    if (++words > mostWords) break;
    const hash3 = hashOf2(word);
    const run = (Math.imul(before, 2654435761) ^ Math.imul(last, 2246822507) ^ hash3) >>> 0;
    if (words > 2) {
      if (runs.has(run)) repeated += 1;
      runs.add(run);
    }
    [before, last] = [last, hash3];
    if (word.length > 1 && !common.has(word)) counts.set(hash3, (counts.get(hash3) ?? 0) + 1);
  }
  const terms = Uint32Array.from(counts.keys()).sort();
  const weights2 = Float32Array.from(terms, (term2) => 1 + Math.log(counts.get(term2)));
  const norm = Math.sqrt(weights2.reduce((sum4, weight2) => sum4 + weight2 * weight2, 0));
  return { terms, weights: weights2, norm, repetition: repeated / Math.max(1, words - 2) };
}
function hashOf2(word) {
  let hash3 = 2166136261;
  for (let at = 0; at < word.length; at++) hash3 = Math.imul(hash3 ^ word.charCodeAt(at), 16777619);
  return hash3 >>> 0;
}

// src/der/evidence/answerKey.ts
var latex = /\\(?:[dt]?frac|sqrt|pi|text|cdot|times|left|right|infty|circ|theta|alpha|beta|gamma|pm|leq?|geq?|math\w+|log|ln|sin|cos|tan|cup|cap|[(),;!$%])|\^/;
var longest = 2e3;
function canonicalAnswer(written) {
  if (written.length > longest) return { kind: "text", key: written.trim() };
  const quoted = unquote(written.trim());
  if (quoted !== void 0) return numberOr(quoted, "literal", wordsKey(quoted));
  const text2 = stripDecoration(written);
  const option = optionLetter(text2);
  if (option !== void 0) return { kind: "option", key: option };
  const inner = unquote(text2);
  if (inner !== void 0) return numberOr(inner, "literal", wordsKey(inner));
  const number2 = numberKey(text2);
  if (number2 !== void 0) return { kind: "number", key: number2 };
  if (/^[[({]/.test(text2) && /[\])}]$/.test(text2)) return { kind: "literal", key: literalKey(text2) };
  if (latex.test(text2)) return numberOr(plainMath(text2), "text", plainMath(text2));
  return numberOr(onlyNumber(text2) ?? "", "text", wordsKey(text2 === written.trim() ? written : text2));
}
function numberOr(text2, kind, key) {
  const number2 = numberKey(text2);
  return number2 === void 0 ? { kind, key } : { kind: "number", key: number2 };
}
var mostLayers = 32;
function layerByLayer(written, step) {
  let text2 = written;
  for (let layer = 0; layer < mostLayers; layer++) {
    const inner = step(text2);
    if (inner === text2) break;
    text2 = inner;
  }
  return text2;
}
function stripDecoration(written) {
  return layerByLayer(
    written.trim(),
    (text2) => withoutMarks(text2).replace(/^\\\(([^]*)\\\)$|^\\\[([^]*)\\\]$|^\$\$?([^$]*)\$\$?$/, "$1$2$3").replace(/^\\(?:boxed|fbox|text|textbf|mathrm|mathbf)\s*\{([^{}]*)\}$/, "$1").replace(/^(?:option|choice|answer)(?:\s*:)?\s+(?=\(?[A-Ja-j]\b)/i, "").replace(/^(?:approximately|about|around|roughly)\s+(?=[-$\d.])|^[≈~]\s*/i, "").replace(/^[a-zA-Z](?:\([a-z]\))?\s*=\s*(?=[-\\\d($.])/, "").replace(/(?<=[\w)\]}'"%])[.;,]$/, "").trim()
  );
}
function withoutMarks(text2) {
  for (const mark of ["**", "__"]) {
    if (text2.length >= 4 && text2.startsWith(mark) && text2.endsWith(mark)) return text2.slice(2, -2);
  }
  const most = text2.length / 2;
  let ticks = 0;
  while (ticks + 1 <= most && text2[ticks] === "`" && text2.at(-1 - ticks) === "`") ticks++;
  return text2.slice(ticks, text2.length - ticks);
}
function optionLetter(text2) {
  const match = /^(?:\(([A-Ja-j])\)|\[([A-J])\]|([A-J])(?:$|[.):]\s*$|[.):]\s+\S|\s+[-–—]\s))/.exec(text2);
  const letter = match?.[1] ?? match?.[2] ?? match?.[3];
  return letter?.toUpperCase();
}
function unquote(text2) {
  const match = /^[bru]?(['"])((?:(?!\1)[^\\]|\\[^])*)\1$/.exec(text2);
  return match?.[2];
}
var units = "mm|cm|m|km|mg|g|kg|lbs?|oz|ml|l|L|s|ms|min|h|hrs?|ft|in|yd|mi|mph|kmh|kph|Hz|kHz|MHz|GHz|kW|kJ|Pa|kPa|[KMG]B";
var number = String.raw`[-+]?(?:\d{1,3}(?:,\d{3})+|\d+)?(?:\.\d*)?(?:[eE][-+]?\d+)?`;
var signedNumber = new RegExp(String.raw`^${number}$`);
var numberWithUnit = new RegExp(
  String.raw`^(${number})(?:(?:${units})\b|(?=\s)((?:\s+(?:[A-Za-z]{2,}|${units})[.²³]?(?:\/[A-Za-z]+)?){1,4}))$`
);
var magnitudes = {
  thousand: 1e3,
  million: 1e6,
  billion: 1e9,
  trillion: 1e12
};
function numberKey(written) {
  if (written.length > 80 || !/\d/.test(written)) return void 0;
  const text2 = plainMath(written).replace(/^([-+]?)(?:US)?[$€£¥]\s*/, "$1").replace(/(?:%|°[CF]?|degrees?|percent|dollars|USD)$/, "").trim();
  const unit = numberWithUnit.exec(text2);
  const words = unit?.[2]?.trim().split(/\s+/) ?? [];
  if (words.some((word) => /^(?:[ap]m|dozen|hundred|or|and|to)$/i.test(word))) return void 0;
  const factor = magnitudes[words[0]?.toLowerCase() ?? ""] ?? 1;
  return decimalKey(unit?.[1] ?? text2, factor);
}
function decimalKey(text2, factor) {
  if (signedNumber.test(text2) && /\d/.test(text2)) return digitsKey(text2.replaceAll(",", ""), factor);
  const power = /^([-+]?\d[\d,]*(?:\.\d+)?)\s*[*x×]\s*10\^\(?([-+]?\d+)\)?$/.exec(text2);
  if (power) return digitsKey(`${power[1]?.replaceAll(",", "")}e${power[2]}`, factor);
  const ratio2 = /^([-+]?)(?:(\d+)\s+)?\(?([-+]?\d[\d,]*(?:\.\d+)?)\)?\s*\/\s*\(?(\d[\d,]*(?:\.\d+)?)\)?$/.exec(text2);
  if (!ratio2) return void 0;
  const [, sign, whole, above, below] = ratio2;
  const plain = (digits) => Number(digits?.replaceAll(",", "") ?? 0);
  if (plain(below) === 0) return void 0;
  const value = (plain(whole) + plain(above) / plain(below)) * (sign === "-" ? -1 : 1) * factor;
  return String(Number(value.toPrecision(10)));
}
function digitsKey(digits, factor) {
  const [, sign, whole = ""] = /^([-+]?)(\d+)(?:\.0*)?$/.exec(digits) ?? [];
  if (whole.length >= 16 && factor === 1) {
    return (sign === "-" ? "-" : "") + whole.replace(/^0+(?=\d{16})/, "");
  }
  const value = Number(digits) * factor;
  if (!Number.isFinite(value)) return void 0;
  return String(Number(value.toPrecision(10)) + 0);
}
function plainMath(written) {
  if (!/[\\^{}−–]/.test(written)) return written;
  const plain = written.replaceAll("\\\\", "\\").replace(/[−–]/g, "-").replace(/\\(?:left|right|displaystyle|[,;:! ])|\{,\}(?=\d{3})|~/g, "").replace(/\\(?:text|textbf|mathrm|mathbf|mbox|operatorname)\s*\{([^{}]*)\}/g, " $1").replace(/\^\s*(?:\{\s*)?\\circ\s*\}?/g, "").replace(/\\([$%#&_{}])/g, "$1").replace(/\\(?:cdot|times)\s*/g, "*").replace(/\\[dt]?frac\s*(\d)\s*(\d)(?!\d)/g, "$1/$2");
  const flat = layerByLayer(
    plain,
    (text2) => text2.replace(
      /\\[dt]?frac\s*\{([^{}]*)\}\s*\{([^{}]*)\}/g,
      (_, a, b) => `${atom(a)}/${atom(b)}`
    ).replace(/\\sqrt\s*\{([^{}]*)\}/g, "sqrt($1)").replace(/([\^_])\{([^{}]*)\}/g, (_, sign, a) => sign + atom(a))
  );
  return withoutBlanksAtSigns(flat.replace(/\\([a-zA-Z]+)/g, "$1")).trim();
}
var signs = new Set("-+*/=^(),");
function withoutBlanksAtSigns(text2) {
  return text2.replace(
    /\s+/g,
    (blanks, at) => signs.has(text2.charAt(at - 1)) || signs.has(text2.charAt(at + blanks.length)) ? "" : blanks
  );
}
function atom(expression) {
  const trimmed = expression.trim();
  return /^-?[\w.,]+$/.test(trimmed) ? trimmed : `(${trimmed})`;
}
function literalKey(text2) {
  let key = "";
  const open2 = /* @__PURE__ */ new Set();
  for (let at = 0; at < text2.length; at++) {
    const char = text2.charAt(at);
    const end = `'"`.includes(char) && !open2.has(char) ? endOfString(text2, at) : void 0;
    if (end !== void 0) {
      key += `'${escapeBreaks(text2.slice(at + 1, end))}'`;
      at = end;
      continue;
    }
    open2.add(char);
    if (char.trim() !== "") key += char;
  }
  return key;
}
function endOfString(text2, start) {
  for (let at = start + 1; at < text2.length; at++) {
    if (text2[at] === "\\") at++;
    else if (text2[at] === text2[start]) return at;
  }
  return void 0;
}
function onlyNumber(text2) {
  if (!/^[A-Z][a-z]*(?: +[^ ]+){3,}$/.test(text2)) return void 0;
  const numbers = text2.match(/(?<![\w.])-?[$€£]?\d[\d,]*(?:\.\d+)?(?![\w]|[./]\d)/g);
  return numbers?.length === 1 && text2.match(/\d+/g)?.every((digits) => numbers[0]?.includes(digits)) ? numbers[0] : void 0;
}
var breaks = { "\n": "\\n", "	": "\\t", "\r": "\\r", "\f": "\\f" };
function escapeBreaks(text2) {
  return text2.replace(/[\n\t\r\f]/g, (character) => breaks[character]).replace(/\\(['"])/g, "$1");
}
function wordsKey(text2) {
  const folded = escapeBreaks(text2).replace(/, *| +,?/g, (gap) => gap.includes(",") ? " " : gap).replace(/\$([^$]*)\$/g, "$1");
  return /^[A-Z]?[a-z]*(?: [A-Z]?[a-z]+)*$/.test(folded) || /^(?:TRUE|FALSE|YES|NO)$/.test(folded) ? folded.toLowerCase() : folded;
}

// src/der/evidence/balanced.ts
function balanced(text2, from) {
  let depth = 0;
  let quote = "";
  const strings = text2[from] === "[" || text2.startsWith('{"', from) || text2.startsWith("{'", from);
  for (let at = from; at < text2.length; at++) {
    const char = text2.charAt(at);
    if (char === "\\") at++;
    else if (quote) quote = char === quote ? "" : quote;
    else if (strings && (char === '"' || char === "'")) quote = char;
    else if ("[{(".includes(char)) depth++;
    else if (")}]".includes(char) && --depth === 0) return text2.slice(from, at + 1);
  }
  return void 0;
}

// src/der/evidence/jsonAnswer.ts
var answerField = /(?:"|')?\b(?:final[_ ]?)?answer["']?\s*:\s*(?=\\?["'`[{\d-]|true|false|null|None|True|False)/gi;
function jsonAnswer(text2) {
  if (!/[aA]nswer["']\s*:/.test(text2)) return void 0;
  let start = -1;
  for (const match of text2.matchAll(answerField)) {
    const from = match.index + match[0].length;
    if (/["']\s*:\s*$/.test(match[0]) && !text2.startsWith('"___', from)) start = from;
  }
  if (start < 0) return void 0;
  const value = text2.slice(start);
  const rest = value.startsWith("\\") ? value.replaceAll('\\"', '"') : value;
  if (rest.startsWith('"')) return jsonString(rest);
  if (rest.startsWith("[") || rest.startsWith("{")) return balanced(rest, 0)?.trim();
  if (rest.startsWith("`")) return /^`([^`\n]+)`/.exec(rest)?.[1];
  const scalar2 = /^[^\n}]*/.exec(rest)?.[0].trimEnd().replace(/,$/, "");
  return scalar2 === "" || scalar2 === "null" ? void 0 : scalar2;
}
function jsonString(rest) {
  for (let at = 1; at < rest.length; at++) {
    const char = rest.charAt(at);
    if (char === "\\") at++;
    else if (char === '"' && endsString(rest, at)) return unescapeJson(rest.slice(1, at));
  }
  return unescapeJson(withoutEnd(withoutEnd(rest.slice(1), "```"), "}"));
}
var afterString = /`?\s*(?:(?:,\s*)?(?:\}|```|$)|,\s*"\w+"\s*:)|```/y;
function endsString(text2, quote) {
  afterString.lastIndex = quote + 1;
  return afterString.test(text2);
}
function withoutEnd(text2, end) {
  const trimmed = text2.trimEnd();
  return trimmed.endsWith(end) ? trimmed.slice(0, -end.length).trimEnd() : trimmed;
}
var accidental = /^(?:frac|text|times|tfrac|tan|theta|to|boxed|binom|beta|bar|bmod|neq|nu|right|rho)/;
var escapes = { n: "\n", t: "	", r: "\r", b: "\b", f: "\f" };
function unescapeJson(raw) {
  if (!raw.includes("\\")) return raw;
  return raw.replace(/\\(u[\da-fA-F]{4}|[^])/g, (whole, code, at) => {
    if (code.length > 1) return String.fromCharCode(parseInt(code.slice(1), 16));
    if (code === '"' || code === "\\" || code === "/") return code;
    const control = escapes[code];
    if (control === void 0 || accidental.test(raw.slice(at + 1, at + 8))) return whole;
    return control;
  });
}

// src/der/evidence/finalAnswer.ts
var longestRead = 2e5;
function finalAnswer(answer) {
  if (answer.length > longestRead) return void 0;
  const written = jsonAnswer(answer) ?? boxed(answer) ?? tagged(answer) ?? stated(answer) ?? closingOption(answer) ?? equation(answer) ?? bare(answer);
  if (written === void 0) return codeBlock(answer);
  if (/^\s*(?:_{2,}|\.{3}|…|\?+)\s*$/.test(written)) return void 0;
  return { text: written, ...canonicalAnswer(written) };
}
function boxed(text2) {
  const at = Math.max(text2.lastIndexOf("\\boxed{"), text2.lastIndexOf("\\fbox{"));
  if (at < 0) return void 0;
  const box = balanced(text2, text2.indexOf("{", at));
  const after = box === void 0 ? void 0 : stated(text2.slice(at + box.length));
  return after !== void 0 && /^[A-J]$/.test(after) ? after : box?.slice(1, -1).trim();
}
var longestTagged = 400;
function tagged(text2) {
  let inside3;
  for (const [, , content = ""] of text2.matchAll(/<(answer|solution)>([^<]+)<\/\1>/gi)) {
    const trimmed = content.trim() || content.slice(-1);
    if (trimmed.length <= longestTagged) inside3 = trimmed;
  }
  if (inside3 !== void 0) return stated(inside3) ?? inside3;
  return /^#{4}[ \t]*(\S.*)$/m.exec(text2)?.[1]?.trimEnd();
}
var statement = /\b(?:answer\*{0,2}(?:\s+(?:to|for)\s[^.\n]{0,80}?)?\s{0,9}(?:\bis|\bare|would be|should be|must be|[:=])|(?:option|choice)\*{0,2} is)(?!\s+not\b)\*{0,2}:?\s*/gi;
var nextQuestion = /\n[ \t]*(?:#+ *)?(?:(?:Question|Problem)\s*(?:\d+\s*)?:|Q\s*(?:\d+\s*)?:(?:[ \t]+\w+){4})/;
var correction = /\b(?:wait|actually|however|correction|mistake|re-?check\w*|double-check\w*|reconsider\w*|re-?evaluat\w*|instead)\b/i;
function stated(text2) {
  const end = text2.search(nextQuestion);
  const own = end > 0 ? text2.slice(0, end) : text2;
  let found;
  let chosen2 = false;
  let before = 0;
  for (const match of own.matchAll(statement)) {
    if (chosen2 && correction.test(own.slice(before, match.index))) chosen2 = false;
    before = match.index;
    if (chosen2) continue;
    const rest = own.slice(match.index + match[0].length, match.index + match[0].length + 400);
    const option = chosenOption(rest);
    chosen2 = option !== void 0;
    found = option ?? claim(rest) ?? found;
  }
  return found;
}
var optionClaim = /^(?:\.{2,}\s*)?(?:(?:option|choice)\s+)?[*_$`"']*(?:\\(?:text|boxed|mathrm)\{)?(?:\(([A-Ja-j])(?:\)|$)|\[([A-J])\]|([B-HJ])(?![\w'’])|([AI])(?=$|[^\w\s'’]|\s*\n|\s+(?:\(|because\b|since\b|as\b|and\b)))/;
function chosenOption(rest) {
  const option = optionClaim.exec(rest);
  return (option?.[1] ?? option?.[2] ?? option?.[3] ?? option?.[4])?.toUpperCase();
}
function claim(rest) {
  const [line2 = ""] = rest.trimStart().split("\n", 1);
  const sentence2 = /^(.*?)(?:[.!](?=\s|$)|$)/.exec(line2)?.[1]?.trim() ?? "";
  if (!/\w/.test(sentence2) || sentence2.length > 120 || sentence2.startsWith("```")) return void 0;
  return sentence2;
}
function closingOption(text2) {
  const end = text2.slice(-200).trimEnd();
  const match = /\(([A-J])\)["”*]{0,3}[.!]?$/.exec(end) ?? /\b(?:is|are|option):? ["“*(]{0,3}([B-HJ])["”*)]{0,3}[.!]?$/.exec(end);
  if (match) return match[1];
  for (const option of end.matchAll(/\b(?:is|are|called|option):? ["“*(]{0,3}([A-J])[.):] /g)) {
    if (!/[.\n]/.test(end.slice(option.index + option[0].length, -1))) return option[1];
  }
  return void 0;
}
var refusal = /\b(?:I cannot|I can't|I can’t|I am unable|I'm unable|I don't know|I do not know|I'm sorry|I am sorry|as an AI)\b/i;
var torn = /^(?:```\w*\s*)?\{\s*"|\\boxed\{/;
function bare(text2) {
  const line2 = text2.trim();
  if (line2 === "" || line2.length > 60 || line2.includes("\n") || refusal.test(line2) || torn.test(line2))
    return void 0;
  return line2;
}
var rightHandSide = /^\s*(?:\*+\s*)?((?:\\\$?\s*|\$\s*)?-?[\d.,/]*\d%?)\s*(?:\*+\s*)?(?:[a-zA-Z]+\s*)?(?:(?:\\[)\]]|\$)\s*)?(?:[.!]\s*)?$/;
function equation(text2) {
  const sign = Math.max(text2.lastIndexOf("="), text2.lastIndexOf("\u2248"));
  return sign < 0 ? void 0 : rightHandSide.exec(text2.slice(sign + 1))?.[1];
}
function codeBlock(text2) {
  let code = "";
  for (const [, , content = ""] of text2.matchAll(/```(\w*)[ \t]*\n([^]*?)\n?```/g)) code = content;
  if (code.trim() === "") return void 0;
  const key = code.split("\n").map((line2) => line2.trimEnd()).filter((line2) => line2 !== "").join("\n");
  return { text: code, key, kind: "code" };
}

// src/der/evidence/ends.ts
function withoutEnds(text2, head, tail = head) {
  let from = 0;
  let to = text2.length;
  while (from < to && head.test(text2.charAt(from))) from += 1;
  while (to > from && tail.test(text2.charAt(to - 1))) to -= 1;
  return text2.slice(from, to);
}

// src/der/evidence/shortAnswer.ts
function isPlaceholder(text2) {
  const bare2 = withoutEnds(text2.trim(), /["'`*]/, /["'`*.]/);
  if (/\b(?:true|yes)\b.{0,20}\b(?:false|no)\b/i.test(bare2) && /\d|\bor\b|\//.test(bare2)) return true;
  return /^(?:x|xx+|\?+|_+|-+|\.{2,}|…|nan|n\/a|tbd|todo|none given|unknown|null|undefined)$/i.test(bare2) || /^(?:<[^<>]{0,60}>|\[[a-z][a-z _-]{0,60}\]|\{[a-z][a-z _-]{0,60}\}|\(?(?:your|the|final|insert|numeric(?:al)?|correct)[ _](?:[a-z]+[ _])?(?:answer|value|number|result|option|letter)(?: here)?\)?)$/i.test(
    bare2
  );
}
var months = "january february march april may june july august september october november december".split(
  " "
);

// src/der/evidence/kind.ts
var readCharacters2 = 2e4;
function readAnswer(answer, written, asked) {
  if (isProgram(answer, written, asked)) return { kind: "program", final: void 0 };
  const final = finalOf(answer, asked);
  const isShort = final !== void 0 || asked.options || isStructured(answer);
  return { kind: isShort ? "short" : "open", final };
}
function isProgram(answer, written, asked) {
  const code = written.blocks.filter(({ role }) => role === "program" || role === "diff");
  if (code.length === 0 || isForm(answer)) return false;
  if (asked.program) return true;
  if (asked.explanation || isStructured(answer)) return false;
  const length = code.reduce((sum4, { text: text2 }) => sum4 + text2.length, 0);
  return length * 2 >= answer.trim().length;
}
function isStructured(text2) {
  return /["']answer["']\s*:|\\boxed\{|<(?:answer|solution)>|^#{4}[ \t]*\S/im.test(text2);
}
function isForm(text2) {
  return /^\s*(?:```(?:json)?\s*)?\{/.test(text2) && /["']answer["']\s*:/i.test(text2);
}
var clause = /^(?:it|its|this|that|these|those|they|you|we|i|he|she|there|here|both|neither|not|depends|because|by|if|when|use|using|in|on|as|with|whether|that's|it's|you|your)\b(?!\s*$)/i;
function finalOf(answer, asked) {
  const read2 = answer.length <= readCharacters2 ? answer : `${answer.slice(0, readCharacters2 / 2)}
${answer.slice(-readCharacters2 / 2)}`;
  const final = finalAnswer(read2);
  if (!final || final.kind === "code" || isPlaceholder(final.text)) return void 0;
  if (isStructured(read2) || asked.options && final.kind === "option") return final;
  if (asked.explanation) return void 0;
  if (final.kind !== "text") return final;
  const words = final.text.split(/\s+/).length;
  return words <= 8 && !clause.test(final.text) ? final : void 0;
}

// src/der/evidence/blocks.ts
var mostBlocks = 500;
function blocksOf(text2) {
  const blocks = [];
  const prose = [];
  let open2;
  let lead = "";
  let number2 = 0;
  for (const line2 of linesOf(text2)) {
    number2 += 1;
    const fence = fenceOf(line2);
    if (open2) {
      if (fence && closes(fence, open2)) {
        blocks.push(blockOf(open2, true));
        open2 = void 0;
        lead = "";
      } else {
        open2.content.push(line2);
      }
    } else if (fence && blocks.length < mostBlocks) {
      open2 = { fence, lead, line: number2 + 1, content: [], depth: 0 };
    } else {
      prose.push(line2);
      if (line2.trim() !== "") lead = line2.slice(0, 300).trim();
    }
  }
  if (open2) blocks.push(blockOf(open2, false));
  return { blocks, prose: prose.join("\n") };
}
function linesOf(text2) {
  return text2.split("\n").map((line2) => line2.endsWith("\r") ? line2.slice(0, -1) : line2);
}
function fenceOf(line2) {
  let at = 0;
  let indent = 0;
  let quoted = false;
  for (; at < line2.length; at++) {
    const char = line2[at];
    if (char === " ") indent += 1;
    else if (char === "	") indent += 4;
    else if (char === ">") [quoted, indent] = [true, 0];
    else break;
  }
  const item = /^(?:[-*+]|\d{1,9}[.)])[ \t]+(?=```|~~~)/.exec(line2.slice(at, at + 40));
  if (item) at += item[0].length;
  const mark = line2[at];
  if (mark !== "`" && mark !== "~") return void 0;
  const from = at;
  while (line2[at] === mark) at += 1;
  if (at - from < 3) return void 0;
  const info = line2.slice(at).trim();
  if (mark === "`" && info.includes("`")) return void 0;
  return { mark, length: at - from, indent, info: info.slice(0, 1e3), quoted };
}
function closes(fence, open2) {
  const { fence: opening } = open2;
  if (fence.mark !== opening.mark || fence.indent > opening.indent + 3) return false;
  const markdown = isMarkdown(opening.info);
  if (fence.info !== "") {
    if (markdown && fence.length <= opening.length) open2.depth += 1;
    return false;
  }
  if (open2.depth > 0 && fence.length <= opening.length) {
    open2.depth -= 1;
    return false;
  }
  return fence.length >= opening.length;
}
function isMarkdown(info) {
  return /^(?:markdown|md|mdx)\b/i.test(info);
}
function blockOf({ fence, lead, line: line2, content }, closed) {
  const { tag, path } = infoOf(fence.info);
  const text2 = content.map((row) => unindented(row, fence)).join("\n");
  return { tag, path: path ?? pathIn(lead) ?? pathAtTop(text2), text: text2, line: line2, closed, lead };
}
function unindented(row, { indent, quoted }) {
  let at = 0;
  if (quoted) {
    while (row[at] === " " || row[at] === ">") at += 1;
    const mark = row.lastIndexOf(">", at);
    at = mark < 0 ? 0 : mark + (row[mark + 1] === " " ? 2 : 1);
    return row.slice(at);
  }
  for (let columns = 0; columns < indent && at < row.length; at++) {
    if (row[at] === " ") columns += 1;
    else if (row[at] === "	") columns += 4;
    else break;
  }
  return row.slice(at);
}
function infoOf(info) {
  const attributes = /^\{\s*\.?([\w+#-]+)/.exec(info);
  if (attributes) return { tag: attributes[1].toLowerCase(), path: void 0 };
  const [first = "", ...rest] = info.split(/\s+/);
  const colon = /^([\w+#-]+):(.+)$/.exec(first);
  const words = colon ? [colon[2], ...rest] : rest;
  const path = words.map(pathOfWord).find((word) => word !== void 0);
  if (colon) return { tag: colon[1].toLowerCase(), path };
  const own = pathOfWord(first);
  if (own !== void 0) return { tag: extensionOf(own), path: own };
  return { tag: first.toLowerCase().split(/[{,;]/, 1)[0], path };
}
function pathOfWord(word) {
  const value = word.slice(0, 400).replace(/^(?:title|file|filename|path|name)=/i, "");
  const bare2 = withoutEnds(value, /["'`({[]/, /["'`)}\],:;]/);
  return /^[\w@./\\ -]*\w\.[A-Za-z][A-Za-z0-9]{0,9}$/.test(bare2) ? bare2 : void 0;
}
function extensionOf(path) {
  return path.slice(path.lastIndexOf(".") + 1).toLowerCase();
}
function pathIn(lead) {
  if (lead.length > 160) return void 0;
  const words = lead.replace(/^[#>*\-\d.)\s]+/, "").split(/\s+/);
  const named = words.map((word) => pathOfWord(word.replace(/[*_`"']+/g, "")));
  const paths = named.filter((path) => path !== void 0);
  return paths.length === 1 && words.length <= 6 ? paths[0] : void 0;
}
function pathAtTop(text2) {
  const top = /^(?:\/\/|#|--|<!--|\/\*)[ \t]*(?:file(?:name)?:[ \t]*)?(\S{1,200})[ \t]*(?:(?:-->|\*\/)[ \t]*)?(?:\n|$)/i.exec(
    text2.slice(0, 300)
  );
  return top ? pathOfWord(top[1]) : void 0;
}

// src/der/evidence/languages.ts
var languages = [
  { name: "typescript", role: "program", tags: ["ts", "typescript", "mts", "cts", "deno"] },
  { name: "tsx", role: "program", tags: ["tsx", "typescriptreact"] },
  {
    name: "javascript",
    role: "program",
    tags: ["js", "javascript", "mjs", "cjs", "node", "nodejs", "es6", "ecmascript"]
  },
  { name: "jsx", role: "program", tags: ["jsx", "javascriptreact", "react"] },
  { name: "python", role: "program", tags: ["py", "python", "python3", "py3", "python2", "sage", "ipython"] },
  { name: "go", role: "program", tags: ["go", "golang"] },
  { name: "rust", role: "program", tags: ["rs", "rust"] },
  { name: "java", role: "program", tags: ["java"] },
  { name: "kotlin", role: "program", tags: ["kt", "kts", "kotlin"] },
  { name: "swift", role: "program", tags: ["swift"] },
  { name: "csharp", role: "program", tags: ["cs", "c#", "csharp"] },
  { name: "cpp", role: "program", tags: ["cpp", "c++", "cc", "cxx", "hpp", "h++"] },
  { name: "c", role: "program", tags: ["c", "h"] },
  { name: "ruby", role: "program", tags: ["rb", "ruby"] },
  { name: "php", role: "program", tags: ["php"] },
  { name: "sql", role: "program", tags: ["sql", "mysql", "postgresql", "psql", "sqlite", "plsql", "tsql"] },
  { name: "lua", role: "program", tags: ["lua"] },
  { name: "r", role: "program", tags: ["r", "rscript"] },
  { name: "scala", role: "program", tags: ["scala"] },
  { name: "haskell", role: "program", tags: ["hs", "haskell"] },
  { name: "perl", role: "program", tags: ["pl", "perl"] },
  { name: "dart", role: "program", tags: ["dart"] },
  {
    name: "bash",
    role: "shell",
    tags: [
      "sh",
      "bash",
      "zsh",
      "shell",
      "console",
      "terminal",
      "shell-session",
      "shellscript",
      "cli",
      "fish"
    ]
  },
  { name: "powershell", role: "shell", tags: ["powershell", "ps1", "pwsh", "cmd", "bat", "batch", "dos"] },
  { name: "diff", role: "diff", tags: ["diff", "patch", "udiff"] },
  { name: "json", role: "data", tags: ["json", "jsonc", "json5", "jsonl", "ipynb"] },
  { name: "yaml", role: "data", tags: ["yaml", "yml"] },
  {
    name: "toml",
    role: "data",
    tags: ["toml", "ini", "cfg", "conf", "env", "dotenv", "properties", "csv", "tsv"]
  },
  {
    name: "html",
    role: "markup",
    tags: ["html", "htm", "xml", "svg", "vue", "svelte", "jinja", "handlebars"]
  },
  { name: "css", role: "markup", tags: ["css", "scss", "less", "sass"] },
  { name: "markdown", role: "markup", tags: ["md", "markdown", "mdx", "latex", "tex", "math"] },
  {
    name: "text",
    role: "output",
    tags: [
      "text",
      "txt",
      "plaintext",
      "plain",
      "output",
      "log",
      "result",
      "stdout",
      "ascii",
      "none",
      "pycon",
      "mermaid"
    ]
  }
];
var byTag = new Map(languages.flatMap((language) => language.tags.map((tag) => [tag, language])));
var byName = new Map(languages.map((language) => [language.name, language]));
function taggedLanguage(tag) {
  const found = byTag.get(tag);
  return found && { language: found.name, role: found.role };
}
var looked = 6e3;
var marks = [
  ["diff", [/^diff --git /m, /^@@ -\d+/m, /^(?:---|\+\+\+) [ab]?\/?\S/m]],
  [
    "python",
    [
      /^[ \t]{0,40}(?:async )?def \w{1,80}\(/m,
      /^(?:from [\w.]{1,80} import |import \w{1,80}(?:$|[ ,.]))/m,
      /^[ \t]{0,40}(?:if|elif|for|while|with|try|else|except|class)\b[^\n{;]{0,200}:[ \t]{0,9}(?:#[^\n]*)?$/m,
      /^[ \t]{0,40}(?:return|print\(|elif |except |raise )[^\n;{]*$/m,
      /\bself\.|\b(?:None|True|False)\b|\blambda \w|\bin range\(/
    ]
  ],
  [
    "javascript",
    [
      /^[ \t]{0,40}(?:export )?(?:default )?(?:async )?function\b/m,
      /^[ \t]{0,40}(?:export )?(?:const|let|var) [\w${[]/m,
      /=> ?[{(\w]/,
      /\bconsole\.log\(|\brequire\(['"]|\bmodule\.exports\b|===|!==/,
      /^(?:import|export) [^\n]*(?:from )?['"][^'"\n]+['"];?$/m,
      /^[ \t]{0,40}class \w{1,80}(?: extends [\w.]{1,80})? \{/m
    ]
  ],
  [
    "bash",
    [
      /^(?:\$|>|#!\/) ?\S/m,
      /^(?:\$ )?(?:npm|npx|yarn|pnpm|pip3?|git|cd|mkdir|curl|wget|docker|sudo|apt(?:-get)?|brew|node|python3?|cargo|go|chmod|export|echo|source|ls|cat) [\w./@"'-]/m
    ]
  ],
  [
    "java",
    [
      /\bpublic (?:static |final |abstract )*(?:class|interface|enum|void)\b/,
      /\bSystem\.out\.|^import java/m
    ]
  ],
  ["csharp", [/^using System/m, /\bnamespace [\w.]+|\bConsole\.Write/]],
  ["cpp", [/^#include [<"]/m, /\bstd::|\bint main\(/]],
  ["go", [/^package \w+$/m, /^func (?:\(|\w)/m]],
  ["rust", [/\bfn \w{1,80}(?:<[^>\n]{0,80}>)?\(/, /\blet mut \b|\bimpl\b|\bprintln!\(/]],
  ["ruby", [/^[ \t]{0,40}def \w{1,80}[?!]?(?:\([^\n]*\))?$/m, /^[ \t]{0,40}end$/m]],
  ["php", [/<\?php/, /\$\w+ ?=[^\n]*;/]],
  ["sql", [/^(?:SELECT|INSERT INTO|UPDATE|CREATE TABLE|WITH|DELETE FROM)\b/im, /\bFROM\b[^\n]*|\bVALUES\b/]],
  ["html", [/^[ \t]{0,40}<(?:!DOCTYPE|html|div|head|body|svg|p|ul|script|style|template)\b/im]]
];
var typed2 = /[\w)\]?]: ?(?:string|number|boolean|void|unknown|any|never|null|Array<|Record<|Map<|Set<|Promise<|readonly )|^[ \t]{0,40}(?:export )?(?:interface|type) \w{1,80}[^\n=]{0,80}[={]|<T(?: extends [^>\n]{1,60})?>\(|\bas const\b/m;
function guessedLanguage(text2) {
  const head = text2.slice(0, looked);
  const trimmed = head.trim();
  if (/^[[{]/.test(trimmed) && isJson(text2)) return { language: "json", role: "data" };
  let best;
  let most = 0;
  for (const [name2, patterns] of marks) {
    const score = patterns.reduce((sum4, pattern) => sum4 + Number(pattern.test(head)), 0);
    if (score > most) [best, most] = [name2, score];
  }
  if (best === void 0) return void 0;
  const name = best === "javascript" && typed2.test(head) ? "typescript" : best;
  return { language: name, role: byName.get(name).role };
}
function isJson(text2) {
  if (text2.length > 2e5) return false;
  try {
    JSON.parse(text2);
    return true;
  } catch {
    return false;
  }
}

// src/der/evidence/programFiles.ts
function joinedFiles(blocks) {
  if (blocks.length === 1) return blocks[0].text;
  const names = blocks.map(({ path }, at) => moduleName(path) ?? `block ${at}`);
  const siblings = new Set(names);
  const wants = blocks.map(({ text: text2 }) => importsOf(text2).filter((name) => siblings.has(name)));
  const order = [];
  const state = /* @__PURE__ */ new Map();
  const visit = (at) => {
    if (state.has(at)) return;
    state.set(at, "open");
    for (const name of wants[at]) visit(names.indexOf(name));
    state.set(at, "done");
    order.push(at);
  };
  blocks.forEach((_, at) => visit(at));
  const last = order.at(-1);
  return order.map((at) => withoutImports(blocks[at].text, blocks.length > 1 ? siblings : /* @__PURE__ */ new Set())).map(
    (text2, place) => order[place] === last ? text2 : text2.replace(/^export default (?=(?:async )?(?:function|class)\b)/m, "")
  ).join("\n\n");
}
function moduleName(path) {
  return path?.split(/[/\\]/).at(-1)?.replace(/\.\w{1,10}$/, "");
}
var relativeImport = /^[ \t]*(?:import\s{1,9}(?:type\s{1,9})?([^'";]{0,400}?)\s{1,9}from\s{1,9}|import\s{1,9}|(?:const|let|var)\s{1,9}([^=;]{1,400})=\s{0,9}require\()['"](\.{1,2}\/[^'"\n]{1,200})['"]\)?;?[ \t]*$/gm;
var pythonImport = /^from\s+\.{0,2}([\w.]{1,100})\s+import\s+([^\n#]{1,400})$/gm;
function importsOf(text2) {
  const found = [...text2.matchAll(relativeImport)].map(
    (match) => moduleName(match[3].replace(/\.[jt]sx?$/, ""))
  );
  const python = [...text2.matchAll(pythonImport)].map((match) => match[1].split(".").at(-1));
  return [...found, ...python].filter((name) => name !== void 0);
}
function withoutImports(text2, siblings) {
  return text2.replace(
    relativeImport,
    (whole, names, required, path) => isSibling(path.replace(/\.[jt]sx?$/, ""), siblings) ? renamed(names ?? required ?? "", "as|:", "const ") : whole
  ).replace(
    pythonImport,
    (whole, module, names) => siblings.has(module.split(".").at(-1)) ? renamed(names.replace(/[()]/g, ""), "as", "") : whole
  );
}
function isSibling(path, siblings) {
  return siblings.has(moduleName(path) ?? "");
}
function renamed(names, word, declare) {
  const pairs = new RegExp(
    String.raw`([\w$]+)\s*(?:\s${word.split("|")[0]}\s${word.includes(":") ? "|:" : ""})\s*([\w$]+)`,
    "g"
  );
  return [...names.matchAll(pairs)].filter(([, name, alias]) => name !== alias).map(([, name, alias]) => `${declare}${alias} = ${name}`).join("\n");
}

// src/der/evidence/sourceText.ts
var longest2 = 4e3;
var closing = { "(": ")", "[": "]", "{": "}" };
function balancedEnd(text2, from) {
  const stack = [];
  const limit = Math.min(text2.length, from + longest2);
  for (let at = from; at < limit; at++) {
    const char = text2.charAt(at);
    if (char === '"' || char === "'" || char === "`") {
      const end = stringEnd(text2, at, limit);
      if (end === void 0) return void 0;
      at = end - 1;
    } else if (Object.hasOwn(closing, char)) {
      stack.push(closing[char]);
    } else if (char === ")" || char === "]" || char === "}") {
      if (stack.pop() !== char) return void 0;
      if (stack.length === 0) return at + 1;
    }
  }
  return void 0;
}
function stringEnd(text2, from, limit) {
  const quote = text2.charAt(from);
  const mark = quote !== "`" && text2.startsWith(quote.repeat(3), from) ? quote.repeat(3) : quote;
  for (let at = from + mark.length; at < limit; at++) {
    if (text2[at] === "\\") at += 1;
    else if (text2.startsWith(mark, at)) return at + mark.length;
    else if (text2[at] === "\n" && mark.length === 1 && quote !== "`") return void 0;
  }
  return void 0;
}
function splitOutside(text2, separator) {
  const parts = [];
  let start = 0;
  for (let at = 0; at < text2.length; at++) {
    const char = text2.charAt(at);
    if (char === '"' || char === "'" || char === "`") {
      const end = stringEnd(text2, at, text2.length);
      if (end === void 0) return void 0;
      at = end - 1;
    } else if (Object.hasOwn(closing, char)) {
      const end = balancedEnd(text2, at);
      if (end === void 0) return void 0;
      at = end - 1;
    } else if (text2.startsWith(separator, at)) {
      parts.push(text2.slice(start, at));
      at += separator.length - 1;
      start = at + 1;
    }
  }
  parts.push(text2.slice(start));
  return parts;
}

// src/der/evidence/signatures.ts
var mostSignatures = 200;
var header = /^(export\s{1,9})?(default\s{1,9})?(?:declare\s{1,9})?(?:(?:async\s{1,9})?(def|function)\b\s{0,9}\*?\s{0,9}([\w$]{0,80})|(?:abstract\s{1,9})?(class)\s{1,9}([\w$]{1,80})|(const|let|var)\s{1,9}([\w$]{1,80})\s{0,9}(?::[^=\n]{1,300})?=(?!=)\s{0,9}|([A-Za-z_]\w{0,80})\s{0,9}=(?!=)\s{0,9}(?=lambda\b))/gm;
function signaturesIn(source) {
  const found = [];
  const named = exportedNames(source);
  for (const match of source.matchAll(header)) {
    if (found.length >= mostSignatures) break;
    const [whole, exporting, byDefault, def, functionName, cls, className, declared, constName, lambda] = match;
    const end = match.index + whole.length;
    const name = functionName || className || constName || lambda || (byDefault && def ? "default" : "");
    if (name === "") continue;
    const exportedAs = exporting === void 0 ? named.get(name) : byDefault ? "default" : name;
    const shape = cls ? { kind: "class", params: constructorOf(source, end), returns: void 0 } : declared !== void 0 || lambda !== void 0 ? valueShape(source, end) : { kind: "function", ...parametersAt(source, skipGenerics(source, end)) };
    found.push({ name, exportedAs, at: match.index, ...shape });
  }
  return found;
}
function exportedNames(source) {
  const names = /* @__PURE__ */ new Map();
  const lists = /^(?:module\.exports\s{0,9}=|export)\s{0,9}(?:\{([^}]{0,2000})\}|(default\s{1,9})?([\w$]{1,80})\s{0,9};?$)|^(?:module\.)?exports\.([\w$]{1,80})\s{0,9}=/gm;
  for (const [whole, list, byDefault, single, member] of source.matchAll(lists)) {
    for (const part of (list ?? member ?? "").split(",")) {
      const [, name, alias] = /^\s*([\w$]+)(?:\s+as\s+([\w$]+))?/.exec(part) ?? [];
      if (name !== void 0) names.set(name, alias ?? name);
    }
    if (single !== void 0 && (byDefault || whole.startsWith("module"))) names.set(single, "default");
  }
  return names;
}
function valueShape(source, from) {
  const rest = source.slice(from, from + 400);
  const lambda = /^lambda\b([^:\n]*):/.exec(rest);
  if (lambda) return { kind: "function", params: parametersOf(lambda[1]), returns: void 0 };
  const single = /^(?:async\s{1,9})?([A-Za-z_$][\w$]*)\s{0,9}=>/.exec(rest);
  if (single) {
    return { kind: "function", params: parametersOf(single[1]), returns: void 0 };
  }
  const opening = /^(?:async\s{1,9})?(?:function\b\s{0,9}\*?\s{0,9}[\w$]{0,80}\s{0,9})?(?:<[^>\n]{0,200}>\s{0,9})?(?=\()/.exec(
    rest
  );
  if (!opening) return { kind: "value", params: [], returns: void 0 };
  const { params, returns, end } = parametersAt(source, from + opening[0].length);
  const after = end === void 0 ? "" : source.slice(end, end + 300);
  const isFunction = /function/.test(opening[0]) || /^\s{0,9}(?::[^=\n]{1,200})?=>/.test(after);
  return isFunction ? { kind: "function", params, returns } : { kind: "value", params: [], returns: void 0 };
}
function skipGenerics(source, from) {
  const generics = /^\s{0,9}<[^(\n]{0,200}>(?=\()/.exec(source.slice(from, from + 240));
  return from + (generics?.[0].length ?? 0);
}
function parametersAt(source, from) {
  const open2 = source.slice(from, from + 20).search(/\S/) + from;
  if (source[open2] !== "(") return { params: [], returns: void 0, end: void 0 };
  const end = balancedEnd(source, open2);
  if (end === void 0) return { params: [], returns: void 0, end };
  const returns = /^\s{0,9}(?:->|:)\s{0,9}([^{=\n]{1,120}?)\s{0,9}(?:[{\n]|=>|:?\s*$)/.exec(
    source.slice(end, end + 160)
  );
  return {
    params: parametersOf(source.slice(open2 + 1, end - 1)),
    returns: returns?.[1]?.replace(/:$/, ""),
    end
  };
}
function parametersOf(inside3) {
  const masked = inside3.replace(/<[^<>()]{0,200}>/g, (generic) => generic.replaceAll(",", ""));
  const parts = splitOutside(masked.replace(/=>/g, ""), ",") ?? [];
  return parts.flatMap((part) => {
    const text2 = part.replaceAll("", ",").replaceAll("", "=>").replace(/^\s*(?:(?:public|private|protected|readonly)\s+)*/, "").trim();
    if (text2 === "" || text2 === "*" || text2 === "/" || /^(?:self|cls|this)\b/.test(text2)) return [];
    const [, rest = "", name = text2, question, type, value] = /^(\*{1,2}|\.{3})?([\w$]+|[{[][^:]*[}\]])\s*(?:(\?)\s*)?(?::([^=]+(?:=>[^=]+)?))?(=[^>].*)?$/s.exec(
      text2
    ) ?? [];
    return [
      {
        name: rest + name,
        type: type?.trim(),
        optional: rest !== "" || question !== void 0 || value !== void 0
      }
    ];
  });
}
function constructorOf(source, from) {
  const body = source.slice(from, from + 6e3);
  const end = /\n(?=[^\s})\]#/@])/.exec(body)?.index ?? body.length;
  const own = /^[ \t]{1,40}(?:def __init__|constructor)\s{0,9}(?=\()/m.exec(body.slice(0, end));
  return own ? parametersAt(source, from + own.index + own[0].length).params : [];
}

// src/der/evidence/program.ts
var readCharacters3 = 4e5;
var runnable = /* @__PURE__ */ new Set(["javascript", "typescript", "python"]);
function writtenIn(answer, asked) {
  const { blocks, prose } = codeOf(answer.slice(0, readCharacters3));
  const programs2 = blocks.filter(({ role }) => role === "program");
  const language = languageOf(programs2, asked);
  const none = { blocks, prose, language, signatures: [], code: "" };
  if (language === void 0) {
    const change = blocks.some(({ role }) => role === "diff");
    return {
      ...none,
      program: void 0,
      cannot: change ? "It is a change of a file, not a program." : void 0
    };
  }
  const own = programs2.filter((block) => sameFamily(block.language, language));
  if (!runnable.has(language)) {
    return { ...none, program: void 0, cannot: `Programs in ${language} are not run.` };
  }
  const kept = chosen(own);
  const source = completed(joinedFiles(kept), language, asked);
  const signatures = signaturesIn(source);
  const code = own.map(({ text: text2 }) => text2).join("\n\n");
  return {
    blocks,
    prose,
    language,
    cannot: void 0,
    program: { language, source },
    signatures,
    code
  };
}
function codeOf(answer) {
  const { blocks, prose } = blocksOf(answer);
  const [only] = blocks;
  if (only && blocks.length === 1 && /^(?:markdown|md|mdx)$/.test(only.tag)) {
    const inner = blocksOf(only.text);
    if (inner.blocks.length > 0) {
      return {
        blocks: inner.blocks.map((block) => coded(block, only.line - 1)),
        prose: `${prose}
${inner.prose}`
      };
    }
  }
  if (blocks.length > 0) return { blocks: blocks.map((block) => coded(block, 0)), prose };
  const bare2 = bareCode(answer);
  return bare2 ? { blocks: [bare2.block], prose: bare2.prose } : { blocks: [], prose };
}
function coded({ tag, text: text2, path, line: line2, lead }, offset2) {
  const place = { text: text2, path, line: line2 + offset2 };
  const extension = path?.slice(path.lastIndexOf(".") + 1).toLowerCase();
  const tagged2 = taggedLanguage(tag) ?? (tag === "" && extension ? taggedLanguage(extension) : void 0);
  if (tagged2 && isSession(text2)) return { language: tagged2.language, role: "output", ...place };
  if (tagged2) return { ...tagged2, ...place };
  if (tag !== "") return { language: tag, role: "output", ...place };
  if (/\b(?:outputs?|prints?|result|returns|yields)\b[^.]{0,40}:\**$/i.test(lead)) {
    return { language: "text", role: "output", ...place };
  }
  const guess = guessedLanguage(text2);
  return guess ? { ...guess, ...place } : { language: "", role: "output", ...place };
}
function isSession(text2) {
  return /^\s*(?:>>> |In \[\d+\]:)/.test(text2);
}
var codeStart = /^(?:(?:from|import|def|class|async def|function|async function|const|let|var|export|interface|type|public|package|use|fn|func|#include)\b|@\w|[ \t]+\S)/;
var sentence = /^(?:\d+\. |[-*] )?[A-Z][\w'’]*,?\s+(?:[a-z][\w'’,-]*\s+){3,}/;
function bareCode(text2) {
  const lines2 = text2.split(/\r?\n/);
  const from = lines2.findIndex((line2) => codeStart.test(line2) && !sentence.test(line2.trim()));
  if (from < 0) return void 0;
  const rest = lines2.slice(from);
  const length = rest.findIndex((line2, at) => at > 0 && sentence.test(line2) && !/[=;{]|\)\s*$/.test(line2));
  const code = (length < 0 ? rest : rest.slice(0, length)).join("\n");
  const guess = guessedLanguage(code);
  if (guess?.role !== "program") return void 0;
  const prose = [...lines2.slice(0, from), ...length < 0 ? [] : rest.slice(length)].join("\n");
  return { block: { ...guess, text: code, path: void 0, line: from + 1 }, prose };
}
function sameFamily(a, b) {
  const family = (language) => /^(?:typescript|javascript)$/.test(language) ? "js" : language;
  return family(a) === family(b);
}
function languageOf(programs2, asked) {
  const sizes = /* @__PURE__ */ new Map();
  for (const { language, text: text2 } of programs2) sizes.set(language, (sizes.get(language) ?? 0) + text2.length);
  if (asked.language !== void 0 && sizes.has(asked.language)) return asked.language;
  const most = [...sizes].sort(([, a], [, b]) => b - a)[0]?.[0];
  return most === "javascript" && sizes.has("typescript") ? "typescript" : most;
}
function chosen(blocks) {
  const named = blocks.map((block) => ({ block, names: definedIn(block.text) }));
  const defining = named.filter(({ block, names }) => names.length > 0 && !isTests(block));
  if (defining.length === 0) return blocks.length > 0 ? [blocks.at(-1)] : [];
  return defining.filter(({ names }, at) => {
    const later = new Set(defining.slice(at + 1).flatMap((other) => other.names));
    return !names.some((name) => later.has(name));
  }).map(({ block }) => block);
}
function definedIn(text2) {
  return signaturesIn(text2).flatMap(({ name, kind }) => kind === "value" ? [] : [name]);
}
function isTests({ path, text: text2 }) {
  if (path !== void 0 && /(?:^|[/\\_.-])(?:tests?|spec)s?(?:[/\\_.-]|$)/i.test(path)) return true;
  return /^[^\S\n\r\u2028\u2029]*(?:describe|it|test)\(\s*['"`]/m.test(text2) || /^(?:import (?:unittest|pytest)\b|class \w+\((?:unittest\.)?TestCase\)|from (?:vitest|jest)\b)/m.test(
    text2
  ) || /\bfrom ['"](?:vitest|@jest\/globals|node:test|jest|chai|ava)['"]/.test(text2);
}
function completed(source, language, asked) {
  if (language !== "python" || asked.prelude === "" && asked.stub === "") return source;
  const defines = signaturesIn(source).some(({ kind }) => kind !== "value");
  const body = !defines && /^(?:[ \t]*(?:#[^\n]*)?\n)*[ \t]+\S/.test(source);
  return body ? `${asked.prelude}${asked.stub.trimEnd()}
${source}` : `${asked.prelude}
${source}`;
}

// src/der/evidence/answerSignals.ts
var readCharacters4 = 2e4;
function signsOf(text2, asked) {
  const read2 = text2.length <= readCharacters4 ? text2 : `${text2.slice(0, readCharacters4 / 2)}
${text2.slice(-readCharacters4 / 2)}`;
  const final = finalAnswer(read2);
  return {
    kind: readAnswer(read2, writtenIn(read2, asked), asked).kind,
    content: contentOf(read2),
    final: final?.key,
    option: final?.kind === "option",
    empty: read2.trim() === "",
    refusal: isRefusal(read2),
    cutOff: looksCutOff(read2),
    logLength: Math.log1p(text2.length)
  };
}
var refusalAtStart = /^[\s"'{*]*(?:(?:reasoning|answer)["']?\s*:\s*["']?)?(?:(?:I['’]m |I am )?(?:very |so )?sorry\b|I (?:apologi[sz]e|cannot|can['’]t|can not|won['’]t|am unable|['’]m unable|am not able|do not know|don['’]t know)\b|I['’]m (?:unable|not able)\b|Unfortunately, I\b|As an AI\b)/i;
function isRefusal(text2) {
  return text2.length < 1500 && refusalAtStart.test(text2);
}
function looksCutOff(text2) {
  const trimmed = text2.trimEnd();
  if (trimmed === "") return false;
  const fences = trimmed.match(/^[^\S\n\r\u2028\u2029]*```/gm)?.length ?? 0;
  if (fences % 2 === 1 && !trimmed.endsWith("```")) return true;
  if (/^\s*(?:```\w*\s*)?\{/.test(trimmed) && !/[}\]](?:\s*```)?$/.test(trimmed)) return true;
  return trimmed.length > 80 && /(?:[,:;(=+*/\\-]|\b(?:the|a|an|of|and|or|to|is|are|that|with|by|so|we))$/i.test(trimmed);
}

// src/learn/episodes/handOver.ts
var spread = 0.25;
function fitHandOver(transitions) {
  const debates = transitions.filter(
    ({ setting, peersCorrect: peersCorrect2 }) => setting === "peer-debate" && peersCorrect2 !== null
  );
  const wrongBefore = debates.filter((one) => one.previousQuality < 0.5 && one.peersCorrect > 0);
  const rightBefore = debates.filter((one) => one.previousQuality >= 0.5 && one.peersCorrect === 1);
  return {
    right: share(wrongBefore, ({ quality: quality2 }) => quality2 >= 0.5),
    wrong: share(rightBefore, ({ quality: quality2 }) => quality2 < 0.5)
  };
}
function rangeAround({ right, wrong }) {
  const shift = (by) => ({ right: inside(right + by), wrong: inside(wrong + by) });
  return { low: shift(-spread), high: shift(spread) };
}
function drawRates({ low, high }, random) {
  return { right: random.uniform(low.right, high.right), wrong: random.uniform(low.wrong, high.wrong) };
}
function adopts(rates, shownQuality, random) {
  return random.uniform() < (shownQuality >= 0.5 ? rates.right : rates.wrong);
}
function share(items, holds) {
  if (items.length === 0) {
    throw new Error(
      'The transitions hold no debate to fit the hand-over on. Add rows with the setting "peer-debate".'
    );
  }
  return items.filter(holds).length / items.length;
}
function inside(rate) {
  return Math.min(0.95, Math.max(0.05, rate));
}

// src/learn/episodes/randomRoutes.ts
function randomRoute(context, options, random) {
  const length = Math.min(context.pool.length, 1 + random.integer(options.most));
  const authors = random.shuffle(context.pool.map((_, index) => index)).slice(0, length);
  const { handOver, damaged = 0 } = options;
  const rates = handOver && random.uniform() < handOver.share ? drawRates(handOver.range, random) : void 0;
  const answers = [];
  const shown = [];
  for (const [step, author] of authors.entries()) {
    const own = context.answers[author];
    const earlier = rates && step > 0 ? random.integer(step) : void 0;
    const before = earlier === void 0 ? void 0 : answers[earlier];
    const given = before && adopts(rates, before.quality, random) ? before : own;
    answers.push(random.uniform() < damaged ? damage(given, context, random) : given);
    shown.push(earlier === void 0 ? [] : [earlier]);
  }
  return { context, authors, answers, shown };
}
function damage(answer, context, random) {
  const { torn: torn2 } = answer;
  const { asked } = context.prompt.signals;
  const bad = (text2) => ({ signs: signsOf(text2, asked), quality: 0 });
  const ways = [
    () => torn2,
    () => bad(""),
    () => bad(refusals[random.integer(refusals.length)]),
    () => context.prompt.question === null ? void 0 : bad(context.prompt.question),
    () => offTopic(answer, context, random)
  ];
  return ways[random.integer(ways.length)]() ?? torn2 ?? bad("");
}
var refusals = [
  "I'm sorry, but I cannot help with that.",
  "I am unable to answer this question.",
  "Unfortunately, I can't assist with this request. Please ask something else.",
  "As an AI language model, I do not have the ability to do this. I would recommend that you ask an expert."
];
function offTopic({ signs: signs2 }, { table, prompt }, random) {
  if (signs2.kind !== "open") return void 0;
  const index = random.integer(table.prompts.length);
  if (table.prompts[index].group === prompt.group) return void 0;
  const given = table.answers[index].filter((one) => one?.signs.kind === "open");
  const other = given[random.integer(Math.max(1, given.length))];
  return other && { signs: other.signs, quality: 0 };
}
function evidenceOf(route, count2, belief) {
  const { context, authors, answers, shown } = route;
  const given = authors.slice(0, count2).map((author, index) => ({
    expert: context.pool[author].id,
    text: "",
    shown: shown[index],
    verified: false,
    finish: "stop",
    fromWorkspace: false
  }));
  return weigh(
    {
      state: {
        question: context.prompt.question ?? "",
        answers: given,
        judged: [],
        knobs: defaultKnobs,
        stepsLeft: 0,
        spent: 0
      },
      pool: context.pool,
      skills: context.skills,
      embedding: context.prompt.embedding,
      familiarity: context.familiarity,
      question: context.prompt.signals,
      signs: answers.slice(0, count2).map(({ signs: signs2 }) => signs2)
    },
    belief
  );
}

// src/learn/terminator/terminatorNetwork.ts
var width = 48;
function terminatorInputs(graph) {
  return {
    answers: graph.input("answers", ["batch", "answers", answerFeatures.length]),
    programs: graph.input("programs", ["batch", "answers", programFeatures.length]),
    open: graph.input("open", ["batch", "answers", openFeatures.length]),
    kinds: graph.input("kinds", ["batch", "answers", answerKinds.length]),
    excess: graph.input("excess", ["batch", "answers"]),
    given: graph.input("given", ["batch", "answers"], "bool")
  };
}
function terminatorNetwork(inputs) {
  const { programs: programs2, open: open2, kinds } = inputs;
  const byKind = concat(
    [
      unsqueeze(shortNetwork(inputs), -1),
      dense("terminator.programs", programs2, 1),
      dense("terminator.open", open2, 1)
    ],
    -1
  );
  return sum(mul(byKind, kinds), -1);
}
function shortNetwork({ answers, excess, given }) {
  const mask = unsqueeze(given, -1);
  const alone = relu(dense("terminator.answers", answers));
  const pooled = concat([maskedMean(alone, mask, 1), maskedMax(alone, mask, 1)], -1);
  const together = relu(
    add(dense("terminator.together", alone), unsqueeze(dense("terminator.route", pooled), 1))
  );
  const evidence = add(dense("terminator.evidence", together, 1), dense("terminator.direct", answers, 1));
  const doubt = softplus(dense("terminator.doubt", together, 1));
  return add(squeeze(evidence, -1), neg(mul(squeeze(doubt, -1), excess)));
}
function calibrated(logOdds, { kinds }) {
  const { graph } = logOdds;
  const scale2 = graph.parameter("calibration.scale", [answerKinds.length], filled(1));
  const shift = graph.parameter("calibration.shift", [answerKinds.length], zeros);
  return add(mul(logOdds, sum(mul(kinds, scale2), -1)), sum(mul(kinds, shift), -1));
}
function dense(name, x, outputs = width) {
  const inputs = x.shape.at(-1);
  const initialiser = outputs === 1 ? glorotUniform(0.1) : heNormal();
  const weights2 = x.graph.parameter(`${name}.weights`, [inputs, outputs], initialiser);
  return linear(x, weights2, x.graph.parameter(`${name}.bias`, [outputs], zeros));
}

// src/learn/terminator/terminatorTraining.ts
function exampleOf(route, belief) {
  const input = terminatorInput(evidenceOf(route, route.answers.length, belief));
  return { ...input, quality: Float32Array.from(route.answers, ({ quality: quality2 }) => quality2) };
}
var defaultTerminatorTraining = {
  epochs: 6,
  batch: 256,
  learningRate: 3e-3
};
async function trainTerminator(examples, random, options) {
  const trainer = await Trainer.create(terminatorObjective, {
    seed: options.seed,
    adam: { weightDecay: 1e-4 }
  });
  try {
    const order = examples.map((_, index) => index);
    const stepsPerEpoch = Math.ceil(examples.length / options.batch);
    const steps = options.epochs * stepsPerEpoch;
    for (let epoch = 0, step = 0; epoch < options.epochs; epoch++) {
      random.shuffle(order);
      let total = 0;
      for (let at = 0; at < order.length; at += options.batch, step++) {
        const batch = order.slice(at, at + options.batch).map((index) => examples[index]);
        const { loss } = await trainer.step(options.learningRate * schedule(step / steps), batchOf(batch));
        total += loss;
      }
      options.onEpoch?.(epoch, total / stepsPerEpoch);
    }
    return trainer.parameters;
  } finally {
    await trainer.release();
  }
}
function terminatorObjective(graph) {
  const inputs = terminatorInputs(graph);
  const quality2 = graph.input("quality", ["batch", "answers"]);
  const given = cast(inputs.given);
  const losses = mul(binaryCrossEntropy(terminatorNetwork(inputs), quality2), given);
  return { loss: div(sum(losses), sum(given)) };
}
function schedule(progress) {
  const warmUp = 0.05;
  if (progress < warmUp) return (progress + 1e-3) / warmUp;
  return 0.5 * (1 + Math.cos(Math.PI * (progress - warmUp) / (1 - warmUp)));
}
function batchOf(examples) {
  const longest3 = Math.max(...examples.map(({ quality: quality2 }) => quality2.length));
  const dims = [examples.length, longest3];
  const padded = (of, size2) => {
    const stride = longest3 * (size2 ?? 1);
    const data = new Float32Array(examples.length * stride);
    examples.forEach((example, row) => data.set(of(example), row * stride));
    return { type: "float32", data, dims: size2 === void 0 ? dims : [...dims, size2] };
  };
  const given = new Uint8Array(examples.length * longest3);
  examples.forEach(({ quality: quality2 }, row) => given.fill(1, row * longest3, row * longest3 + quality2.length));
  return {
    answers: padded((one) => one.answers, answerFeatures.length),
    programs: padded((one) => one.programs, programFeatures.length),
    open: padded((one) => one.open, openFeatures.length),
    kinds: padded((one) => one.kinds, answerKinds.length),
    excess: padded((one) => one.excess),
    quality: padded((one) => one.quality),
    given: { type: "bool", data: given, dims }
  };
}
function inputsOf2({ quality: _, ...inputs }) {
  return inputs;
}

// src/lab/training/gatedEncoder.ts
var width2 = 32;
var epochs = 12;
var batchSize = 128;
var learningRate = 2e-3;
function gated(x) {
  const { graph } = x;
  const weights2 = (name, inputs, outputs, gain) => graph.parameter(`encoder.gate.${name}`, [inputs, outputs], glorotUniform(gain));
  const value = matmul(x, weights2("value", embeddingSize, width2, 1));
  const open2 = sigmoid(matmul(x, weights2("open", embeddingSize, width2, 1)));
  const moved = add(x, matmul(mul(value, open2), weights2("out", width2, embeddingSize, 0.1)));
  return div(moved, sqrt(add(sum(square(moved), -1, true), 1e-12)));
}
function outcomesOf(sources2, embeddings) {
  const experts = sources2.reduce((total, source) => total + source.experts.length, 0);
  let first = 0;
  return sources2.flatMap((source) => {
    const start = first;
    first += source.experts.length;
    return source.prompts.flatMap(({ id }, index) => {
      const embedding = embeddings.get(id);
      if (embedding === void 0 || !source.answers[index].some(Boolean)) return [];
      const quality2 = new Float32Array(experts).fill(NaN);
      source.answers[index].forEach((answer, at) => {
        if (answer) quality2[start + at] = answer.quality;
      });
      return [{ embedding, quality: quality2 }];
    });
  });
}
async function trainGate(outcomes, random, seed) {
  const experts = outcomes[0].quality.length;
  const objective = (graph) => {
    const embedding = gated(graph.input("embedding", ["batch", embeddingSize]));
    const directions = graph.parameter("directions", [embeddingSize, experts], glorotUniform(1));
    const logOdds = linear(embedding, directions, graph.parameter("rates", [experts], zeros));
    const given = cast(graph.input("given", ["batch", experts], "bool"));
    const losses = mul(binaryCrossEntropy(logOdds, graph.input("quality", ["batch", experts])), given);
    return { loss: div(sum(losses), sum(given)) };
  };
  const trainer = await Trainer.create(objective, { seed, adam: { weightDecay: 1e-3 } });
  try {
    const order = outcomes.map((_, index) => index);
    const steps = epochs * Math.ceil(order.length / batchSize);
    for (let epoch = 0, step = 0; epoch < epochs; epoch++) {
      random.shuffle(order);
      for (let at = 0; at < order.length; at += batchSize, step++) {
        const batch = order.slice(at, at + batchSize).map((index) => outcomes[index]);
        await trainer.step(learningRate * schedule(step / steps), batchOf2(batch));
      }
    }
    return new Map([...trainer.parameters].filter(([name]) => name.startsWith("encoder.gate.")));
  } finally {
    await trainer.release();
  }
}
function batchOf2(batch) {
  const experts = batch[0].quality.length;
  const embedding = new Float32Array(batch.length * embeddingSize);
  const quality2 = new Float32Array(batch.length * experts);
  const given = new Uint8Array(batch.length * experts);
  batch.forEach((outcome, row) => {
    embedding.set(outcome.embedding, row * embeddingSize);
    outcome.quality.forEach((value, expert) => {
      if (Number.isNaN(value)) return;
      quality2[row * experts + expert] = value;
      given[row * experts + expert] = 1;
    });
  });
  return {
    embedding: { type: "float32", data: embedding, dims: [batch.length, embeddingSize] },
    quality: { type: "float32", data: quality2, dims: [batch.length, experts] },
    given: { type: "bool", data: given, dims: [batch.length, experts] }
  };
}

// src/learn/graph/indexing.ts
function gather(x, indices, axis = 0) {
  const at = resolveAxis(axis, x.shape.length);
  const shape = x.shape.toSpliced(at, 1, ...indices.shape);
  return x.graph.operation(
    "Gather",
    [x, indices],
    { shape, type: x.type },
    { attributes: { axis: at }, derivative: (d) => [scatterSlices(d, indices, x.shape, at)] }
  );
}
function scatterSlices(slices, indices, shape, axis) {
  const { graph } = slices;
  const rest = shape.map((_, other) => other).filter((other) => other !== axis);
  const order = [axis, ...rest];
  const indexAxes = indices.shape.map((_, offset2) => axis + offset2);
  const sliceAxes = slices.shape.map((_, other) => other).filter((other) => !indexAxes.includes(other));
  const front = axis === 0 ? slices : transpose(slices, [...indexAxes, ...sliceAxes]);
  const target = order.map((other) => dimAt(shape, other));
  const positions = unsqueeze(cast(indices, "int64"), -1);
  const summed = graph.operation(
    "ScatterND",
    [zerosOf(slices, target), positions, front],
    { shape: target, type: slices.type },
    { attributes: { reduction: "add" } }
  );
  return axis === 0 ? summed : transpose(
    summed,
    shape.map((_, other) => order.indexOf(other))
  );
}
function zerosOf(like, shape) {
  const { graph, type } = like;
  return graph.once(`zeros ${type} ${describe(shape)}`, () => {
    const inputs = [graph.constant(0, type), shapeVector(graph, shape)];
    return graph.operation("Expand", inputs, { shape, type });
  });
}

// src/lab/training/encoderNetwork.ts
var tableName = "encoder.table";
var centresName = "encoder.centres";
var unfamiliar = 0.45;
var familiar = 0.6;
function encoderNetwork(graph, design = "grams") {
  const rows2 = graph.input("rows", ["tokens", gramsPerToken], "int64");
  const weights2 = graph.input("weights", ["tokens", gramsPerToken]);
  const table = graph.parameter(tableName, [buckets, embeddingSize], normal(1));
  const tokens = sum(mul(gather(table, rows2), unsqueeze(weights2, -1)), 1);
  graph.output("tokens", tokens);
  const embedding = normalised3(sum(tokens, 0));
  graph.output("embedding", design === "gated" ? squeeze(gated(unsqueeze(embedding, 0)), 0) : embedding);
  const directions = graph.parameter(
    centresName,
    [embeddingSize, centres],
    normal(1 / Math.sqrt(embeddingSize))
  );
  const nearest2 = max(squeeze(matmul(unsqueeze(embedding, 0), directions), 0));
  graph.output("familiarity", clip(div(sub(nearest2, unfamiliar), familiar - unfamiliar), 0, 1));
}
function normalised3(x) {
  return div(x, maximum(sqrt(sum(square(x))), 1e-12));
}

// src/lab/training/linearAlgebra.ts
function orthonormalise(matrix, rows2, columns) {
  for (let pass = 0; pass < 2; pass++) {
    for (let column = 0; column < columns; column++) {
      for (let earlier = 0; earlier < column; earlier++) {
        subtract(matrix, rows2, columns, column, earlier);
      }
      scaleToOne(matrix, rows2, columns, column);
    }
  }
}
function subtract(matrix, rows2, columns, a, b) {
  let overlap = 0;
  for (let row = 0; row < rows2; row++) overlap += matrix[row * columns + a] * matrix[row * columns + b];
  for (let row = 0; row < rows2; row++) matrix[row * columns + a] -= overlap * matrix[row * columns + b];
}
function scaleToOne(matrix, rows2, columns, column) {
  let square2 = 0;
  for (let row = 0; row < rows2; row++) square2 += matrix[row * columns + column] ** 2;
  const factor = square2 > 1e-24 ? 1 / Math.sqrt(square2) : 0;
  for (let row = 0; row < rows2; row++) matrix[row * columns + column] *= factor;
}
function symmetricEigen(matrix, size2) {
  const a = Float64Array.from(matrix);
  const v = new Float64Array(size2 * size2);
  for (let i = 0; i < size2; i++) v[i * size2 + i] = 1;
  for (let sweep = 0; sweep < 30 && offDiagonal(a, size2) > 1e-18 * trace(a, size2) ** 2; sweep++) {
    for (let p = 0; p < size2; p++) for (let q = p + 1; q < size2; q++) rotate(a, v, size2, p, q);
  }
  const order = Array.from({ length: size2 }, (_, i) => i).sort((i, j) => a[j * size2 + j] - a[i * size2 + i]);
  const vectors = new Float64Array(size2 * size2);
  for (let row = 0; row < size2; row++) {
    order.forEach((from, to) => vectors[row * size2 + to] = v[row * size2 + from]);
  }
  return { values: Float64Array.from(order, (i) => a[i * size2 + i]), vectors };
}
function rotate(a, v, size2, p, q) {
  const apq = a[p * size2 + q];
  if (apq === 0) return;
  const theta = (a[q * size2 + q] - a[p * size2 + p]) / (2 * apq);
  const t = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
  const c = 1 / Math.sqrt(t * t + 1);
  const s = t * c;
  const mix2 = (m, i, j) => {
    const [x, y] = [m[i], m[j]];
    m[i] = c * x - s * y;
    m[j] = s * x + c * y;
  };
  for (let k = 0; k < size2; k++) mix2(a, k * size2 + p, k * size2 + q);
  for (let k = 0; k < size2; k++) mix2(a, p * size2 + k, q * size2 + k);
  for (let k = 0; k < size2; k++) mix2(v, k * size2 + p, k * size2 + q);
}
function offDiagonal(a, size2) {
  let sum4 = 0;
  for (let i = 0; i < size2; i++) for (let j = 0; j < size2; j++) if (i !== j) sum4 += a[i * size2 + j] ** 2;
  return sum4;
}
function trace(a, size2) {
  let sum4 = 0;
  for (let i = 0; i < size2; i++) sum4 += Math.abs(a[i * size2 + i]);
  return sum4;
}

// src/lab/training/encoderTraining.ts
var oversampling = 8;
var rank = embeddingSize + oversampling;
var iterations = 3;
var damping = 0.5;
function trainEncoder(texts, random) {
  const rows2 = texts.map(countGrams).filter(({ columns }) => columns.length > 0);
  const rarity = inverseFrequency(rows2);
  for (const row of rows2) weigh2(row, rarity);
  let basis = Float64Array.from({ length: buckets * rank }, () => random.normal());
  orthonormalise(basis, buckets, rank);
  for (let i = 0; i < iterations; i++) {
    basis = applyGram(rows2, basis);
    orthonormalise(basis, buckets, rank);
  }
  const { values, vectors } = symmetricEigen(project(basis, applyGram(rows2, basis)), rank);
  const data = new Float32Array(buckets * embeddingSize);
  for (let bucket = 1; bucket < buckets; bucket++) {
    for (let k = 0; k < embeddingSize; k++) {
      let sum4 = 0;
      for (let j = 0; j < rank; j++) sum4 += basis[bucket * rank + j] * vectors[j * rank + k];
      const scale2 = Math.max(values[k], 1e-12) ** (-damping / 2);
      data[bucket * embeddingSize + k] = rarity[bucket] * scale2 * sum4;
    }
  }
  return { type: "float32", data, dims: [buckets, embeddingSize] };
}
function countGrams(text2) {
  const { rows: rows2, weights: weights2 } = gramsOf(text2);
  const sums = /* @__PURE__ */ new Map();
  rows2.forEach((row, at) => {
    if (weights2[at] > 0) sums.set(Number(row), (sums.get(Number(row)) ?? 0) + weights2[at]);
  });
  return { columns: Int32Array.from(sums.keys()), weights: Float32Array.from(sums.values()) };
}
function inverseFrequency(rows2) {
  const frequency = new Float64Array(buckets);
  for (const { columns } of rows2) for (const column of columns) frequency[column] += 1;
  return frequency.map((count2) => count2 === 0 ? 0 : Math.log((1 + rows2.length) / (1 + count2)));
}
function weigh2({ columns, weights: weights2 }, rarity) {
  let square2 = 0;
  columns.forEach((column, at) => {
    weights2[at] *= rarity[column];
    square2 += weights2[at] ** 2;
  });
  const length = Math.sqrt(square2) || 1;
  weights2.forEach((weight2, at) => weights2[at] = weight2 / length);
}
function applyGram(rows2, basis) {
  const result = new Float64Array(buckets * rank);
  const scores = new Float64Array(rank);
  for (const { columns, weights: weights2 } of rows2) {
    scores.fill(0);
    for (let at = 0; at < columns.length; at++) {
      const from = columns[at] * rank;
      const weight2 = weights2[at];
      for (let k = 0; k < rank; k++) scores[k] += weight2 * basis[from + k];
    }
    for (let at = 0; at < columns.length; at++) {
      const to = columns[at] * rank;
      const weight2 = weights2[at];
      for (let k = 0; k < rank; k++) result[to + k] += weight2 * scores[k];
    }
  }
  return result;
}
function project(basis, image) {
  const result = new Float64Array(rank * rank);
  for (let row = 0; row < buckets; row++) {
    for (let i = 0; i < rank; i++) {
      const left = basis[row * rank + i];
      if (left === 0) continue;
      for (let j = 0; j < rank; j++) result[i * rank + j] += left * image[row * rank + j];
    }
  }
  return result;
}

// src/der/networks/models.ts
import { z as z5 } from "zod";

// src/der/networks/policyFeatureTable.ts
var stateFeatures = new FeatureTable({
  alphaIsZero: feature("1 where \u03B1 is exactly 0: cost does not count", 0, 1),
  logAlpha: feature("\u03B1 on a logarithmic scale; its least where \u03B1 is 0", -0.67, 0.34),
  logBeta: feature("log(1 + \u03B2) / 2", 0, 1.2),
  p0: feature("p\u2080; its default before the first answer, unless it is 1", 0, 1),
  stepsLeft: feature("answers that may still be asked for, in tenths", 0, 1),
  stepsTaken: feature("answers so far, in tenths", 0, 1),
  hasAnswer: feature("1 from the first answer on", 0, 1),
  logSpent: feature("logarithm of what was spent, in billions of parameters, thirds of a decade", 0, 110),
  priceOfSpent: feature("price of what was spent, on a logarithmic scale", -0.67, 1.67),
  judgedBest: feature("P\u0302 of the best answer; 0 before the first", 0, 1),
  toThreshold: feature("p\u2080 less that", -1, 1),
  judgedSecond: feature("highest P\u0302 among answers that disagree with the best; 0 where there is none", 0, 1),
  believedBest: feature("chance that the most probable claim is right, or the highest P\u0302 of open answers; 0 before the first", 0, 1),
  believedNone: feature("chance that no claim so far is right; 1 before the first", 0, 1),
  program: feature("1 where the answers are programs, or one was asked for", 0, 1),
  open: feature("1 where the answers are open ones, or an explanation was asked for", 0, 1),
  difficulty: feature("how hard the question seems, in standard deviations", -4.6, 4.6),
  claims: feature("log(1 + different final answers)", 0, 2.5),
  unclaimed: feature("share of the answers without a final one; 0 before the first", 0, 1),
  options: feature("1 where the question is one of choosing among options", 0, 1),
  questionLength: feature(
    "logarithm of its characters, centred on a usual one; 0 where it is not known",
    -2,
    2
  ),
  logPool: feature("logarithm of the number of experts, sevenths", 0, 3),
  openShare: feature("share of the experts that may be chosen", 0, 1),
  bestNet: feature("highest net gain of one more answer; its least where nobody may be chosen", -2.1, 2.1),
  bestPlan: feature("highest net gain of one more answer and the best ones after it", -2.1, 2.1),
  bestSkill: feature("odds of the ablest who may be chosen; its least where nobody may", -2.4, 2.4),
  cheapest: feature("price of the cheapest who may be chosen, on a logarithmic scale", -0.67, 1.67),
  ...numbered(
    "question",
    projectionSize,
    feature(
      "a direction of the question's embedding; 0 where the question is unlike any of training",
      -2.1,
      2.1
    )
  )
});
var expertFeatures = new FeatureTable({
  skill: feature("log-odds of its skill on this question, thirds", -3.1, 3.1),
  overall: feature("log-odds of its skill on all questions, thirds", -3.1, 3.1),
  evidence: feature("log(1 + outcomes known of it), fifths; 0 where only size or price speak", 0, 4),
  nearby: feature("log(1 + outcomes on questions like this one), fifths", 0, 4),
  calibrated: feature("1 where any outcome of it is known", 0, 1),
  logCost: feature("logarithm of its cost, in billions of parameters, thirds of a decade", 0, 110),
  logPrice: feature("its price on a logarithmic scale", -0.67, 1.67),
  price: feature("price / (price + 0.1)", 0, 1),
  right: feature("odds that it would be right, given the answers so far", -2.4, 2.4),
  logGain: feature(
    "expected rise of the chance that the best answer is right, on a logarithmic scale",
    -0.67,
    1.67
  ),
  gain: feature("that rise itself", 0, 1),
  net: feature("(1 + \u03B2) \xB7 gain less its price", -2.1, 2.1),
  netBelowBest: feature("that, less the highest of all", -2.1, 2.1),
  plan: feature("net gain of it and the best ones after it", -2.1, 2.1),
  planBelowBest: feature("that, less the highest of all", -2.1, 2.1),
  gainPerPrice: feature("(1 + \u03B2) \xB7 gain over its price, on a logarithmic scale", -0.67, 1.67),
  reaches: feature("chance that the best answer is good enough after it", 0, 1),
  reachesAlone: feature("1 where its own chance of being right reaches p\u2080", 0, 1),
  timesAsked: feature("log(1 + times it has answered); 0 where it may be chosen, as in training", 0, 0.7),
  answeredLast: feature("1 where it gave the last answer; 0 where it may be chosen, as in training", 0, 1),
  tool: feature("1 for a built-in tool", 0, 1),
  cheaperShare: feature("share of those who may be chosen that are cheaper", 0, 1),
  abler: feature("share of those who may be chosen that are not less able", 0, 1),
  dominated: feature("how far others are cheaper and abler: the product of both", 0, 1)
});

// src/der/estimate/gradedBelief.ts
var points = [
  { at: -Math.sqrt(3), weight: 1 / 6 },
  { at: 0, weight: 2 / 3 },
  { at: Math.sqrt(3), weight: 1 / 6 }
];

// src/der/evidence/asked.ts
var readCharacters5 = 6e4;
var writes = /\b(?:writ(?:e|ing)|implement\w*|creat(?:e|ing)|complet(?:e|ing)|build|cod(?:e|ing)|develop|fix|debug|refactor|optimi[sz]e|convert|port|translate|add|give|provide|show|need|want|make|generate|solve|define|design|finish|correct|rewrite|extend|return)\b/i;
var programs = /\b(?:function|method|class|script|program|code|algorithm|snippet|module|component|hook|helper|utility|decorator|generator|endpoint|middleware|one-liner|lambda|typescript|javascript|python|node(?:\.js)?|react)\b/i;
var explains = /^\W*(?:(?:can|could|would) you (?:please )?|please )?(?:explain|why|what(?:'s| is| are| does| do)|how (?:does|do|is|are|can|should|would)|when|describe|compare|discuss|summari[sz]e|tell me|which|is |are |does |do |should )/i;
var atLength = /\b(?:explain|describe|discuss|compare|contrast|summari[sz]e|elaborate|outline|critique|review|brainstorm|pros and cons|advantages|trade-?offs?|differences? between|why (?:is|are|do|does|did|would|should|can|has|have|was|were)|how (?:do|does|can|could|should|would) (?:I|we|you|it|one|this|that|the|a|an)|when (?:should|would)|(?:write|compose|draft) (?:me )?(?:an?|the) (?:\w+ )?(?:essay|story|poem|e-?mail|letter|article|post|paragraph|speech|report|song|guide|tutorial|plan))\b/i;
function askedOf(question) {
  const text2 = question.slice(0, readCharacters5);
  const { blocks, prose } = blocksOf(text2);
  const code = blocks.filter(
    ({ tag, text: inside3 }) => taggedLanguage(tag)?.role === "program" || guessedLanguage(inside3)?.role === "program"
  );
  const bare2 = blocks.length === 0 && /^(?:def|class|from|import|function|export|const) /m.test(text2);
  const source = bare2 ? text2 : code.map(({ text: inside3 }) => inside3).join("\n");
  const signatures = signaturesIn(source).filter(({ kind }) => kind !== "value");
  const spoken = spokenLanguage(prose) ?? languageOf2(code[0]?.tag, source);
  const named = nameIn(prose);
  const last = signatures.findLast(({ name }) => name === named?.name) ?? signatures.at(-1);
  const asksFor = writes.test(prose) && programs.test(prose) && !explains.test(prose);
  const stubbed = last !== void 0 && (bare2 || asksFor) && !explains.test(bare2 ? "" : prose);
  const python = stubbed && spoken === "python" && /^(?:async )?def\b/.test(source.slice(last.at));
  return {
    explanation: atLength.test(prose),
    options: offersOptions(text2),
    program: asksFor || stubbed || named !== void 0 && !explains.test(prose),
    name: named?.name ?? (stubbed ? last.name : void 0),
    kind: kindOf2(prose, named?.kind ?? (stubbed ? last.kind : void 0)),
    params: named && named.name !== last?.name ? named.params : stubbed ? last.params : [],
    language: spoken,
    prelude: python ? preludeOf(source.slice(0, last.at)) : "",
    stub: python ? source.slice(last.at) : "",
    edges: edgesIn(text2),
    unordered: /\b(?:in any order|order (?:does not|doesn['’]t|is not) (?:matter|important)|any order)\b/i.test(text2)
  };
}
function offersOptions(text2) {
  return /^[^\S\n\r\u2028\u2029]*\(?A[).:]\s/m.test(text2) && /^[^\S\n\r\u2028\u2029]*\(?B[).:]\s/m.test(text2);
}
function preludeOf(before) {
  const from = before.search(/^(?:from \w|import \w|def |class |@\w|[A-Z_]{2,40} = )/m);
  return from < 0 ? "" : before.slice(from);
}
function kindOf2(prose, named) {
  if (/\b(?:standard input|stdin|reads? (?:from )?(?:the )?(?:console|input line|keyboard)|input\(\))/i.test(
    prose
  )) {
    return "script";
  }
  return named === "class" ? "class" : "function";
}
function spokenLanguage(prose) {
  const match = /\b(typescript|javascript|python|golang|rust|java|kotlin|swift|ruby|php|bash|sql|haskell|scala)\b|(\bC\+\+|\bC#|\bGo (?:function|program|code)\b)/i.exec(
    prose
  );
  const word = match?.[0].toLowerCase();
  if (word === void 0) return void 0;
  if (word.startsWith("go ")) return "go";
  return taggedLanguage(word)?.language;
}
function languageOf2(tag, source) {
  if (source === "") return void 0;
  return (tag ? taggedLanguage(tag)?.language : void 0) ?? guessedLanguage(source)?.language;
}
function nameIn(prose) {
  const patterns = [
    /\b(function|method|class|procedure|helper)\s{1,3}(?:is\s{1,3})?(?:called|named)\s{1,3}["'`*]{0,3}([A-Za-z_$][\w$]{0,80})(?:\(([^()\n]{0,200})\))?/i,
    /\b(function|method|class)\s{1,3}[`"']([A-Za-z_$][\w$]{0,80})(?:\(([^()\n]{0,200})\))?/i,
    /\b(function|method)\s{1,3}([A-Za-z_$][\w$]{0,80})\(([^()\n]{0,200})\)/i,
    /\b(class)\s{1,3}([A-Z][\w$]{1,80})\b/,
    /(`)(?:function |def )?([A-Za-z_$][\w$]{0,80})\(((?:[A-Za-z_$.*][\w$]{0,40}(?:\s{0,2}[:?=][^,()`\n]{1,60})?(?:,\s{0,3})?){0,8})\)(?:\s{0,3}(?::|->)[^`\n]{1,60})?`/,
    /\b(?:called|named)\s{1,3}()[`"']([A-Za-z_$][\w$]{0,80})[`"']/i
  ];
  for (const pattern of patterns) {
    const match = pattern.exec(prose);
    if (!match) continue;
    const [, kind = "", name = "", params] = match;
    if (/^(?:that|which|to|for|should|must|is|in|with|the|it|returns?)$/i.test(name)) continue;
    const inside3 = params ?? "";
    return {
      name,
      kind: /class/i.test(kind) ? "class" : "function",
      params: /["'\d]|(?<![\w>])\[/.test(inside3) ? [] : [...signaturesIn(`function ${name}(${inside3})`)[0]?.params ?? []]
    };
  }
  return void 0;
}
function edgesIn(text2) {
  return {
    empty: /\bempty\b|\bno elements?\b|(?<![\w>\]])\[\]|""|''/i.test(text2),
    negative: /\bnegative\b|(?<![\w.])-\d/i.test(text2) && !/\b(?:non-?negative|positive)\b/i.test(text2),
    zero: /\bzero\b|(?<![\w.])0(?![\w.])|\bnon-?negative\b/i.test(text2)
  };
}

// src/der/evidence/questionSignals.ts
function readQuestion(question) {
  return { asked: askedOf(question), content: contentOf(question) };
}

// src/der/networks/models.ts
var inside2 = z5.number().gt(0).lt(1);
var line = z5.object({ intercept: z5.number(), slope: z5.number() });
var file = z5.object({ file: z5.string().regex(/^[\w.-]+$/), sha256: z5.string().regex(/^[0-9a-f]{64}$/) });
var shapes = {
  state: stateFeatures.length,
  expert: expertFeatures.length,
  answer: answerFeatures.length,
  program: programFeatures.length,
  open: openFeatures.length
};
var featuresHash = hashOf({
  state: stateFeatures,
  expert: expertFeatures,
  answer: answerFeatures,
  program: programFeatures,
  open: openFeatures
});
var firstFeatures = "a857874acb4ad58dee1c65a2af77c8a9b6a840428c8d2ad6700d3e76e358fb48";
var manifestSchema = z5.object({
  format: z5.literal(1),
  version: z5.string(),
  /** Policy and Terminator are both trained in full; false for weights that stand in: seeded ones, or of a trial training. */
  trained: z5.boolean(),
  encoder: file,
  policy: file,
  terminator: file,
  /** Policies that an evaluation compares with; see `comparisons`. */
  paperReward: file.optional(),
  imitation: file.optional(),
  /** Hash of the encoder that policy and Terminator were trained with. */
  trainedWithEncoder: z5.string(),
  /** Of tables that a version did not have, 0. */
  shapes: z5.object({
    state: z5.number(),
    expert: z5.number(),
    answer: z5.number(),
    program: z5.number().default(0),
    open: z5.number().default(0)
  }),
  /** See `featuresHash`. */
  features: z5.string().default(firstFeatures),
  /** Constants of profile.ts. */
  skill: z5.object({
    size: line,
    price: line,
    priorWeight: z5.number().positive(),
    poolVariance: z5.number().positive(),
    promptVariance: z5.number().positive(),
    width: z5.number().positive(),
    nearbyPrecision: z5.number().positive(),
    ownPrecision: z5.number().positive()
  }),
  /** Constants of belief.ts. */
  belief: z5.object({
    difficulty: z5.number().min(0),
    meeting: z5.object({ option: inside2, program: inside2.default(0.3), other: inside2 }),
    passing: z5.object({ right: inside2, wrong: inside2 }).default({ right: 0.98, wrong: 0.3 }),
    graded: z5.object({ shared: z5.number().min(0).max(1), spread: z5.number().positive() }).default({ shared: 0.5, spread: 0.1 }),
    adoption: z5.object({ right: z5.number().min(0).max(1), wrong: z5.number().min(0).max(1) })
  }),
  /** What the networks were trained on and what they reached; for people. */
  training: z5.record(z5.string(), z5.unknown()).optional()
});

// src/learn/policy/policyNetwork.ts
var width3 = 64;
function policyInputs(graph) {
  return {
    state: graph.input("state", ["batch", stateFeatures.length]),
    experts: graph.input("experts", ["batch", "pool", expertFeatures.length]),
    open: graph.input("open", ["batch", "pool"], "bool")
  };
}
function policyNetwork(inputs) {
  const { alone, all } = trunk(inputs, "policy");
  const each = relu(add(dense2("policy.together", alone), unsqueeze(dense2("policy.context", all), 1)));
  const own = dense2("policy.expert", each, 1, 0.1);
  const direct = matmul(inputs.experts, weights("policy.direct", inputs.experts, 1, 0.1));
  return {
    experts: squeeze(add(own, direct), -1),
    stop: squeeze(dense2("policy.stop", all, 1, 0.1), -1)
  };
}
function trunk({ state, experts, open: open2 }, name) {
  const mask = unsqueeze(open2, -1);
  const situation = relu(dense2(`${name}.state`, state));
  const alone = relu(add(dense2(`${name}.experts`, experts), unsqueeze(situation, 1)));
  const pooled = concat([situation, maskedMean(alone, mask, 1), maskedMax(alone, mask, 1)], -1);
  return { alone, all: relu(dense2(`${name}.pool`, pooled)) };
}
function dense2(name, x, outputs = width3, gain) {
  return linear(
    x,
    weights(`${name}.weights`, x, outputs, gain),
    x.graph.parameter(`${name}.bias`, [outputs], zeros)
  );
}
function weights(name, x, outputs, gain) {
  const inputs = x.shape.at(-1);
  return x.graph.parameter(name, [inputs, outputs], gain === void 0 ? heNormal() : glorotUniform(gain));
}

// src/lab/training/exportModels.ts
var networks = {
  encoder(design) {
    const graph = new Graph();
    encoderNetwork(graph, design);
    return graph;
  },
  policy() {
    const graph = new Graph();
    const { experts, stop } = policyNetwork(policyInputs(graph));
    graph.output("scores", experts);
    graph.output("stop", stop);
    return graph;
  },
  terminator() {
    const graph = new Graph();
    const inputs = terminatorInputs(graph);
    graph.output("logOdds", calibrated(terminatorNetwork(inputs), inputs));
    return graph;
  }
};

// src/learn/episodes/preparedSource.ts
async function prepareSource(source, encoder, groupOf, random) {
  const prompts = [];
  const answers = [];
  for (const [index, { id, question, domain, split: split2, reference }] of source.prompts.entries()) {
    const given = source.answers[index];
    if (given.every((answer) => answer === void 0)) continue;
    const { vector, familiarity } = await encoder.encode(question ?? "");
    const group2 = groupOf.get(id);
    if (group2 === void 0) throw new Error(`The prompt ${id} has no group of near-duplicates.`);
    const signals = readQuestion(question ?? "");
    prompts.push({ id, question, domain, split: split2, reference, group: group2, signals, embedding: vector, familiarity });
    answers.push(given.map((answer) => answer && read(answer, signals.asked, random)));
  }
  const experts = source.experts.map(({ name, costB, costEstimated }) => ({
    id: name,
    provider: "recorded",
    costB,
    costEstimated,
    tool: false
  }));
  return { name: source.name, experts, prompts, answers };
}
var tornShare = 0.15;
function read({ text: text2, quality: quality2 }, asked, random) {
  const signs2 = signsOf(text2, asked);
  if (random.uniform() >= tornShare) return { signs: signs2, quality: quality2 };
  const start = signsOf(text2.slice(0, Math.floor(text2.length * random.uniform(0.2, 0.9))), asked);
  const torn2 = { ...start, cutOff: start.cutOff || random.uniform() < 0.5 };
  return { signs: signs2, quality: quality2, torn: { signs: torn2, quality: start.final === signs2.final ? quality2 : 0 } };
}

// src/lab/training/preparation.ts
var encoderSources = ["mmlu_pro", "zeroeval"];
async function prepare(options) {
  const { data, seed, wanted: wanted2, design, corpusTexts, without, withoutDomains, checkpoints: checkpoints2, log: log2 } = options;
  const random = new Random(seed);
  const sources2 = [];
  for (const folder of await chosenSources(data, options.sources)) {
    const source = withoutExperts(await readSource(folder), without);
    sources2.push(withDomainsIn("held out", source, withoutDomains));
  }
  log2(`read ${sources2.map(({ name, prompts }) => `${name} (${prompts.length} prompts)`).join(", ")}`);
  const transitions = [];
  for await (const row of readTransitions(join3(data, "transitions", "transitions.jsonl.gz")))
    transitions.push(row);
  const rates = fitHandOver(transitions.filter(({ split: split2 }) => split2 === "train"));
  log2(
    `hand-over: a right answer is adopted at ${rates.right.toFixed(2)}, a wrong one at ${rates.wrong.toFixed(2)}`
  );
  const groups = groupsOf(sources2);
  const encoded = sources2.filter(({ name }) => encoderSources.includes(name));
  const texts = (encoded.length > 0 ? encoded : sources2).flatMap((source) => source.prompts);
  const [learned, others] = [true, false].map(
    (isLearned) => texts.filter(({ id, split: split2 }) => wanted2({ split: split2, group: groups.get(id) }) === isLearned)
  );
  const { tensors: encoder } = await checkpoints2.stage("encoder", async () => {
    const questions = learned.flatMap(({ question }) => question ?? []);
    const unseen = others.flatMap(({ question }) => question ?? []);
    const texts2 = await embeddingTexts(data, questions, unseen, corpusTexts, random.fork("texts"));
    const table = trainEncoder(texts2, random.fork("encoder"));
    log2(`encoder trained on ${texts2.length} texts`);
    const vectors = await embedAll(table, questions);
    const grams = /* @__PURE__ */ new Map([
      [tableName, table],
      [centresName, findCentres(vectors, random.fork("centres"))]
    ]);
    if (design === "grams") return { tensors: grams, metadata: {} };
    const asked = learned.filter(({ question }) => question !== null);
    const embeddings = new Map(asked.map(({ id }, index) => [id, vectors[index]]));
    const gate = await trainGate(outcomesOf(sources2, embeddings), random.fork("gate"), seed);
    return { tensors: new Map([...grams, ...gate]), metadata: {} };
  });
  return {
    tables: await prepareAll(sources2, groups, networks.encoder(design), encoder, random),
    encoder,
    handOver: rangeAround(rates)
  };
}
async function embedAll(table, texts) {
  const graph = networks.encoder();
  const parameters = new Map([...initialParameters(graph, 0), [tableName, table]]);
  const session = await openSession(encodeModel(graph, parameters));
  const encoder = new Encoder(session);
  const vectors = [];
  for (const text2 of texts) vectors.push(await encoder.embed(text2));
  await session.release();
  return vectors;
}
async function prepareAll(sources2, groups, network, encoder, random) {
  const session = await openSession(encodeModel(network, encoder));
  const tables = [];
  for (const source of sources2) {
    tables.push(await prepareSource(source, new Encoder(session), groups, random.fork(source.name)));
  }
  await session.release();
  return tables;
}

// src/learn/checkpoints.ts
import { mkdir, readFile as readFile3, rm as rm2, writeFile } from "node:fs/promises";
import { join as join4 } from "node:path";
var ResumeError = class extends Error {
  name = "ResumeError";
};
var Checkpoints = class _Checkpoints {
  constructor(folder) {
    this.folder = folder;
  }
  folder;
  /**
   * @param order What is trained from what. Stages of another order are of no use.
   * @param resume Whether to go on from what is there; otherwise it is deleted.
   * @throws ResumeError
   */
  static async open(folder, order, resume) {
    const orderFile = join4(folder, "order.json");
    const wanted2 = JSON.stringify(order);
    if (resume) {
      const found = await readFile3(orderFile, "utf8").catch(() => void 0);
      if (found === void 0)
        throw new ResumeError(`${folder} holds no training to resume. Train without --resume.`);
      if (found !== wanted2) {
        throw new ResumeError(
          `${folder} holds another training: ${found}. Give the same options, or train without --resume.`
        );
      }
    } else {
      await rm2(folder, { recursive: true, force: true });
      await mkdir(folder, { recursive: true });
      await writeFile(orderFile, wanted2);
    }
    return new _Checkpoints(folder);
  }
  /** What a stage made before, or what it makes now. */
  async stage(name, make) {
    const known = await this.find(name);
    if (known) return known;
    const made = await make();
    await this.keep(name, made);
    return made;
  }
  /** Undefined where a stage has kept nothing so far. @throws TensorFileError when its file is damaged. */
  async find(name) {
    try {
      return await readTensors(this.path(name));
    } catch (error) {
      if (error.code === "ENOENT") return void 0;
      throw error;
    }
  }
  /** Replaces what was kept in one move, so that an interruption leaves the one or the other. */
  async keep(name, made) {
    await writeTensors(this.path(name), made);
  }
  path(name) {
    return join4(this.folder, `${name}.safetensors`);
  }
  /** Once everything is done. */
  remove() {
    return rm2(this.folder, { recursive: true, force: true });
  }
};

// src/learn/episodes/episodeContexts.ts
var mostCalibration = 200;
var uncalibrated = 0.1;
var unfamiliarShare = 0.25;
var promptsPerDraw = 16;
var TooLittleDataError = class extends Error {
  name = "TooLittleDataError";
  constructor() {
    super(
      "There is too little to learn from: of some part of the data, no prompt was answered by all experts of a pool. Add prompts that may be learned from, or answers of every expert to the same prompts."
    );
  }
};
var mostFruitless = 1e4;
function* draws(tables, options, random) {
  const indices = (table, wanted2) => table.prompts.flatMap((prompt, index) => wanted2(prompt) ? [index] : []);
  const eligible = tables.map((table) => indices(table, options.eligible));
  const calibrating = tables.map((table) => indices(table, options.calibrating));
  const weights2 = eligible.map((prompts) => Math.sqrt(prompts.length));
  const [least, most] = options.poolSize;
  if (eligible.every((prompts) => prompts.length === 0)) throw new TooLittleDataError();
  for (let fruitless = 0; fruitless < mostFruitless; fruitless++) {
    const source = drawn(weights2, random);
    const table = tables[source];
    const size2 = Math.min(table.experts.length, least + random.integer(most - least + 1));
    const members = random.shuffle(table.experts.map((_, index) => index)).slice(0, size2);
    const asked = sample(calibrating[source], calibrationSize(random), random);
    const groups = new Set(asked.map((index) => table.prompts[index].group));
    const usable = (index) => !groups.has(table.prompts[index].group) && members.every((member) => table.answers[index][member]);
    const prompts = sample(eligible[source], promptsPerDraw, random).filter(usable);
    if (prompts.length === 0) continue;
    fruitless = 0;
    yield { table, members, calibration: calibrationOf(table, asked, members), prompts };
  }
  throw new TooLittleDataError();
}
function* drawContexts(tables, options, random) {
  for (const { table, members, calibration, prompts } of draws(tables, options, random)) {
    const pool = members.map((member) => table.experts[member]);
    const profiles = new Profiles(calibration, options.skill);
    for (const index of prompts) {
      const prompt = table.prompts[index];
      const answers = members.map((member) => table.answers[index][member]);
      const skills = profiles.skills(prompt.embedding, pool);
      const familiarity = random.uniform() < unfamiliarShare ? 0 : prompt.familiarity;
      yield { table, prompt, pool, answers, skills, familiarity };
    }
  }
}
function drawn(weights2, random) {
  const total = weights2.reduce((sum4, weight2) => sum4 + weight2, 0);
  let rest = random.uniform() * total;
  for (const [index, weight2] of weights2.entries()) {
    rest -= weight2;
    if (rest < 0) return index;
  }
  return weights2.length - 1;
}
function sample(items, count2, random) {
  const rest = [...items];
  const chosen2 = Math.min(count2, rest.length);
  for (let at = 0; at < chosen2; at++) {
    const other = at + random.integer(rest.length - at);
    [rest[at], rest[other]] = [rest[other], rest[at]];
  }
  return rest.slice(0, chosen2);
}
function calibrationSize(random) {
  if (random.uniform() < uncalibrated) return 0;
  return Math.round(Math.exp(random.uniform(Math.log(5), Math.log(mostCalibration))));
}
function calibrationOf(table, prompts, members) {
  const outcomes = members.map((member) => {
    const given = prompts.flatMap((index, prompt) => {
      const answer = table.answers[index][member];
      return answer ? [{ prompt, quality: answer.quality, logLength: answer.signs.logLength }] : [];
    });
    return [table.experts[member].id, given];
  });
  return {
    prompts: prompts.map((index) => table.prompts[index].embedding),
    outcomes: new Map(outcomes)
  };
}

// src/learn/untrained.ts
var untrainedSkill = {
  size: { intercept: -1.2, slope: 0.9 },
  price: { intercept: -0.6, slope: 0.6 },
  priorWeight: 8,
  poolVariance: 0.3,
  promptVariance: 3,
  width: 0.15,
  nearbyPrecision: 0.02,
  ownPrecision: 6
};
var untrainedBelief = {
  difficulty: 1.5,
  meeting: { option: 0.3, program: 0.3, other: 0.15 },
  passing: { right: 0.98, wrong: 0.3 },
  adoption: { right: 0.6, wrong: 0.4 },
  graded: { shared: 0.5, spread: 0.1 }
};

// src/learn/terminator/estimateConstants.ts
var skillKnobs = [
  { change: (m, by) => ({ ...m, size: { ...m.size, intercept: m.size.intercept + 0.2 * by } }) },
  { change: (m, by) => ({ ...m, size: { ...m.size, slope: m.size.slope + 0.15 * by } }) },
  { change: (m, by) => ({ ...m, price: { ...m.price, intercept: m.price.intercept + 0.2 * by } }) },
  { change: (m, by) => ({ ...m, price: { ...m.price, slope: m.price.slope + 0.15 * by } }) },
  { change: (m, by) => ({ ...m, width: m.width * 1.3 ** by }) },
  { change: (m, by) => ({ ...m, nearbyPrecision: m.nearbyPrecision * 2 ** by }) },
  { change: (m, by) => ({ ...m, ownPrecision: m.ownPrecision * 1.6 ** by }) },
  { change: (m, by) => ({ ...m, priorWeight: m.priorWeight * 1.4 ** by }) }
];
function fitSkill(tables, options, comparedDraws, random) {
  const drawn2 = take(draws(tables, options, random), comparedDraws);
  return descend(untrainedSkill, skillKnobs, (model) => mean2(drawn2.map((draw) => surprise(draw, model))));
}
function surprise({ table, members, calibration, prompts }, model) {
  const profiles = new Profiles(calibration, model);
  const pool = members.map((member) => table.experts[member]);
  return mean2(
    prompts.flatMap(
      (index) => profiles.skills(table.prompts[index].embedding, pool).map(({ mean: skill }, i) => crossEntropy(skill, table.answers[index][members[i]].quality))
    )
  );
}
var beliefKnobs = [
  { change: (m, by) => ({ ...m, difficulty: m.difficulty * 1.2 ** by }) },
  { change: (m, by) => ({ ...m, meeting: { ...m.meeting, option: nudge(m.meeting.option, by) } }) },
  { change: (m, by) => ({ ...m, meeting: { ...m.meeting, program: nudge(m.meeting.program, by) } }) },
  { change: (m, by) => ({ ...m, meeting: { ...m.meeting, other: nudge(m.meeting.other, by) } }) },
  { change: (m, by) => ({ ...m, passing: { ...m.passing, right: nudge(m.passing.right, by) } }) },
  { change: (m, by) => ({ ...m, passing: { ...m.passing, wrong: nudge(m.passing.wrong, by) } }) }
];
function fitBelief(routes2) {
  const read2 = routes2.map((route) => ({
    route,
    evidence: evidenceOf(route, route.answers.length, untrainedBelief)
  }));
  return descend(
    untrainedBelief,
    beliefKnobs,
    (model) => mean2(
      read2.flatMap(({ route, evidence: { claims, meeting } }) => {
        const belief = new Belief(claims, model, meeting);
        return claims.flatMap(
          ({ claim: claim2 }, index) => claim2 === void 0 ? [] : [crossEntropy(belief.right(claim2), route.answers[index].quality)]
        );
      })
    )
  );
}
function descend(start, knobs, loss) {
  let [model, least] = [start, loss(start)];
  for (const size2 of [1, 0.5]) {
    for (const { change } of knobs) {
      for (const direction of [size2, -size2]) {
        for (let steps = 0; steps < 8; steps++) {
          const changed = change(model, direction);
          const found = loss(changed);
          if (found > least - 1e-5) break;
          [model, least] = [changed, found];
        }
      }
    }
  }
  return model;
}
function nudge(chance, by) {
  const odds = chance / (1 - chance) * 1.5 ** by;
  return odds / (1 + odds);
}
function crossEntropy(predicted, quality2) {
  const inside3 = Math.min(1 - 1e-6, Math.max(1e-6, predicted));
  return -(quality2 * Math.log(inside3) + (1 - quality2) * Math.log(1 - inside3));
}
function take(supply, count2) {
  const taken = [];
  if (count2 <= 0) return taken;
  for (const item of supply) if (taken.push(item) === count2) break;
  return taken;
}
function mean2(values) {
  return values.reduce((sum4, value) => sum4 + value, 0) / Math.max(1, values.length);
}

// src/learn/terminator/terminatorFit.ts
var poolSize = [2, 16];
var mostAnswers = 6;
var batchSize2 = 512;
async function fitTerminator(name, tables, wanted2, random, options) {
  const { tensors: tensors2, metadata } = await options.checkpoints.stage(name, async () => {
    const { skill, belief, weights: weights2 } = await learn(tables, wanted2, random, options);
    return { tensors: weights2, metadata: { skill: JSON.stringify(skill), belief: JSON.stringify(belief) } };
  });
  return {
    skill: JSON.parse(metadata["skill"]),
    belief: JSON.parse(metadata["belief"]),
    weights: tensors2
  };
}
async function learn(tables, wanted2, random, { seed, size: size2, handOver, log: log2 }) {
  const from = { poolSize, eligible: wanted2, calibrating: wanted2 };
  const skill = fitSkill(tables, from, size2.comparedDraws, random.fork("skill"));
  const pure = take(
    routes(tables, { ...from, skill }, { most: mostAnswers }, random.fork("belief")),
    size2.beliefRoutes
  );
  const { low, high } = handOver;
  const adoption = { right: (low.right + high.right) / 2, wrong: (low.wrong + high.wrong) / 2 };
  const belief = { ...fitBelief(pure), adoption };
  log2(`constants fitted: difficulty ${belief.difficulty.toFixed(2)}, width ${skill.width.toFixed(3)}`);
  const kinds = { most: mostAnswers, handOver: { share: 0.3, range: handOver }, damaged: 0.04 };
  const drawn2 = take(routes(tables, { ...from, skill }, kinds, random.fork("routes")), size2.trainingRoutes);
  const examples = drawn2.map((route) => exampleOf(route, belief));
  const weights2 = await trainTerminator(examples, random.fork("order"), {
    ...defaultTerminatorTraining,
    seed,
    onEpoch: (epoch, loss) => log2(`epoch ${epoch + 1}: cross-entropy ${loss.toFixed(4)}`)
  });
  return { skill, belief, weights: weights2 };
}
function* routes(tables, from, kinds, random) {
  for (const context of drawContexts(tables, from, random)) yield randomRoute(context, kinds, random);
}
async function judge({ belief, weights: weights2 }, judged) {
  const graph = new Graph();
  graph.output("logOdds", terminatorNetwork(terminatorInputs(graph)));
  const session = await openSession(encodeModel(graph, weights2));
  const results = [];
  for (let at = 0; at < judged.length; at += batchSize2) {
    const examples = judged.slice(at, at + batchSize2).map((route) => exampleOf(route, belief));
    const { logOdds } = await session.run(inputsOf2(batchOf(examples)));
    const longest3 = logOdds.dims[1];
    examples.forEach(({ quality: quality2 }, row) => {
      const start = row * longest3;
      results.push(Float32Array.from(logOdds.data.slice(start, start + quality2.length)));
    });
  }
  await session.release();
  return results;
}
async function crossFit(tables, wanted2, folds, random, options) {
  const fits = [];
  const allRoutes = [];
  const allOdds = [];
  for (let fold = 0; fold < folds; fold++) {
    const within2 = (prompt) => wanted2(prompt) && foldOf(prompt.group, folds) === fold;
    const without = (prompt) => wanted2(prompt) && foldOf(prompt.group, folds) !== fold;
    options.log(`without fold ${fold + 1} of ${folds}`);
    const name = `judgement-without-fold-${fold + 1}`;
    const learned = await fitTerminator(name, tables, without, random.fork(`fold ${fold}`), options);
    const from = { poolSize, eligible: within2, calibrating: without, skill: learned.skill };
    const supply = routes(tables, from, { most: 5 }, random.fork(`held ${fold}`));
    const held2 = take(supply, options.size.heldRoutes);
    allRoutes.push(...held2);
    allOdds.push(...await judge(learned, held2));
    fits.push(learned);
  }
  return { routes: allRoutes, logOdds: allOdds, fits };
}

// src/learn/terminator/scaling.ts
var leastPredictions = 200;
function scalingByKind(predicted) {
  const of = (kind) => {
    const own = predicted.filter((one) => one.kind === kind);
    if (own.length < leastPredictions) return { scale: 1, shift: 0 };
    return fitScaling(
      own.map(({ logOdds }) => logOdds),
      own.map(({ quality: quality2 }) => quality2)
    );
  };
  return Object.fromEntries(answerKinds.map((kind) => [kind, of(kind)]));
}
function fitScaling(logOdds, quality2) {
  let [scale2, shift] = [1, 0];
  for (let step = 0; step < 20; step++) {
    let [g0, g1, h00, h01, h11] = [0, 0, 1e-6, 0, 1e-6];
    logOdds.forEach((x, index) => {
      const p = sigmoid2(scale2 * x + shift);
      const [error, weight2] = [quality2[index] - p, p * (1 - p)];
      g0 += error * x;
      g1 += error;
      h00 += weight2 * x * x;
      h01 += weight2 * x;
      h11 += weight2;
    });
    const determinant = h00 * h11 - h01 * h01;
    scale2 += (h11 * g0 - h01 * g1) / determinant;
    shift += (h00 * g1 - h01 * g0) / determinant;
  }
  return { scale: scale2, shift };
}

// ../../../tmp/proto/judge.ts
import { writeFileSync } from "node:fs";
var [, , out, scale, ...sources] = process.argv;
var checkpoints = await Checkpoints.open(`/tmp/proto/${out}`, { sources, scale }, true).catch(() => Checkpoints.open(`/tmp/proto/${out}`, { sources, scale }, false));
var wanted = ({ split: split2 }) => split2 === "train" || split2 === "dev";
var t0 = Date.now();
var log = (m) => console.error(((Date.now() - t0) / 1e3 | 0) + "s " + m);
var prepared = await prepare({ data: "/work/shared/data", sources: [...sources].sort(), seed: 1, wanted, design: "grams", corpusTexts: 4e3, without: [], withoutDomains: [], checkpoints, log });
var f = Number(scale);
var size = { comparedDraws: Math.ceil(80 * f), beliefRoutes: Math.ceil(2500 * f), trainingRoutes: Math.ceil(3e4 * f), heldRoutes: Math.ceil(4e3 * f) };
var held = await crossFit(prepared.tables, wanted, 5, new Random(1).fork("x"), { seed: 1, size, handOver: prepared.handOver, checkpoints, log });
var rows = held.routes.flatMap((r, i) => r.answers.map((a, k) => ({ src: r.context.table.name, kind: a.signs.kind, q: a.quality, lo: held.logOdds[i][k], e: r.context.pool[r.authors[k]].id, d: r.context.prompt.domain, skill: r.context.skills[r.authors[k]].mean, route: i })));
var sc = scalingByKind(rows.map((r) => ({ kind: r.kind, quality: r.q, logOdds: r.lo })));
console.log(JSON.stringify(sc));
var P = rows.map((r) => ({ ...r, p: sigmoid2(sc[r.kind].scale * r.lo + sc[r.kind].shift) }));
function auc(a, key) {
  const s = [...a].sort((x, y) => key(x) - key(y));
  let pos = 0, neg2 = 0, sum4 = 0;
  for (let i = 0; i < s.length; ) {
    let j = i;
    let pp = 0, nn = 0;
    while (j < s.length && key(s[j]) === key(s[i])) {
      if (s[j].q >= 0.5) pp++;
      else nn++;
      j++;
    }
    sum4 += pp * (neg2 + nn / 2);
    pos += pp;
    neg2 += nn;
    i = j;
  }
  return [sum4, pos * neg2];
}
function group(a, k) {
  const m = /* @__PURE__ */ new Map();
  for (const x of a) {
    const kk = k(x);
    (m.get(kk) ?? m.set(kk, []).get(kk)).push(x);
  }
  return [...m.values()];
}
var ratio = (x) => (x[0] / x[1]).toFixed(3);
function within(a) {
  let s = 0, n = 0;
  for (const g of group(a, (x) => x.e + "|" + x.d)) {
    const [u, v] = auc(g, (x) => x.p);
    s += u;
    n += v;
  }
  return (s / n).toFixed(3);
}
function conc(a) {
  let s = 0, n = 0;
  for (const g of group(a, (x) => String(x.route))) for (let i = 0; i < g.length; i++) for (let j = 0; j < i; j++) {
    const d = g[i].q - g[j].q;
    if (Math.abs(d) < 0.1 - 1e-9) continue;
    n++;
    const c = (g[i].p - g[j].p) * d;
    s += c > 0 ? 1 : c === 0 ? 0.5 : 0;
  }
  return (s / n).toFixed(3);
}
function ece(a) {
  const s = [...a].sort((x, y) => x.p - y.p);
  let e = 0;
  for (let b = 0; b < 15; b++) {
    const g = s.slice(b * s.length / 15 | 0, (b + 1) * s.length / 15 | 0);
    if (!g.length) continue;
    e += Math.abs(g.reduce((t, x) => t + x.p - x.q, 0)) / s.length;
  }
  return e.toFixed(3);
}
for (const [name, sub2] of [...sources.map((s) => [s, P.filter((p) => p.src === s)]), ...sources.flatMap((s) => ["short", "program", "open"].map((k) => [`  ${s} ${k}`, P.filter((p) => p.src === s && p.kind === k)])), ...["short", "program", "open"].map((k) => [k, P.filter((p) => p.kind === k)])]) {
  if (sub2.length < 40) continue;
  console.log(name.padEnd(20), "n", sub2.length, "auc", ratio(auc(sub2, (x) => x.p)), "skill", ratio(auc(sub2, (x) => x.skill)), "within", within(sub2), "conc", conc(sub2), "ece", ece(sub2), "mean", (sub2.reduce((t, x) => t + x.q, 0) / sub2.length).toFixed(3));
}
var fit = held.fits[0];
writeFileSync(`/tmp/proto/${out}.weights.json`, JSON.stringify({ skill: fit.skill, belief: fit.belief, w: Object.fromEntries([...fit.weights].filter(([k]) => /programs|open/.test(k)).map(([k, v]) => [k, [...v.data]])) }));
