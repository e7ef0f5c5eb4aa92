/** Where a server is, and whether text sent there leaves this machine. */

/** An http(s) address without credentials, query or trailing slash; undefined when `text` is none. */
export function parseBaseUrl(text: string): string | undefined {
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  const plain = (url.protocol === 'http:' || url.protocol === 'https:') && url.hostname !== '';
  if (!plain || url.username || url.password || url.search || url.hash) return undefined;
  return withoutSlashes(url.href);
}

/** The address without slashes at its end. */
export function withoutSlashes(address: string): string {
  let end = address.length;
  while (address[end - 1] === '/') end--;
  return address.slice(0, end);
}

/** The address is this machine's own, so nothing sent there reaches a network. */
export function isLoopback(baseUrl: string): boolean {
  const { hostname } = new URL(baseUrl);
  return (
    hostname === 'localhost' ||
    hostname === '[::1]' ||
    hostname === '0.0.0.0' ||
    hostname === '[::]' ||
    /^127(\.\d+){3}$/.test(hostname)
  );
}
