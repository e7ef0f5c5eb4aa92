/** What the keys of well-known services begin with; the rest of one follows. */
const beginnings = [
  'sk rk gsk csk xai pplx hf nvapi r8 fw gho ghp ghr ghs ghu github_pat glpat glsa glda npm pypi rubygems dckr_pat',
  'xoxa xoxb xoxe xoxo xoxp xoxr xoxs xapp dop_v1 doo_v1 dor_v1 tgp_v1 lin_api whsec shpat shpca shppa shpss sq0atp',
  'sq0csp sntrys sntryu figd tskey PMAK AGE-SECRET-KEY tvly vcp jina cpk sbp rpa ntn nfp lsv2 CCIPAT cfut cfat bkua',
  'GOCSPX ops fo1 fm1 fm2 pul ddp e2b',
]
  .join(' ')
  .replaceAll(' ', '|');

/** Keys of well-known services, whole headers that carry one, and parameters of addresses. */
const keyShape = new RegExp(
  [
    String.raw`\b(?:Bearer|Authorization["']?:\s{0,9}["']?Basic)\s{1,20}\S{8,}`,
    String.raw`\b(?:(?:${beginnings})[-_]|AIza|AKIA|ASIA|ABSK|ATATT3|ATCTT3|AQ\.|ya29\.|1//0|hv[sb]\.|SG\.|eyJ)[-_A-Za-z0-9.]{16,}`,
    String.raw`\b(?:dapi|key-)[\da-f]{32}`,
    String.raw`\b(?:x-|x-goog-)?api-key["']?\s{0,3}[:=]\s{0,3}["']?[^\s"',;]{12,}`,
    String.raw`[?&](?:api[-_]?key|key|access_token|token|sig|signature)=[^\s&"']{12,}`,
  ].join('|'),
);

const alone = new RegExp(`^(?:${keyShape.source})$`);

export function looksLikeKey(value: string): boolean {
  return alone.test(value.trim());
}

/** The text without whatever in it looks like a key. */
export function withoutKeys(text: string): string {
  return text.replaceAll(new RegExp(keyShape, 'g'), '‹key›');
}
