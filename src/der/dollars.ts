/** US dollars with as many digits as small amounts need: `$0`, `$0.0000008`, `$0.0012`, `$123.40`. */
export function dollars(usd: number): string {
  if (usd === 0) return '$0';
  return `$${usd >= 0.1 ? usd.toFixed(2) : usd.toLocaleString('en-US', { maximumSignificantDigits: 2 })}`;
}
