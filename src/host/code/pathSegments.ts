/** Paths that answers name, taken apart: none of them leads out of its folder by its words alone. */

/** Names that Windows takes for devices, whatever their ending. */
const device = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$|clock\$) {0,200}(\.|$)/i;

/** No name of a file: control signs and marks that hide or turn what stands there, and what Windows reads otherwise. */
const unnameable = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\u2800:*?"<>|]|(?!\ufe0f)\p{DI}|^ |[. ]$/u;

/** Longer paths are on no disk. */
const longestPath = 4096;

/**
 * The folders and the name of a relative path that stays below where it begins, on any system that may read it:
 * no drive, no share, no other stream of a file, no device.
 */
export function segmentsOf(path: string): readonly string[] | undefined {
  if (path.length > longestPath || /^[/\\~]|^[a-z][a-z+.-]*:/i.test(path)) return undefined;
  const segments = path.split(/[/\\]/).filter((segment) => segment !== '' && segment !== '.');
  const wrong = segments.some((segment) => unnameable.test(segment) || device.test(segment));
  return segments.length === 0 || wrong ? undefined : segments;
}
