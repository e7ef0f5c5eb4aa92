/**
 * US dollars with as many digits as small amounts need: `$0`, `$0.0000008`, `$0.0012`, `$123.40`.
 * @param language by whose rules amounts are written, as a BCP 47 tag.
 */
export function dollars(usd: number, language = 'en-US'): string {
  const digits =
    usd === 0
      ? { maximumFractionDigits: 0 }
      : usd >= 0.1
        ? { minimumFractionDigits: 2, maximumFractionDigits: 2 }
        : { maximumSignificantDigits: 2 };
  return usd.toLocaleString(language, { style: 'currency', currency: 'USD', ...digits });
}
