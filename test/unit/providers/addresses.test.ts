import { describe, expect, it } from 'vitest';
import { isLoopback, parseBaseUrl } from '../../../src/providers/address';
import { parseParameterSize, sizeInName } from '../../../src/providers/modelSize';
import { ollamaBaseUrl, ollamaHostProblem } from '../../../src/providers/ollama/address';
import { isCloudName } from '../../../src/providers/ollama/discover';
import { retryAfterMs } from '../../../src/providers/retryAfter';

describe('OLLAMA_HOST', () => {
  it.each([
    [undefined, 'http://127.0.0.1:11434'],
    ['', 'http://127.0.0.1:11434'],
    ['  "10.0.0.5"  ', 'http://10.0.0.5:11434'],
    ['10.0.0.5', 'http://10.0.0.5:11434'],
    ['10.0.0.5:1234', 'http://10.0.0.5:1234'],
    [':1234', 'http://127.0.0.1:1234'],
    ['0.0.0.0', 'http://127.0.0.1:11434'],
    ['0.0.0.0:1234', 'http://127.0.0.1:1234'],
    ['[::]:1234', 'http://127.0.0.1:1234'],
    ['::', 'http://127.0.0.1:11434'],
    ['::1', 'http://[::1]:11434'],
    ['[::1]:1234', 'http://[::1]:1234'],
    ['ollama.lan', 'http://ollama.lan:11434'],
    ['http://ollama.lan', 'http://ollama.lan'],
    ['https://ollama.lan', 'https://ollama.lan'],
    ['https://ollama.lan:8443/path/', 'https://ollama.lan:8443/path'],
    ['host:notaport', 'http://host:11434'],
    ['host:99999', 'http://host:11434'],
    ['not a host', 'http://127.0.0.1:11434'],
  ])('%j is %s', (value, expected) => {
    expect(ollamaBaseUrl(value)).toBe(expected);
  });
});

describe('an OLLAMA_HOST that is no address', () => {
  it.each([
    'not a host',
    'host:notaport',
    'host:99999',
    'ftp://host',
    'http://',
    '://x',
    '%%%',
    'a:b:c',
    'host:-1',
    '11434',
    '0',
    '1.2.3',
    '*:11434',
    '127.0.0.1,11434',
    'localhost;11434',
    'http:/127.0.0.1',
    'https//host',
    'http://host?a=1',
    'host#a',
  ])('%j says so', (value) => {
    expect(ollamaHostProblem(value)).toMatch(
      /^The environment variable OLLAMA_HOST ".*" is no address\. Set it/,
    );
  });

  it.each([
    undefined,
    '',
    ' "10.0.0.5" ',
    '10.0.0.5:1234',
    ':1234',
    '0.0.0.0',
    '[::]:1234',
    '::',
    '::1',
    'ollama.lan',
  ])('%j is one', (value) => expect(ollamaHostProblem(value)).toBeUndefined());

  it.each(['http://ollama.lan', 'https://ollama.lan:8443/path/', '[::1]:1234', 'localhost'])(
    '%j is one',
    (value) => expect(ollamaHostProblem(value)).toBeUndefined(),
  );

  it('never repeats a password', () => {
    expect(ollamaHostProblem('http://me:secret@host:1234')).toMatch(/^(?!.*secret).*is no address/);
  });
});

describe('an address', () => {
  it.each(['http://localhost:1', 'http://127.0.0.1', 'http://127.8.8.8', 'http://[::1]:1'])(
    '%s stays on this machine',
    (address) => expect(isLoopback(address)).toBe(true),
  );

  it.each([
    'https://api.openai.com',
    'http://10.0.0.5',
    'http://localhost.evil.com',
    // A resolver may send it anywhere.
    'http://a.localhost',
    'http://127.evil.com',
    'http://[fe80::1]',
  ])('%s leaves it', (address) => expect(isLoopback(address)).toBe(false));

  it('is normalised, and refused with credentials, query or another scheme', () => {
    expect(parseBaseUrl('https://Host/v1/')).toBe('https://host/v1');
    for (const wrong of ['host', 'file:///x', 'http://u:p@h', 'http://h?k=v', 'http://h#f', '']) {
      expect(parseBaseUrl(wrong)).toBeUndefined();
    }
  });
});

describe('a model', () => {
  it.each([
    ['8.0B', 8],
    ['567M', 0.567],
    ['8x7B', 56],
    ['1.2T', 1200],
    ['', undefined],
    ['large', undefined],
    [`${'9'.repeat(400)}B`, undefined],
    ['99999999T', undefined],
  ])('of size %j has %s billion parameters', (text, size) => {
    expect(parseParameterSize(text)).toBe(size);
  });

  it.each([
    ['llama3.1:8b', 8],
    ['qwen3-30b-a3b', 30],
    ['qwen3-0_6b', 0.6],
    ['llama-2-7b.Q4_K_M.gguf', 7],
    ['phi-4-mini', undefined],
    ['llama-4-scout-17b-16e', undefined],
    ['gpt-oss:120b-cloud', 120],
    ['meta-llama/Llama-3.3-70B-Instruct', 70],
    ['smollm:135m', 0.135],
    ['gemma3:270m', 0.27],
    ['claude-sonnet-4-5-1m', undefined],
    ['qwen2.5-14b-instruct-1m', 14],
    ['llama-4-scout-10m', undefined],
    ['gpt-4o', undefined],
    ['mistral:latest', undefined],
    ['llama-4-scout-17b-16e-instruct', undefined],
    ['llama-4-maverick-17b-128e', undefined],
    ['my model (7b)', 7],
    ['claude-opus-4-6[1m]', undefined],
  ])('called %s says %s of its size', (name, size) => {
    expect(sizeInName(name)).toBe(size);
  });

  it.each([
    ['gpt-oss:120b-cloud', true],
    ['glm:cloud', true],
    ['cloudy:8b', false],
    ['x/cloud:latest', false],
  ])('called %s runs in the cloud: %s', (name, cloud) => {
    expect(isCloudName(name)).toBe(cloud);
  });
});

describe('Retry-After', () => {
  const now = Date.parse('2025-06-01T12:00:00Z');
  it.each([
    ['12', 12_000],
    ['0.5', 500],
    ['Sun, 01 Jun 2025 12:01:00 GMT', 60_000],
    ['Sun, 01 Jun 2025 11:00:00 GMT', 0],
    ['soon', undefined],
    ['soon 5', undefined],
    ['7s', 7_000],
    ['1500ms', 1_500],
    ['6m0s', 360_000],
    ['1h2m3.5s', 3_723_500],
    ['2 minutes', 120_000],
    ['-5', undefined],
    ['99999999999s', undefined],
    ['2025-06-01T12:00:30Z', 30_000],
    [null, undefined],
    ['"30"', 30_000],
    ['PT1M30S', 90_000],
    ['PT', undefined],
    ['0:30', undefined],
    [String(now / 1_000 + 30), 30_000],
    [String(now + 30_000), 30_000],
    [String(now - 30_000), 0],
  ])('%j is %s ms', (header, ms) => {
    expect(retryAfterMs(header, now)).toBe(ms);
  });
});
