import { describe, expect, it } from 'vitest';
import { DeclinedError, ExpertError } from '../../../src/der/core/expertErrors';
import type { Expert, ExpertEvent } from '../../../src/der/core/experts';
import { check, mayCost } from '../../../src/host/diagnose/check';
import { report } from '../../../src/host/diagnose/report';
import { withoutSecrets } from '../../../src/host/diagnose/secrets';
import { simulatedExperts } from '../../../src/providers/simulated/provider';

const [student] = simulatedExperts({ tokensPerSecond: Infinity, firstTokenMs: 0 }) as [Expert];
const never = new AbortController().signal;

function failing(error: Error): Expert {
  return {
    ...student,
    async *ask(): AsyncGenerator<ExpertEvent> {
      yield { type: 'thinking', text: '' };
      throw error;
    },
  };
}

describe('the check of an expert', () => {
  it('says how fast it answers', async () => {
    const result = await check(student, never);
    expect(result).toMatchObject({ state: 'answered', tokens: expect.any(Number) });
  });

  it('says what is wrong and what to do, and takes no for an answer', async () => {
    const gone = new ExpertError('not_running', 'Ollama is not running. Start it.');
    expect(await check(failing(gone), never)).toEqual({ state: 'failed', problem: gone.message });
    expect(await check(failing(new DeclinedError('no sum')), never)).toEqual({ state: 'declined' });
  });

  it('is not made once the person stopped it', async () => {
    expect(await check(student, AbortSignal.abort())).toEqual({ state: 'unasked', why: 'stopped by you' });
  });

  it('may cost money unless it is known not to', () => {
    const price = { promptPerMtok: 0, answerPerMtok: 1 };
    expect(mayCost(student)).toBe(false);
    expect(mayCost({ ...student, price })).toBe(true);
    expect(mayCost({ ...student, price: undefined, leavesMachine: true })).toBe(true);
    expect(mayCost({ ...student, price: undefined, leavesMachine: false })).toBe(false);
  });
});

describe('the report', () => {
  it('cannot be broken by what a server says', () => {
    const problem = 'Bad | cell\n<img src=x> [link](http://x) `code`';
    const text = report({
      machine: [['DER', '1']],
      networks: [],
      settings: [],
      experts: [{ expert: student, result: { state: 'failed', problem } }],
      problems: [`${problem} in a list`],
    });
    const row = text.split('\n').find((line) => line.includes('Bad'))!;
    expect(row).toContain('Bad \\| cell \\<img src=x\\> \\[link\\](http://x) `code`');
    const odd = report({
      machine: [['a', '`|` and ` <b>']],
      networks: [],
      settings: [],
      experts: [],
      problems: [],
    });
    expect(odd).toContain('\\`\\|\\` and \\` \\<b\\>');
    expect(text.split('\n').at(-1)).toContain('\\<img src=x\\> \\[link\\](http://x)');
  });
});

describe('a text without secrets', () => {
  it('holds neither stored keys, nor what looks like one, nor where the person lives', () => {
    const text =
      'Unknown key hunter2hunter2; tried sk-proj-0123456789abcdef0123 at http://ada:pass@h/v1 and Bearer abcdefghijkl in /home/ada/x';
    const safe = withoutSecrets(text, ['hunter2', 'hunter2hunter2', undefined, 'key'], '/home/ada');
    expect(safe).toBe('Unknown key ‹key›; tried ‹key› at http://‹credentials›@h/v1 and ‹key› in ~/x');
  });

  it.each(['AIzaSyA0123456789abcdefghij', 'AKIA0123456789ABCDEF', 'eyJhbGciOiJIUzI1NiJ9.e30.abc'])(
    'holds no key of a service that puts nothing between prefix and key: %s',
    (key) => expect(withoutSecrets(`Refused ${key}, said it.`, [], '')).toBe('Refused ‹key›, said it.'),
  );
});
