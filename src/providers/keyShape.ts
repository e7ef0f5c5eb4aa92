/** What the keys of well-known services look like, and bearer headers. */
const keyShape =
  /\bBearer\s+\S{8,}|\b(?:(?:sk|gsk|xai|pplx|hf|nvapi|r8|ghp|glpat)[-_]|AIza|AKIA|eyJ)[-_A-Za-z0-9.]{16,}/;

const alone = new RegExp(`^(?:${keyShape.source})$`);

export function looksLikeKey(value: string): boolean {
  return alone.test(value.trim());
}

/** The text without whatever in it looks like a key. */
export function withoutKeys(text: string): string {
  return text.replaceAll(new RegExp(keyShape, 'g'), '‹key›');
}
