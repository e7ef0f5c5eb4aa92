/** An expert that never tells a key: neither in its answer, nor in its thinking, nor in the words of a failure. */
import type { Expert, ExpertEvent } from '../der/core/experts';
import type { KeyForms } from './keyForms';
import { keyMark, keysOfAnswers, redacted } from './knownKeys';

export function withoutTellingKeys(expert: Expert): Expert {
  return { ...expert, ask: (request, signal) => keyless(expert.ask(request, signal)) };
}

async function* keyless(events: AsyncIterable<ExpertEvent>): AsyncGenerator<ExpertEvent> {
  const keys = keysOfAnswers();
  const streams = { delta: new KeylessStream(keys), thinking: new KeylessStream(keys) };
  const rest = function* (): Generator<ExpertEvent> {
    for (const type of ['thinking', 'delta'] as const) {
      const text = streams[type].end();
      if (text) yield { type, text };
    }
  };
  try {
    for await (const event of events) {
      if (event.type === 'delta' || event.type === 'thinking') {
        const text = streams[event.type].push(event.text);
        if (text) yield { type: event.type, text };
      } else {
        yield* rest();
        yield event;
      }
    }
  } catch (error) {
    yield* rest();
    throw withKeylessWords(error);
  }
}

/** Takes keys out of a text that comes in pieces: an end that may be the beginning of one waits for the next piece. */
export class KeylessStream {
  private held = '';

  constructor(private readonly keys: readonly KeyForms[]) {}

  push(piece: string): string {
    if (this.keys.length === 0) return piece;
    let text = this.held + piece;
    let open = 0;
    for (const forms of this.keys) {
      const so = forms.redactedSoFar(text, keyMark);
      text = so.text;
      open = Math.max(open, Math.min(so.open, forms.longestForm));
    }
    const settled = text.length - open;
    this.held = text.slice(settled);
    return text.slice(0, settled);
  }

  /** What is left, when nothing follows. */
  end(): string {
    const rest = this.keys.reduce((text, forms) => forms.redacted(text, keyMark), this.held);
    this.held = '';
    return rest;
  }
}

/** Causes of causes that are looked at. */
const deepest = 8;

/** The error itself, every text of it that could be shown or logged without keys. */
function withKeylessWords(error: unknown): unknown {
  for (let one = error, depth = 0; one instanceof Error && depth < deepest; one = one.cause, depth++) {
    const { message, stack } = one;
    const safe = redacted(message);
    if (safe !== message) one.message = safe;
    if (stack !== undefined) one.stack = redacted(stack);
    // What packages keep of a response beside its message, its body for instance, is nobody's to read.
    if (depth > 0)
      for (const name of Object.keys(one)) if (!kept.has(name)) Reflect.deleteProperty(one, name);
  }
  return error;
}

const kept: ReadonlySet<string> = new Set(['name', 'code', 'kind', 'status', 'cause']);
