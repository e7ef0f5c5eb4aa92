/** Asks an expert of a server that sends what a test writes, and tells what came of it. */
import type { Expert, ExpertEvent } from '../../src/der/core/experts';
import { ExpertError } from '../../src/der/core/expertErrors';
import type { PoolEntryInput } from '../../src/providers/poolConfig';
import type { RawServer } from '../support/rawServer';
import type { Timeouts } from '../../src/providers/services';
import { expertOf } from './productExpert';

export interface Outcome {
  readonly answer: string;
  readonly thinking: string;
  readonly finish?: 'stop' | 'length';
  readonly usage?: object;
  readonly error?: ExpertError;
}

export type Asked = 'openai' | 'anthropic' | 'ollama';
/** Short enough to wait for, long enough for a machine that is busy. */
export const impatient = { firstTokenMs: 1_500, silenceMs: 700 };

export function expertAt(
  server: RawServer,
  kind: Asked,
  more: object = {},
  limits: Partial<Timeouts> = {},
): Promise<Expert> {
  const entry = {
    openai: { kind, model: 'm', baseUrl: `${server.url}/v1`, maxAnswerTokens: 100 },
    anthropic: { kind, model: 'm', baseUrl: server.url, apiKeyName: 'TEST_KEY', maxAnswerTokens: 100 },
    ollama: { kind, model: 'm', baseUrl: server.url, contextTokens: 200 },
  }[kind];
  return expertOf({ ...entry, ...more } as PoolEntryInput, limits);
}

export async function ask(expert: Expert): Promise<Outcome> {
  const text = { answer: '', thinking: '' };
  try {
    const request = { question: 'Why?', messages: [{ role: 'user' as const, content: 'Why?' }] };
    for await (const event of expert.ask(request, new AbortController().signal)) take(event, text);
  } catch (error) {
    if (!(error instanceof ExpertError)) throw error;
    return { ...text, error };
  }
  return text;
}

function take(
  event: ExpertEvent,
  text: { answer: string; thinking: string; finish?: string; usage?: object },
): void {
  if (event.type === 'delta') text.answer += event.text;
  if (event.type === 'thinking') text.thinking += event.text;
  if (event.type === 'relabelled') {
    text.thinking += text.answer;
    text.answer = '';
  }
  if (event.type === 'done') {
    const { promptTokens, answerTokens, usd } = event.usage;
    Object.assign(text, { finish: event.finish, usage: { promptTokens, answerTokens, usd } });
  }
}
