/**
 * `fetch` by the proxies of the environment, as the editor's own has those of its settings. Node 20 reads
 * NODE_EXTRA_CA_CERTS by itself, and none of the variables that name a proxy.
 */
import type * as Undici from 'undici';
import { isLoopback } from '../../providers/address';
import { connectionCode, proxyFailed } from '../../providers/connection';
import { isExcepted } from './noProxy';
import { UsageError } from './options';

type Environment = Readonly<Record<string, string | undefined>>;

interface Proxies {
  /** Address by the scheme of what is asked; absent: asked directly. */
  readonly http?: URL | undefined;
  readonly https?: URL | undefined;
  /** Hosts that are asked directly. */
  readonly except: string;
}

/**
 * What asks by HTTP_PROXY, HTTPS_PROXY, ALL_PROXY and NO_PROXY, in capitals or not; this machine itself is always
 * asked directly. Without any of them it is Node's own `fetch`.
 * @throws UsageError when one of them is no address.
 */
export function proxyFetch(env: Environment): typeof fetch {
  const proxies = proxiesOf(env);
  if (!proxies.http && !proxies.https) return globalThis.fetch;
  let loading: Promise<typeof fetch> | undefined;
  return async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input);
    if (isLoopback(url.href) || isExcepted(url, proxies.except)) return globalThis.fetch(input, init);
    const proxied = await (loading ??= load(proxies));
    return proxied(input, init).catch((error: unknown) => {
      throw ofProxy(error, url, url.protocol === 'https:' ? proxies.https : proxies.http) ?? error;
    });
  };
}

function proxiesOf(env: Environment): Proxies {
  const all = address(env, 'ALL_PROXY');
  return {
    http: address(env, 'HTTP_PROXY') ?? all,
    https: address(env, 'HTTPS_PROXY') ?? all,
    except: variable(env, 'NO_PROXY')?.value ?? '',
  };
}

function address(env: Environment, name: string): URL | undefined {
  const found = variable(env, name);
  if (!found) return undefined;
  const text = found.value.includes('://') ? found.value : `http://${found.value}`;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url && /^(https?|socks5?):$/.test(url.protocol) && url.hostname !== '') return url;
  // The value may hold a password.
  throw new UsageError(
    `The environment variable ${found.name} is no address of a proxy. Set it to one such as http://proxy.example:8080, or unset it.`,
  );
}

function variable(env: Environment, name: string): { name: string; value: string } | undefined {
  return [name.toLowerCase(), name]
    .map((one) => ({ name: one, value: env[one]?.trim() ?? '' }))
    .find(({ value }) => value !== '');
}

/** `fetch` and its agent from one package: Node's own does not take the agents of every version. */
async function load({ http, https }: Proxies): Promise<typeof fetch> {
  // In a bundle all that a CommonJS package exports is its default, which its types do not know.
  const { default: undici } = await import('undici');
  const { Agent, EnvHttpProxyAgent, fetch: ask } = undici as unknown as typeof Undici;
  // An empty text means none, and nothing that the agent would look up itself.
  const byProxy = new EnvHttpProxyAgent({
    noProxy: '',
    proxyTunnel: false,
    httpProxy: http?.href ?? '',
    httpsProxy: https?.href ?? '',
  });
  const direct = new Agent();
  return ((input: string | URL, init?: RequestInit) => {
    const { protocol } = new URL(input);
    const dispatcher: Undici.Dispatcher = (protocol === 'https:' ? https : http) ? byProxy : direct;
    return ask(input, { ...(init as Parameters<typeof ask>[1]), dispatcher });
  }) as unknown as typeof fetch;
}

/** The error in words of the proxy, where it is the proxy that failed and not the server behind it. */
function ofProxy(error: unknown, server: URL, proxy: URL | undefined): Error | undefined {
  const said = causes(error).find(({ message }) =>
    /Proxy response \(\d+\)|Proxy Authentication/i.test(message),
  );
  const status = /\((\d{3})\)/.exec(said?.message ?? '')?.[1];
  const own = causes(error).find((cause) => 'port' in cause || 'hostname' in cause);
  const where = own as { port?: number; hostname?: string } | undefined;
  const isOwn =
    proxy !== undefined &&
    (where?.hostname === proxy.hostname ||
      (where?.port === Number(proxy.port) && server.port !== proxy.port));
  if (status === undefined && !isOwn) return undefined;
  const reason =
    status === '407'
      ? 'asks for a name and a password (407). Add them to its address as http://name:password@host:port'
      : status !== undefined
        ? `does not let this address through (${status}). Ask who runs it, or name the host in NO_PROXY`
        : `cannot be reached (${connectionCode(error) ?? 'no answer'}). Correct HTTP_PROXY, HTTPS_PROXY or ALL_PROXY`;
  const cause = Object.assign(new Error(`the proxy ${proxy?.host ?? ''} ${reason}`), { code: proxyFailed });
  return new TypeError('fetch failed', { cause });
}

function causes(error: unknown): Error[] {
  const found: Error[] = [];
  for (let cause = error; cause instanceof Error && found.length < 6;) {
    found.push(cause);
    cause = cause instanceof AggregateError ? cause.errors[0] : cause.cause;
  }
  return found;
}
