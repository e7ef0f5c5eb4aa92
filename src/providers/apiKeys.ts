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

/** What a server said, as a sentence of bounded length, without the status before it and without the key. */
export function serverSentence(message: string, apiKey: string | undefined): string {
  const said = (apiKey ? message.replaceAll(apiKey, '…') : message)
    .replace(/^\d{3} /, '')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 500);
  return /[.!?]$/.test(said) ? said : `${said}.`;
}
