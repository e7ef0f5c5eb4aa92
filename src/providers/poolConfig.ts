/**
 * The pool as a person writes it: the setting `der.experts` and the file of `--pool` share this schema,
 * and the settings' JSON schema is generated from it.
 */
import { z } from 'zod';
import { stopKey } from '../der/core/policy';
import { parseBaseUrl } from './address';
import { looksLikeKey } from './keyShape';

const text = (description: string) => z.string().trim().min(1, 'must not be empty').describe(description);
const positive = (description: string) => z.number().positive('must be above 0').describe(description);
const tokens = (description: string) =>
  z.int('must be a whole number').positive('must be above 0').describe(description);
const address = (description: string) =>
  text(description).refine((value) => parseBaseUrl(value) !== undefined, {
    error:
      'must be an address such as "http://127.0.0.1:11434", starting with http:// or https://, without user name, password or query',
  });

const common = {
  id: text('Unique in the pool. Default: the model, or the kind of a built-in tool.').optional(),
  name: text('Shown in the editor. Default: the id.').optional(),
  enabled: z.boolean().describe('Whether it joins the pool.').default(true),
};

const model = {
  paramsB: positive(
    'Size in billions of parameters (total, not active). Default: as the server reports.',
  ).optional(),
  contextTokens: tokens('Tokens that prompt and answer together may take.').optional(),
  maxAnswerTokens: tokens('Upper limit of one answer in tokens, thinking included.').optional(),
};

const key = {
  apiKeyName: z
    .string()
    .regex(
      /^[A-Za-z_][\w.-]{0,63}$/,
      'must be the name of a stored key or environment variable, such as "OPENAI_API_KEY"',
    )
    .describe(
      'Name of a key stored with "DER: Set API Key", or of an environment variable. Never the key itself.',
    )
    .optional(),
};

const price = {
  price: z
    .strictObject({
      promptPerMtok: z
        .number()
        .nonnegative('must be 0 or above')
        .describe('US dollars per million prompt tokens.'),
      answerPerMtok: z
        .number()
        .nonnegative('must be 0 or above')
        .describe('US dollars per million answer tokens.'),
    })
    .describe('Price in US dollars per million tokens. Default: as models.dev lists it, else unknown.')
    .optional(),
};

const away = {
  leavesMachine: z
    .boolean()
    .describe(
      'Whether text sent to it leaves this machine. Default: yes, unless its address is a loopback one.',
    )
    .optional(),
};

const ollama = z
  .strictObject({
    kind: z.literal('ollama'),
    model: text('As `ollama list` shows it, for example "llama3.1:8b".'),
    ...common,
    baseUrl: address(
      'Address of the Ollama server. Default: OLLAMA_HOST, else http://127.0.0.1:11434.',
    ).optional(),
    ...model,
    keepAlive: z
      .union([z.number(), text('A duration such as "10m".')])
      .describe(
        'How long the model stays loaded: seconds, or a duration such as "10m". Default: as the server decides.',
      )
      .optional(),
    think: z
      .union([z.boolean(), z.enum(['low', 'medium', 'high', 'max'])])
      .describe('Whether, or how hard, a thinking model thinks before it answers. Default: false.')
      .optional(),
  })
  .describe('A model of an Ollama server.');

const openai = z
  .strictObject({
    kind: z.literal('openai'),
    baseUrl: address(
      'Base address of an OpenAI-compatible endpoint, for example "https://api.openai.com/v1".',
    ),
    model: text('As the endpoint calls it.'),
    ...common,
    ...key,
    ...model,
    ...price,
    ...away,
  })
  .describe('A model of any OpenAI-compatible endpoint.');

const anthropic = z
  .strictObject({
    kind: z.literal('anthropic'),
    model: text('As Anthropic calls it, for example "claude-sonnet-4-5".'),
    ...common,
    baseUrl: address('Base address of the API. Default: https://api.anthropic.com.').optional(),
    ...key,
    ...model,
    think: z
      .union([z.boolean(), z.enum(['low', 'medium', 'high', 'max'])])
      .describe('Whether, or how hard, the model thinks before it answers. Default: as the model does.')
      .optional(),
    ...price,
    ...away,
  })
  .describe(
    'A Claude model, over the API of Anthropic. Its key is ANTHROPIC_API_KEY unless "apiKeyName" names another.',
  );

const editor = z
  .strictObject({
    kind: z.literal('editor'),
    vendor: text('Who brings the model, for example "copilot".'),
    model: text('Id of the model, as "DER: Configure Experts" writes it.'),
    ...common,
    paramsB: model.paramsB,
    contextTokens: model.contextTokens,
    ...away,
  })
  .describe('A language model that the editor itself offers. Usable within the editor alone.');

const calculator = z
  .strictObject({ kind: z.literal('calculator'), ...common })
  .describe('Built in: arithmetic, units, percentages, algebra. Declines everything else.');

const workspace = z
  .strictObject({
    kind: z.literal('workspace'),
    ...common,
    root: text('Folder to search. Default: the open folder.').optional(),
  })
  .describe('Built in: quotes passages of the files of a folder.');

const simulated = z
  .strictObject({
    kind: z.literal('simulated'),
    student: text('Which simulated student, for example "simulated/anna-3b".'),
    ...common,
    seed: z
      .int('must be a whole number')
      .describe('Seed of its answers: same seed, same answers.')
      .optional(),
    tokensPerSecond: positive('Its pace. Default: 40.').optional(),
    firstTokenMs: z
      .number()
      .nonnegative('must be 0 or above')
      .describe('Milliseconds before its first token. Default: 150.')
      .optional(),
  })
  .describe('A simulated expert, for demonstrations and tests.');

export const poolEntrySchema = z.discriminatedUnion('kind', [
  ollama,
  openai,
  anthropic,
  editor,
  calculator,
  workspace,
  simulated,
]);

export type PoolEntry = z.output<typeof poolEntrySchema>;
export type EntryOf<Kind extends PoolEntry['kind']> = Extract<PoolEntry, { kind: Kind }>;
/** An entry as it is written: defaults may be left out. */
export type PoolEntryInput = z.input<typeof poolEntrySchema>;

const kinds = poolEntrySchema.options.map((option) => option.shape.kind.value);

/** JSON schema (draft 7, as the editor's settings use it) of the list of experts. */
export function poolJsonSchema(): Record<string, unknown> {
  const schema: Record<string, unknown> = z.toJSONSchema(z.array(poolEntrySchema), {
    target: 'draft-7',
    io: 'input',
  });
  delete schema['$schema'];
  return schema;
}

/** Id of an entry, given or by default. */
export function entryId(entry: PoolEntry): string {
  if (entry.id) return entry.id;
  if ('model' in entry) return entry.model;
  return entry.kind === 'simulated' ? entry.student : entry.kind;
}

/**
 * Reads a pool: an array of entries, or an object with that array as `experts`.
 * A wrong entry costs one problem, which names entry, field and remedy; the others still count.
 * Disabled entries are checked and left out.
 */
export function parsePool(value: unknown): { entries: PoolEntry[]; problems: string[] } {
  const list = isRecord(value) && 'experts' in value ? value['experts'] : value;
  if (!Array.isArray(list)) {
    return {
      entries: [],
      problems: ['The pool must be a list of experts, or an object with that list as "experts".'],
    };
  }
  const entries: PoolEntry[] = [];
  const problems: string[] = [];
  const taken = new Set<string>();
  for (const [index, raw] of list.entries()) {
    const where = label(index, raw);
    const problem = secretProblem(raw) ?? unknownKind(raw);
    if (problem) {
      problems.push(`${where}: ${problem}`);
      continue;
    }
    const parsed = poolEntrySchema.safeParse(raw, { reportInput: true });
    if (!parsed.success) {
      problems.push(`${where}: ${parsed.error.issues.map(describeIssue).join('; ')}.`);
      continue;
    }
    const id = entryId(parsed.data);
    if (id === stopKey) {
      problems.push(`${where}: the id "${stopKey}" stands for stopping. Give it another "id".`);
      continue;
    }
    if (taken.has(id)) {
      problems.push(
        `${where}: the id "${id}" is taken by an earlier expert. Give one of the two another "id".`,
      );
      continue;
    }
    taken.add(id);
    if (parsed.data.enabled) entries.push(parsed.data);
  }
  return { entries, problems };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function label(index: number, raw: unknown): string {
  const named = isRecord(raw) ? [raw['id'], raw['name'], raw['model'], raw['student'], raw['kind']] : [];
  const name = named.find(
    (candidate) => typeof candidate === 'string' && candidate && !looksLikeKey(candidate),
  );
  return name ? `Expert ${index + 1} ("${String(name)}")` : `Expert ${index + 1}`;
}

function unknownKind(raw: unknown): string | undefined {
  if (!isRecord(raw)) return 'must be an object with a "kind".';
  const kind = raw['kind'];
  if (kinds.some((known) => known === kind)) return undefined;
  const said = kind === undefined ? '"kind" is missing' : `the kind ${JSON.stringify(kind)} is unknown`;
  return `${said}. Use one of ${kinds.join(', ')}.`;
}

/** Keys belong into the secret store; the problem never repeats what was found. */
function secretProblem(raw: unknown): string | undefined {
  if (!isRecord(raw)) return undefined;
  for (const [field, value] of Object.entries(raw)) {
    const named = /^(api_?key|key|token|secret|password|authorization)$/i.test(field);
    const shaped = typeof value === 'string' && looksLikeKey(value);
    const credentials = typeof value === 'string' && /^https?:\/\/[^/\s]*@/.test(value);
    if (named || shaped || credentials) {
      return `"${field}" seems to hold a key. Take it out, store it with "DER: Set API Key" or in an environment variable, and give its name as "apiKeyName".`;
    }
  }
  return undefined;
}

function describeIssue(issue: z.core.$ZodIssue): string {
  const field = issue.path.join('.');
  if (issue.code === 'unrecognized_keys') {
    return `unknown field ${issue.keys.map((key) => `"${key}"`).join(', ')}; remove it or correct its name`;
  }
  if (issue.code === 'invalid_type') {
    return issue.input === undefined
      ? `"${field}" is missing; add it`
      : `"${field}" must be of type ${issue.expected}`;
  }
  if (issue.code === 'invalid_union') return `"${field}" has none of the allowed values; see its description`;
  if (issue.code === 'invalid_value')
    return `"${field}" must be one of ${issue.values.map(String).join(', ')}`;
  return `"${field}" ${issue.message}`;
}
