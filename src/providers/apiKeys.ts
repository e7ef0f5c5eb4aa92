/** Keys of services: where they come from, and that none of them is ever told. */
import { ExpertError } from '../der/core/expertErrors';
import { redacted, rememberKey } from './knownKeys';
import type { ProviderServices } from './services';

type Keys = Pick<ProviderServices, 'secret' | 'env'>;

/** The stored key of that name, else the environment's. @throws ExpertError when there is none. */
export async function apiKeyNamed(name: string, services: Keys): Promise<string> {
  const key = await apiKeyIfAny(name, services);
  if (key !== undefined) return key;
  throw new ExpertError(
    'unauthorised',
    `the key "${name}" is missing. Store it with "DER: Set API Key", or set the environment variable ${name}.`,
  );
}

/** As `apiKeyNamed`; undefined when there is none. */
export async function apiKeyIfAny(name: string, services: Keys): Promise<string | undefined> {
  const key = cleanKey((await services.secret(name)) ?? services.env[name] ?? '');
  if (key === '') return undefined;
  rememberKey(key);
  return key;
}

const quotes: Readonly<Record<string, string>> = {
  '"': '"',
  "'": "'",
  '`': '`',
  '“': '”',
  '”': '”',
  '„': '“',
  '‘': '’',
  '’': '’',
  '«': '»',
  '<': '>',
};

/** What stands around a key where it was copied from: a header, a line of a script, quotes, marks that cannot be seen. */
const before =
  /^(?:(?:proxy-)?authorization\s{0,9}[:=]\s{0,9}|x-api-key\s{0,9}[:=]\s{0,9}|(?:export|set)\s{1,9}|[A-Z][A-Z0-9_]{2,60}=(?=\S)|bearer\s{1,9})/i;

/** Layers around a key that are taken off. */
const mostLayers = 6;

/** A key as it was pasted, without what was copied along. */
export function cleanKey(pasted: string): string {
  let key = pasted.replace(/^[\s\p{DI}]+|(?<![\s\p{DI}])[\s\p{DI}]+$/gu, '');
  for (let layer = 0; layer < mostLayers; layer++) {
    const end = quotes[key[0] ?? ''];
    const bare = key.replace(/[,;]$/, '');
    const inner =
      end !== undefined && bare.length > 1 && bare.endsWith(end)
        ? bare.slice(1, -1)
        : key.replace(before, '');
    if (inner === key) break;
    key = inner.trim();
  }
  return key;
}

/** Whoever refuses a header quotes it in the error, and with it the key: one that fits no header stays here. */
export function refuseUnsendable(apiKey: string | undefined): void {
  if (apiKey === undefined) return;
  if (isSendable(apiKey)) return rememberKey(apiKey.trim());
  throw new ExpertError(
    'unauthorised',
    'The API key holds a line break or another character that no key has. Copy it again, whole and alone, and ' +
      'store it with "DER: Set API Key", or correct the environment variable.',
  );
}

/** Whether a header can carry it. */
export function isSendable(apiKey: string): boolean {
  return /^[\x20-\x7e]*$/.test(apiKey.trim());
}

/** Characters of what a server says that are read at all, and that are told. */
const mostRead = 20_000;
const mostTold = 500;

/**
 * What a server said, as a sentence of bounded length, without the status before it, without any key, and without
 * characters that steer a terminal. A message of a programming language says nothing to a person, wherever it is from.
 * What was said comes here whole, as half of a key that is cut off would not be known for one.
 */
export function serverSentence(message: string, apiKey: string | undefined, most = mostTold): string {
  const bounded = message.slice(0, mostRead);
  const said = redacted(apiKey ? bounded.replaceAll(apiKey, '…') : bounded, '…')
    .replace(/[\s\p{Cc}\p{Cf}]+/gu, ' ')
    .replace(/^ ?\d{3} /, '')
    .trim()
    .slice(0, most);
  if (said === '' || said === '.') return 'It does not say why.';
  if (isOfProgram(said)) return 'A fault of its own program.';
  return /[.!?]$/.test(said) ? said : `${said}.`;
}

const ofProgram =
  /Cannot (read|set) propert|Cannot destructure|is not (a function|iterable|a constructor|defined)\b|(undefined|null) is not an object|Unexpected (token|end of JSON|end of input|non-whitespace)|in JSON at position|Invalid array length|Maximum call stack|Assignment to constant|before initialization|\[object \w+\]|^(Type|Syntax|Range|Reference)Error\b|Invalid string length|Body is unusable/;

/** The words are those of a JavaScript engine about a program. */
function isOfProgram(words: string): boolean {
  return ofProgram.test(words);
}
