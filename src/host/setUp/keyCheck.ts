/** Whether a service takes a key, found out before the key is stored, by asking what costs nothing. */
import type { KeyedService, KeyTrial } from '../../providers/kind';
import { keyedServices } from '../../providers/knownKinds';
import type { ProviderServices } from '../../providers/services';

export type KeyVerdict =
  | { readonly state: 'works' }
  /** The service does not take it. */
  | { readonly state: 'refused'; readonly problem: string }
  /** The service could not be asked, or said something else: the key may be right. */
  | { readonly state: 'unsure'; readonly problem: string };

/** Never throws. Undefined where nobody knows which service the name belongs to. */
export async function checkKey(
  services: Pick<ProviderServices, 'fetch'>,
  apiKeyName: string,
  apiKey: string,
): Promise<KeyVerdict | undefined> {
  const service = keyedServices().find((keyed) => keyed.apiKeyName === apiKeyName);
  return service && verdictOf(await service.tryKey(services, apiKey));
}

/** Gemini and xAI call a wrong key a bad request, and say what is wrong with it. */
function verdictOf({ problem, kind }: KeyTrial): KeyVerdict {
  if (problem === undefined) return { state: 'works' };
  const refused = kind === 'unauthorised' || (kind === 'bad_request' && /\bapi.?key\b/i.test(problem));
  return { state: refused ? 'refused' : 'unsure', problem };
}

/** The usual name of a key whose service shows in how it begins. */
export function usualNameOf(key: string): string | undefined {
  const isOf = ({ keysBegin }: KeyedService) => keysBegin !== undefined && key.startsWith(keysBegin);
  return keyedServices().find(isOf)?.apiKeyName;
}
