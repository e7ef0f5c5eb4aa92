/** Whether a text holds a key or a password, by what stands in it: files of any name may. */
import { looksLikeKey } from '../keyShape';

/** Characters of a file that are looked at; what is read of one is hardly longer. */
const mostRead = 400_000;

/** Lines beyond this length are data; only their beginning is looked at. */
const longestLine = 2_000;

const privateKey =
  /-----BEGIN (?:[A-Z0-9]{1,20} ){0,3}PRIVATE KEY(?: BLOCK)?-----|^PuTTY-User-Key-File-\d|"private_key"\s{0,9}:\s{0,9}"-----BEGIN|^-----BEGIN OPENSSH/m;

/** What a value is called that opens something. */
const secretName =
  /(?:pass(?:word|wd|phrase)?|secret|token|api[_-]?key|apikey|access[_-]?key|account[_-]?key|private[_-]?key|client[_-]?secret|auth[_-]?key|encryption[_-]?key|signing[_-]?key|credentials?|bearer|pwd)["'\]]{0,3}\s{0,9}(?:=>|:=|[:=])\s{0,9}(["'`]?)([^\s"'`,;]{8,500})\1/gi;

/** Names and passwords within an address. */
const inAddress = /\b[a-z][a-z+.-]{1,20}:\/\/[^\s/:@"'`]{1,100}:([^\s/@"'`]{6,200})@/gi;

/** Values of known shapes wherever they stand. */
const shaped = /[\w.-]{20,500}/g;

export function textHoldsSecret(text: string): boolean {
  const read = text.slice(0, mostRead);
  if (privateKey.test(read)) return true;
  for (const line of read.split('\n')) if (lineHoldsSecret(line.slice(0, longestLine))) return true;
  return false;
}

function lineHoldsSecret(line: string): boolean {
  for (const [, , value] of line.matchAll(secretName)) if (isRandom(value!)) return true;
  for (const [, value] of line.matchAll(inAddress)) if (isRandom(value!)) return true;
  for (const [word] of line.matchAll(shaped)) if (looksLikeKey(word) && isRandom(word)) return true;
  return false;
}

/** Bits for each character beyond which a value is not a word, a path or a call. */
const leastEntropy = 3;

/** Made by a machine, not written as a name, a placeholder or code. */
function isRandom(value: string): boolean {
  if (value.length < 12 || /[(){}[\]<>$]|\.\.\.|^(?:process|env|config|os|self|this|req|args)\b/.test(value))
    return false;
  if (/example|placeholder|changeme|your[_-]|xxx|dummy|sample|redacted|\*{3}/i.test(value)) return false;
  const kinds = [/[a-z]/, /[A-Z]/, /\d/].filter((kind) => kind.test(value)).length;
  if (kinds < 2 || !/\d/.test(value)) return false;
  return entropy(value) >= leastEntropy;
}

/** Bits of each character by how often each occurs in the text. */
function entropy(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / text.length) * Math.log2(count / text.length);
  return bits;
}
