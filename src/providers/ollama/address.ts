/** Where Ollama is, read from `OLLAMA_HOST` the way Ollama itself reads it (envconfig/config.go). */
import { withoutSlashes } from '../address';

const defaultBaseUrl = 'http://127.0.0.1:11434';

/**
 * Base address for a value of `OLLAMA_HOST`: a host, host:port, :port or address with a scheme. An address to
 * listen on everywhere (0.0.0.0, ::) means this machine to a client.
 */
export function ollamaBaseUrl(value: string | undefined): string {
  const trimmed = (value ?? '').trim().replace(/^["']|["']$/g, '');
  if (trimmed === '') return defaultBaseUrl;
  const [, scheme = 'http', rest = ''] = /^(?:(https?):\/\/)?([^]*)$/i.exec(trimmed)!;
  const explicit = trimmed.includes('://');
  const defaultPort = !explicit ? '11434' : scheme.toLowerCase() === 'https' ? '443' : '80';

  const slash = rest.indexOf('/');
  const hostPort = slash < 0 ? rest : rest.slice(0, slash);
  const path = slash < 0 ? '' : withoutSlashes(rest.slice(slash));
  const { host, port } = splitHostPort(hostPort);
  const valid = /^\d+$/.test(port) && Number(port) <= 65_535;
  const address = `${scheme.toLowerCase()}://${reachable(host)}:${valid ? port : defaultPort}${path}`;
  return URL.canParse(address) ? ollamaRoot(new URL(address).href) : defaultBaseUrl;
}

/** The server's own address, also where somebody copied that of its API or of its OpenAI-compatible one. */
export function ollamaRoot(address: string): string {
  return address
    .replace(/\/{1,20}$/, '')
    .replace(/(\/v1){1,20}(\/chat\/completions|\/models)?$|\/api(\/(chat|tags|generate))?$/, '');
}

/**
 * Why a value of `OLLAMA_HOST` is no address, and what to do; undefined when it is one. Ollama itself then takes the
 * part that it understands, which is another server than the person meant.
 */
export function ollamaHostProblem(value: string | undefined): string | undefined {
  const trimmed = (value ?? '').trim().replace(/^["']|["']$/g, '');
  if (trimmed === '' || isAddress(trimmed)) return undefined;
  const shown = trimmed.length > 80 || trimmed.includes('@') ? '' : ` "${trimmed}"`;
  return `The environment variable OLLAMA_HOST${shown} is no address. Set it to a host, a port or both, such as 127.0.0.1:11434, or to an address that starts with http:// or https://.`;
}

function isAddress(text: string): boolean {
  const [, scheme = '', rest = ''] = /^(?:([^/:]*):\/\/)?(.*)$/.exec(text) ?? [];
  if (text.includes('://') && !/^https?$/i.test(scheme)) return false;
  const { host, port } = splitHostPort(rest.split('/', 1)[0]!);
  const portFits = port === '' || (/^\d+$/.test(port) && Number(port) <= 65_535);
  const named = host === '' ? port !== '' : isHost(host);
  return portFits && named && !/[?#]/.test(rest);
}

/** A name of a host, or an address whole: a port alone, or part of an address, would be another machine's. */
function isHost(host: string): boolean {
  const url = `http://${reachable(host)}`;
  if (!URL.canParse(url) || /^https?$/i.test(host)) return false;
  const { hostname, username } = new URL(url);
  if (username !== '' || !/^[\w.-]+$|^\[/.test(hostname)) return false;
  const isNumber = /^[\d.]+$/.test(hostname);
  return !isNumber || host === '::' || /^\d{1,3}(\.\d{1,3}){3}$/.test(host);
}

function splitHostPort(text: string): { host: string; port: string } {
  const bracketed = /^\[([^\]]*)\](?::(.*))?$/.exec(text);
  if (bracketed) return { host: bracketed[1]!, port: bracketed[2] ?? '' };
  const colons = text.split(':').length - 1;
  if (colons !== 1) return { host: text, port: '' };
  const [host = '', port = ''] = text.split(':');
  return { host, port };
}

function reachable(host: string): string {
  if (host === '' || host === '0.0.0.0' || host === '::') return '127.0.0.1';
  return host.includes(':') ? `[${host}]` : host;
}
