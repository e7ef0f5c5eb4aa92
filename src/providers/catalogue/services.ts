/** Services whose prices and limits the catalogue has, by the host of their address. */

/** Host to the service's name in models.dev. */
const hosts: Readonly<Record<string, string>> = {
  'api.openai.com': 'openai',
  'api.anthropic.com': 'anthropic',
  'generativelanguage.googleapis.com': 'google',
  'api.mistral.ai': 'mistral',
  'api.deepseek.com': 'deepseek',
  'api.x.ai': 'xai',
  'api.groq.com': 'groq',
  'api.cerebras.ai': 'cerebras',
  'api.cohere.com': 'cohere',
  'api.cohere.ai': 'cohere',
  'api.together.xyz': 'togetherai',
  'api.together.ai': 'togetherai',
  'api.fireworks.ai': 'fireworks-ai',
  'api.deepinfra.com': 'deepinfra',
  'openrouter.ai': 'openrouter',
  'api.moonshot.ai': 'moonshotai',
  'api.z.ai': 'zai',
  'api.minimax.io': 'minimax',
  'dashscope-intl.aliyuncs.com': 'alibaba',
  'dashscope.aliyuncs.com': 'alibaba-cn',
  'api.novita.ai': 'novita-ai',
  'api.siliconflow.com': 'siliconflow',
  'api.studio.nebius.com': 'nebius',
  'api.tokenfactory.nebius.com': 'nebius',
  'router.huggingface.co': 'huggingface',
  'api.scaleway.ai': 'scaleway',
};

export const services: readonly string[] = [...new Set(Object.values(hosts))];

/** The service at an address; undefined for any other, a proxy for instance, whose prices may be others. */
export function serviceAt(baseUrl: string): string | undefined {
  const host = URL.canParse(baseUrl) ? new URL(baseUrl).hostname : '';
  return Object.hasOwn(hosts, host) ? hosts[host] : undefined;
}
