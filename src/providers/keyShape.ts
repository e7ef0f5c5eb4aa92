/** What the keys of well-known services look like, and bearer headers. */
const keyShape =
  /\bBearer\s{1,20}\S{8,}|\b(?:(?:[sr]k|gsk|csk|xai|pplx|hf|nvapi|r8|fw|gh[oprsu]|github_pat|glpat|gl[sd]a|npm|pypi|rubygems|dckr_pat|xox[abeoprs]|xapp|dop_v1|tgp_v1|lin_api|whsec|shp(?:at|ca|pa|ss)|sq0(?:atp|csp)|sntry[su]|figd|tskey|PMAK|AGE-SECRET-KEY)[-_]|AIza|AKIA|ASIA|ATATT3|ya29\.|hv[sb]\.|SG\.|eyJ)[-_A-Za-z0-9.]{16,}/;

const alone = new RegExp(`^(?:${keyShape.source})$`);

export function looksLikeKey(value: string): boolean {
  return alone.test(value.trim());
}

/** The text without whatever in it looks like a key. */
export function withoutKeys(text: string): string {
  return text.replaceAll(new RegExp(keyShape, 'g'), '‹key›');
}
