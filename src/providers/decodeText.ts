/** The text of a file's bytes in the encodings that files of a folder have. */
import { analyse } from 'chardet';

/** As many bytes decide whether a file is text, as for git. */
const looked = 8_000;

/** What Windows-1252 has where Latin-1 has control characters; 0 where it has nothing. */
const windows = [
  ...[
    0x20ac, 0, 0x201a, 0x192, 0x201e, 0x2026, 0x2020, 0x2021, 0x2c6, 0x2030, 0x160, 0x2039, 0x152, 0, 0x17d,
    0,
  ],
  ...[
    0, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0x2dc, 0x2122, 0x161, 0x203a, 0x153, 0, 0x17e,
    0x178,
  ],
];

/**
 * Encodings of Chinese, Japanese and Korean, whose pairs of bytes tell them. What else has one byte for a letter can
 * hardly be told from Windows-1252 by a few letters beyond ASCII, and is not guessed.
 */
const inPairs = new Set(['Shift_JIS', 'EUC-JP', 'GB18030', 'Big5', 'EUC-KR']);
/** As `analyse` says it, of 100. */
const leastSure = 90;

/**
 * UTF-8 or UTF-16 by its mark or its zeros, else UTF-8 where the bytes are, else what their pairs tell, else
 * Windows-1252. Undefined: not text.
 */
export function decodeText(bytes: Buffer): string | undefined {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return bytes.toString('utf8', 3);
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return unlessZeros(bytes.toString('utf16le', 2));
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return unlessZeros(bigEndian(bytes.subarray(2)));
  const head = bytes.subarray(0, looked);
  if (head.includes(0)) return withoutMark(bytes, head);
  if (controls(head) > head.length / 50) return undefined;
  const text = bytes.toString('utf8');
  const broken = count(text, /\ufffd/g);
  // A stray byte in text that is UTF-8 otherwise does not make another encoding of it.
  if (broken === 0 || broken * 4 <= count(text, /[^\0-\x7f\ufffd]/g)) return text;
  return ofPairs(bytes, head) ?? ofWindows(bytes);
}

/** Undefined where it is not sure, or not all bytes are of that encoding. */
function ofPairs(bytes: Buffer, head: Buffer): string | undefined {
  const found = analyse(head).find(({ confidence }) => confidence >= leastSure);
  if (found === undefined || !inPairs.has(found.name)) return undefined;
  try {
    return new TextDecoder(found.name, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function ofWindows(bytes: Buffer): string {
  return bytes.toString('latin1').replace(/[\x80-\x9f]/g, (char) => {
    const code = windows[char.charCodeAt(0) - 0x80]!;
    return code === 0 ? '\ufffd' : String.fromCharCode(code);
  });
}

/** What begins like UTF-16 and holds zeros is UTF-32, or data. */
function unlessZeros(text: string): string | undefined {
  return text.slice(0, looked).includes('\0') ? undefined : text;
}

/** UTF-16 without a mark: zeros in every other place alone, and nothing odd when it is read so. */
function withoutMark(bytes: Buffer, head: Buffer): string | undefined {
  let [even, odd] = [0, 0];
  for (const [at, byte] of head.entries()) {
    if (byte !== 0) continue;
    if (at % 2 === 0) even++;
    else odd++;
  }
  if (bytes.length % 2 === 1 || (even > 0 && odd > 0)) return undefined;
  const text = odd > 0 ? bytes.toString('utf16le') : bigEndian(bytes);
  const odds = count(text.slice(0, looked), /[\0-\x08\x0e-\x1f\ufffd-\uffff]|\p{Co}|\p{Cn}|\p{Cs}/gu);
  return odds === 0 ? text : undefined;
}

function bigEndian(bytes: Buffer): string {
  return Buffer.from(bytes.subarray(0, bytes.length & ~1))
    .swap16()
    .toString('utf16le');
}

function controls(head: Buffer): number {
  return head.filter((byte) => byte < 0x09 || (byte > 0x0d && byte < 0x20 && byte !== 0x1b)).length;
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}
