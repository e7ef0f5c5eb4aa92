/** What the keys of well-known services look like, and bearer headers. */
const keyShape =
  /\bBearer\s{1,20}\S{8,}|\b(?:(?:sk|gsk|csk|xai|pplx|hf|nvapi|r8|fw|gh[oprsu]|github_pat|glpat|npm|pypi|xox[abeoprs]|dop_v1|tgp_v1|lin_api|whsec|shpat)[-_]|AIza|AKIA|ASIA|ya29\.|eyJ)[-_A-Za-z0-9.]{16,}/;

const alone = new RegExp(`^(?:${keyShape.source})$`);

export function looksLikeKey(value: string): boolean {
  return alone.test(value.trim());
}

/** The text without whatever in it looks like a key. */
export function withoutKeys(text: string): string {
  return text.replaceAll(new RegExp(keyShape, 'g'), '‹key›');
}
