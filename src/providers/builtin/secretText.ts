/** Whether a text holds a key or a password, by what stands in it: files of any name may. */
import { looksLikeKey } from '../keyShape';

/** Characters of a text that are looked at: more than is read of any file. */
const mostRead = 4_000_000;

/** What is a secret whatever stands around it: private keys, addresses to post to, tokens of bots. */
const certain = [
  /-----BEGIN (?:[A-Z0-9]{1,20} ){0,3}PRIVATE KEY(?: BLOCK)?-----|^-----BEGIN OPENSSH|---- BEGIN SSH2 ENCRYPTED PRIVATE KEY/m,
  /^PuTTY-User-Key-File-\d|"private_key"\s{0,9}:\s{0,9}"-----BEGIN|\bclient-key-data["']?:\s{0,9}["']?LS0t/m,
  /\bhooks\.slack\.com\/services\/T\w{6,}\/|\bdiscord(?:app)?\.com\/api\/webhooks\/\d{10,}\//,
  /\b\d{8,10}:AA[\w-]{30,}/,
  // Keys of age, tokens of Vault, and passwords as servers keep them.
  /\bAGE-SECRET-KEY-1[0-9A-Z]{50,}|\bhv[sbr]\.[\w-]{20,}|:\$(?:2[aby]|apr1|argon2id?|[156]|y)\$[\w./$,=+-]{20,}/,
] as const;

/** What a value is called that opens something; its name may go on. */
const secretName =
  '(?:pass(?:word|wd|phrase)?|pwd|secret|token|api[_-]?key|(?:access|account|private|auth|encryption|signing|master|session)[_-]?key|credentials?|bearer|\\b_auth|[?&]sig)(?:[_-]?(?:access|key|base|value|string)){0,3}';
const ofName = [
  // In code, settings and JSON; of a block of YAML the first line; within a tag of XML.
  new RegExp(
    String.raw`${secretName}["'\]]{0,3}\s{0,9}(?:=>|:=|[:=>])\s{0,9}(?:[>|][+-]?\s{1,20})?(["'${'`'}]?)([^\s"'${'`'},;<]{8,500})\1`,
    'gi',
  ),
  new RegExp(
    String.raw`=\s{0,3}(["'])[^"'\n]{0,60}${secretName}\1\s{1,9}value\s{0,3}=\s{0,3}["']([^"'\n]{8,500})["']`,
    'gi',
  ),
  /\bauthorization["']?\s{0,3}[:=]\s{0,3}(["']?)(?:basic|bearer|token)\s{1,3}([\w+/=.~-]{12,500})/gi,
  /\blogin\s{1,9}(\S{1,100})\s{1,9}password\s{1,9}(\S{8,500})/gi,
  /\bcurl\s[^\n]{0,200}-u\s{0,3}(["']?)[^\s:"']{1,100}:([^\s"']{8,500})/gi,
] as const;

/** Passwords within an address. */
const inAddress = /\b[a-z][a-z+.-]{1,20}:\/\/([^\s/:@"'`]{0,100}):([^\s/@"'`]{6,200})@/gi;

/** Values of known shapes wherever they stand. */
const shaped = /[\w.-]{20,500}/g;

export function textHoldsSecret(text: string): boolean {
  const read = text.slice(0, mostRead);
  if (certain.some((pattern) => pattern.test(read))) return true;
  for (const pattern of [...ofName, inAddress])
    for (const [, quote, value] of read.matchAll(pattern))
      if (isRandom(value!, quote === '"' || quote === "'")) return true;
  for (const [word] of read.matchAll(shaped)) if (looksLikeKey(word) && isRandom(word, false)) return true;
  return false;
}

/** Bits for each character beyond which a value is not a word, a path or a call. */
const leastEntropy = 3;

/** A place that something is put into later, and signs that only code has where no quotes stand around it. */
const hole = /[$#%][{(]|\{\{|<%|\.\.\./;
const ofCode = /[(){}[\]<>$]|^(?:process|env|config|os|self|this|req|args)\b/;
const placeholder = /example|placeholder|changeme|your[_-]|xxx|dummy|sample|redacted|\*{3}/i;

/** Made by a machine, not written as a name, a placeholder or code. */
function isRandom(value: string, quoted: boolean): boolean {
  if (value.length < 12 || hole.test(value) || (!quoted && ofCode.test(value))) return false;
  if (placeholder.test(value)) return false;
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
