/** Whether a service takes a key, found out before the key is stored: by the list of models, which costs nothing. */
import { anthropicHome } from '../../providers/anthropic/client';
import { listAnthropicModels } from '../../providers/anthropic/discover';
import { listOpenAiModels } from '../../providers/openai/discover';
import { endpoints } from '../../providers/openai/endpoints';
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
  const baseUrl = endpoints.find((endpoint) => endpoint.apiKeyName === apiKeyName)?.baseUrl;
  if (baseUrl) return verdictOf(await listOpenAiModels(services, { baseUrl, apiKeyName, apiKey }));
  if (apiKeyName !== anthropicHome.apiKeyName) return undefined;
  return verdictOf(await listAnthropicModels(services, { ...anthropicHome, apiKey }));
}

/** Gemini and xAI call a wrong key a bad request, and say what is wrong with it. */
function verdictOf({ problem, kind }: { problem?: string; kind?: string }): KeyVerdict {
  if (problem === undefined) return { state: 'works' };
  const refused = kind === 'unauthorised' || (kind === 'bad_request' && /\bapi.?key\b/i.test(problem));
  return { state: refused ? 'refused' : 'unsure', problem };
}

/** What the keys of a service begin with, the longer beginnings first. Others begin with what anybody's may. */
const beginnings: readonly (readonly [string, string])[] = [
  ['sk-ant-', anthropicHome.apiKeyName],
  ['sk-or-', 'OPENROUTER_API_KEY'],
  ['sk-proj-', 'OPENAI_API_KEY'],
  ['gsk_', 'GROQ_API_KEY'],
  ['AIza', 'GEMINI_API_KEY'],
];

/** The usual name of a key whose service shows in how it begins. */
export function usualNameOf(key: string): string | undefined {
  return beginnings.find(([beginning]) => key.startsWith(beginning))?.[1];
}
