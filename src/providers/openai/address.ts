/** Where an OpenAI-compatible endpoint is, also where somebody copied more of its address than the base. */

/** The base address: without the path of a single call, and with its version once. */
export function openAiBaseUrl(address: string): string {
  return address
    .replace(/\/{1,20}$/, '')
    .replace(/(\/chat)?\/completions$|\/models$/, '')
    .replace(/(\/v1){2,20}$/, '/v1');
}
