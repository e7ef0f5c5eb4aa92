/** Whom NO_PROXY names: hosts and all below them, addresses, whole networks, each with or without a port. */
import { BlockList, isIP } from 'node:net';

/** Entries that are read. */
const mostEntries = 1_000;

/** Whether this server is asked directly, as curl, Go and Python read the variable. */
export function isExcepted(url: URL, except: string): boolean {
  const host = withoutBrackets(url.hostname).replace(/\.$/, '').toLowerCase();
  const port = url.port || (url.protocol === 'https:' ? '443' : '80');
  const entries = except
    .split(/[\s,;]/)
    .filter((entry) => entry !== '')
    .slice(0, mostEntries);
  return entries.some((entry) => {
    const [, named = entry, only = port] = /^(\[[^\]]*\]|[^:]*):(\d{1,5})$/.exec(entry) ?? [];
    return only === port && names(withoutBrackets(named).toLowerCase(), host);
  });
}

function names(entry: string, host: string): boolean {
  const [network = '', bits] = entry.split('/', 2);
  if (bits !== undefined) return holds(network, bits, host);
  if (isIP(entry) !== 0 || isIP(host) !== 0) return entry === '*' || entry === host || begins(entry, host);
  const name = entry.replace(/^\*?\.?/, '').replace(/\.$/, '');
  return name === '' ? entry === '*' : host === name || host.endsWith(`.${name}`);
}

/** `10.*` */
function begins(entry: string, address: string): boolean {
  return /^[\da-f.:]+[.:]\*$/.test(entry) && address.startsWith(entry.slice(0, -1));
}

/** `10.0.0.0/8`, `fd00::/8` */
function holds(network: string, bits: string, host: string): boolean {
  const version = isIP(network);
  const most = version === 6 ? 128 : 32;
  if (version === 0 || version !== isIP(host) || !/^\d{1,3}$/.test(bits) || Number(bits) > most) return false;
  const list = new BlockList();
  const family = version === 6 ? 'ipv6' : 'ipv4';
  list.addSubnet(network, Number(bits), family);
  return list.check(host, family);
}

function withoutBrackets(host: string): string {
  return host.replace(/^\[|\]$/g, '');
}
