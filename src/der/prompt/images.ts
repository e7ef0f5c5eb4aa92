/** Images that go with a question, to experts that take them. */

/** What every service that takes images reads. */
export const imageTypes = ['image/png', 'image/jpeg', 'image/gif', 'image/webp'] as const;
export type ImageType = (typeof imageTypes)[number];

/** A picture that goes with a question. */
export interface Image {
  readonly mediaType: ImageType;
  /** Base64, without a prefix. */
  readonly data: string;
}

/** Bytes of one image: services refuse more than 5 MB, and base64 takes four characters for three bytes. */
export const mostImageBytes = 3_500_000;

/** Images of one question. */
export const mostImages = 5;

/** About how many tokens an image takes: what services count for one that they have made smaller. */
export const imageTokens = 1_600;

/** More tokens than a service bills for an image: gpt-4o-mini counts 48,169 for the largest. */
export const imageTokenBound = 50_000;

/** The type by what a file begins with, whatever it is called; undefined where it is no image that can be sent. */
export function imageTypeOf(bytes: Uint8Array): ImageType | undefined {
  const starts = (from: number, ...codes: number[]) => codes.every((code, at) => bytes[from + at] === code);
  if (starts(0, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return 'image/png';
  if (starts(0, 0xff, 0xd8, 0xff)) return 'image/jpeg';
  if (starts(0, 0x47, 0x49, 0x46, 0x38)) return 'image/gif';
  if (starts(0, 0x52, 0x49, 0x46, 0x46) && starts(8, 0x57, 0x45, 0x42, 0x50)) return 'image/webp';
  return undefined;
}
