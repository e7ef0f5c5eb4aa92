/** What an exception tells, as an outcome in JSON. */
import { SetOf, StringOf, slice, stringify } from './primordials.js';
import { inspect } from './inspect.js';
import { Halt } from './output.js';
import { classOf } from './values.js';

const absent = / is not defined$/;
/** Names of browsers and of Node that are not here: a program that needs one is not wrong for it. */
const ofTheHost = new SetOf(
  `window document navigator localStorage sessionStorage location alert prompt confirm fetch XMLHttpRequest WebSocket Request Response Headers FormData AbortController URL URLSearchParams Buffer TextEncoder TextDecoder crypto Worker Blob File Deno Bun Event EventTarget Intl WebAssembly React describe it test expect jest requestAnimationFrame HTMLElement customElements SharedArrayBuffer Atomics btoa atob MessageChannel AbortSignal`.split(
    ' ',
  ),
);

export function failed(error) {
  try {
    if (error instanceof Halt) return `{"cannot":${stringify(error.message)}}`;
    const isError = typeof error === 'object' && error !== null && typeof error.message === 'string';
    const name = isError ? error.name : undefined;
    const message = slice(
      isError ? error.message : typeof error === 'object' ? inspect(error) : StringOf(error),
      0,
      1000,
    );
    const [, unloaded] = /^could not load module '([^]*)'$/.exec(message) ?? [];
    if (unloaded !== undefined)
      return `{"cannot":${stringify(`The module "${slice(unloaded, 0, 100)}" is not there.`)}}`;
    if (name === 'SyntaxError' && /: '@'$/.test(message)) return '{"cannot":"Decorators are not run."}';
    if (message === 'out of memory') return '{"cannot":"It needs more than 128 MB of memory."}';
    if (name === 'ReferenceError' && absent.test(message)) {
      const missing = message.replace(absent, '').replace(/'/g, '');
      if (ofTheHost.has(missing))
        return `{"cannot":${stringify(`It needs "${missing}", which is not there.`)}}`;
    }
    const kind = isError
      ? typeof name === 'string' && name !== '' && name !== 'Error'
        ? name
        : classOf(error) || 'Error'
      : typeof error;
    return `{"threw":${stringify(slice(kind, 0, 200))},"message":${stringify(message)}}`;
  } catch {
    return '{"threw":"Error","message":""}';
  }
}
