/** A key before it is stored: taken, refused, or not to be told, each by what the service itself says. */
import { describe, expect, it } from 'vitest';
import { checkKey, usualNameOf } from '../../src/host/setUp/keyCheck';

const key = 'sk-proj-0123456789abcdef0123456789';

/** A service that says the same to whoever asks, and tells who asked. */
function service(status: number, body: object) {
  const asked: string[] = [];
  const respond: typeof fetch = async (input, init) => {
    asked.push(new Request(input, init).url);
    return new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } });
  };
  return { asked, services: { fetch: respond } };
}

const list = { data: [{ id: 'some-model' }] };

describe('a key that is to be stored', () => {
  it.each([
    ['OPENAI_API_KEY', 'https://api.openai.com/v1/models'],
    ['ANTHROPIC_API_KEY', 'https://api.anthropic.com/v1/models?limit=100'],
  ])('is shown to the service that %s belongs to, and works', async (name, url) => {
    const { asked, services } = service(200, list);
    expect(await checkKey(services, name, key)).toEqual({ state: 'works' });
    expect(asked).toEqual([url]);
  });

  it.each([
    ['OPENAI_API_KEY', 401, { error: { message: `Incorrect API key provided: ${key}.` } }],
    ['GROQ_API_KEY', 403, { error: { message: 'Forbidden' } }],
    [
      'ANTHROPIC_API_KEY',
      401,
      { type: 'error', error: { type: 'authentication_error', message: 'invalid x-api-key' } },
    ],
    [
      'GEMINI_API_KEY',
      400,
      { error: { code: 400, message: 'API key not valid. Please pass a valid API key.' } },
    ],
  ])('is refused by the service of %s with %i, and never told', async (name, status, body) => {
    const verdict = await checkKey(service(status, body).services, name, key);
    expect(verdict).toMatchObject({ state: 'refused', problem: expect.stringMatching(/key/i) });
    expect(JSON.stringify(verdict)).not.toContain(key);
  });

  it('may be right where the service is down or cannot be reached', async () => {
    const down = await checkKey(service(404, { error: 'not here' }).services, 'OPENAI_API_KEY', key);
    expect(down).toMatchObject({ state: 'unsure' });
    const cause = Object.assign(new Error('no such host'), { code: 'ENOTFOUND' });
    const unplugged: typeof fetch = () => Promise.reject(new TypeError('fetch failed', { cause }));
    expect(await checkKey({ fetch: unplugged }, 'OPENAI_API_KEY', key)).toMatchObject({
      state: 'unsure',
      problem: expect.stringContaining('Check the address and the network'),
    });
  });

  it('is shown to nobody where its name belongs to no service', async () => {
    const { asked, services } = service(200, list);
    expect(await checkKey(services, 'TEAM_GATEWAY_KEY', key)).toBeUndefined();
    expect(asked).toEqual([]);
  });

  it('names its service by how it begins, where it does', () => {
    expect(usualNameOf('sk-ant-api03-x')).toBe('ANTHROPIC_API_KEY');
    expect(usualNameOf('sk-or-v1-x')).toBe('OPENROUTER_API_KEY');
    expect(usualNameOf(key)).toBe('OPENAI_API_KEY');
    expect(usualNameOf('sk-0123456789')).toBeUndefined();
  });
});
