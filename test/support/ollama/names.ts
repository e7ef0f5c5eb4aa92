/** Model names: host, namespace, model and tag, and the suffixes that choose between local and cloud. */
import { quoted } from './goJson';
import { HttpError } from '../simulated/failures';

export interface ModelName {
  /** Shortest display form with the tag, as models are listed: `llama3:latest`, `gpt-oss:120b-cloud`. */
  readonly display: string;
  /** The same without a cloud suffix: `gpt-oss:120b`. */
  readonly base: string;
  /** With registry and namespace: `registry.ollama.ai/library/llama3:latest`. */
  readonly full: string;
  /** What the suffix says; undefined without one. */
  readonly source: 'local' | 'cloud' | undefined;
}

const valid = /^(?:[\w.-]+(?::\d+)?\/)?(?:\w[\w.-]*\/)?\w[\w.-]*(?::\w[\w.-]*)?$/;

/** @throws HttpError 400 for a malformed name, or one with both suffixes. */
export function parseName(raw: string): ModelName {
  const { base, sources } = splitSource(raw);
  if (sources.size > 1) throw new HttpError(400, `use either :local or :cloud, not both: ${quoted(raw)}`);
  if (!valid.test(base)) throw new HttpError(400, 'invalid model name');
  const [source] = sources;
  const display = withTag(source === 'cloud' ? raw : base);
  const full = `registry.ollama.ai/${display.includes('/') ? '' : 'library/'}${display}`;
  return { display, base: withTag(base), full, source };
}

function withTag(name: string): string {
  return name.lastIndexOf(':') > name.lastIndexOf('/') ? name : `${name}:latest`;
}

/** `gpt-oss:120b-cloud` is `gpt-oss:120b` in the cloud; `m:cloud` is `m`. */
function splitSource(raw: string): { base: string; sources: Set<'local' | 'cloud'> } {
  const sources = new Set<'local' | 'cloud'>();
  let base = raw;
  for (let match; (match = /^(.+?)(?::(local|cloud)|(:[^:/]+)-(cloud))$/.exec(base));) {
    sources.add((match[2] ?? match[4]) as 'local' | 'cloud');
    base = `${match[1]}${match[3] ?? ''}`;
  }
  return { base, sources };
}
