/** Keys of services: where they come from, and that none of them is ever told. */
import { ExpertError } from '../der/core/expertErrors';
import type { ProviderServices } from './services';

/** The stored key of that name, else the environment's. @throws ExpertError when there is none. */
export async function apiKeyNamed(
  name: string,
  services: Pick<ProviderServices, 'secret' | 'env'>,
): Promise<string> {
  const key = ((await services.secret(name)) ?? services.env[name])?.trim();
  if (key) return key;
  throw new ExpertError(
    'unauthorised',
    `the key "${name}" is missing. Store it with "DER: Set API Key", or set the environment variable ${name}.`,
  );
}

/** Whoever refuses a header quotes it in the error, and with it the key: one that fits no header stays here. */
export function refuseUnsendable(apiKey: string | undefined): void {
  if (apiKey === undefined || /^[\x20-\x7e]*$/.test(apiKey.trim())) return;
  throw new ExpertError(
    'unauthorised',
    'The API key holds a line break or another character that no key has. Copy it again, whole and alone, and ' +
      'store it with "DER: Set API Key", or correct the environment variable.',
  );
}

/** Characters of what a server says that are told. */
const mostTold = 500;

/**
 * What a server said, as a sentence of bounded length, without the status before it, without the key, and without
 * characters that steer a terminal. A message of a programming language says nothing to a person, wherever it is from.
 */
export function serverSentence(message: string, apiKey: string | undefined): string {
  const bounded = message.slice(0, 20_000);
  const said = (apiKey ? bounded.replaceAll(apiKey, '…') : bounded)
    .replace(/[\s\p{Cc}\p{Cf}]+/gu, ' ')
    .replace(/^ ?\d{3} /, '')
    .trim()
    .slice(0, mostTold);
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
