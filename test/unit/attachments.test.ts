import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  fits,
  fitted,
  promptRoom,
  questionRoom,
  tokensOf,
  withAttachments,
  type Attachment,
} from '../../src/der/prompt/attachments';
import { eventsOf } from '../../src/der/trace/eventsFromTrace';
import { traceOf } from '../../src/der/trace/traceFromEvents';
import { mergeDeltas } from '../support/mergeDeltas';
import type { Expert } from '../../src/der/core/experts';
import { estimateTokens } from '../../src/der/core/tokens';
import { allEvents, of, ScriptedExpert, startRoute } from './routeSupport';

const attachment = (text: string, label = 'src/a.ts'): Attachment => ({
  kind: 'file',
  label,
  language: 'typescript',
  text,
  tokens: estimateTokens(text),
});

describe('what is attached', () => {
  it('stands behind the question, named and fenced', () => {
    expect(withAttachments('Why?', [])).toBe('Why?');
    expect(withAttachments('Why?', [attachment('let a = 1;', 'lines 3–5 of src/a.ts')])).toBe(
      'Why?\n\nFrom lines 3–5 of src/a.ts:\n```typescript\nlet a = 1;\n```',
    );
  });

  it('cannot end its fence, whatever it holds', () => {
    const text = fc.string({ unit: fc.constantFrom('`', '~', '\n', 'a', ' ') });
    fc.assert(
      fc.property(text, (content) => {
        const lines = withAttachments('Why?', [attachment(content)]).split('\n');
        const fence = /^`+/.exec(lines[3]!)![0];
        expect(lines.slice(4, -1).join('\n')).toBe(content);
        expect(lines.slice(4, -1).some((line) => line.includes(fence))).toBe(false);
        expect(lines.at(-1)).toBe(fence);
      }),
    );
  });

  it('may be of any length', () => {
    const text = '`a'.repeat(500_000);
    expect(withAttachments('Why?', [attachment(text)])).toContain(text);
  });
});

describe('the room for a question', () => {
  it('leaves half of a small context to the answer, and some to an earlier answer', () => {
    expect(promptRoom({ contextTokens: 4096, maxAnswerTokens: 1024 })).toBe(3072);
    expect(promptRoom({ contextTokens: 4096, maxAnswerTokens: 16_384 })).toBe(2048);
    expect(questionRoom({ contextTokens: 4096, maxAnswerTokens: 1024 })).toBe(3072 - 768 - 150);
    expect(questionRoom({})).toBe(Infinity);
  });
});

describe('cutting', () => {
  const part = fc.record({
    attachment: fc.integer({ min: 0, max: 4000 }).map((length) => attachment('x'.repeat(length))),
    fit: fc.constantFrom(...fits),
  });

  it('never touches what the person wants whole, nor anything that fits', () => {
    fc.assert(
      fc.property(fc.array(part, { maxLength: 5 }), fc.integer({ min: 0, max: 5000 }), (parts, room) => {
        const found = fitted('Why?', parts, room);
        const fit =
          tokensOf(
            'Why?',
            parts.map(({ attachment }) => attachment),
          ) <= room;
        for (const [index, { attachment, fit: wanted }] of parts.entries()) {
          if (fit || wanted === 'whole') expect(found[index]).toBe(attachment);
          if (found[index] !== attachment) {
            expect(found[index]!.tokens).toBeLessThan(attachment.tokens);
            expect(found[index]!.cut).toEqual({ kept: wanted, ofTokens: attachment.tokens });
          }
        }
      }),
    );
  });

  it('makes everything fit where there is enough to cut', () => {
    const parts = [
      { attachment: attachment('a'.repeat(40_000)), fit: 'start' },
      { attachment: attachment('b'.repeat(8000)), fit: 'end' },
      { attachment: attachment('c'.repeat(400)), fit: 'end' },
      { attachment: attachment('d'.repeat(4000)), fit: 'whole' },
    ] as const;
    const found = fitted('Why?', parts, 3000);
    expect(tokensOf('Why?', found)).toBeLessThanOrEqual(3000);
    expect(tokensOf('Why?', found)).toBeGreaterThan(2800);
    expect(found[0]!.text).toMatch(/^a{1000,}\n\[… about \d+ tokens left out …\]\n$/);
    expect(found[1]!.text).toMatch(/^\n\[… about \d+ tokens left out …\]\nb{1000,}$/);
    expect(found[2]).toBe(parts[2].attachment);
    expect(found[3]).toBe(parts[3].attachment);
  });
});

describe('a route with attachments', () => {
  const expert = (id: string, traits = {}) =>
    new ScriptedExpert({ id, behaviour: { does: 'answers', text: `${id} says so.` }, ...traits });
  const attachments = [attachment('let a = 1;')];
  const knobs = { p0: 1, alpha: 0, maxSteps: 3 };

  it('shows them to every model, and tells neither tools nor networks', async () => {
    const pool = [expert('one'), expert('two')];
    const seen: string[] = [];
    const policy = {
      decide: async ({ question }: { question: string }) => {
        seen.push(question);
        return { experts: [0.5, 0.5], stop: -1 };
      },
    };
    await allEvents(startRoute(pool, { question: 'Why?', attachments, knobs, policy }));
    const prompts = pool.flatMap(({ prompts }) => prompts);
    expect(prompts.length).toBe(3);
    for (const prompt of prompts) expect(prompt).toContain('From src/a.ts:\n```typescript\nlet a = 1;\n```');
    expect(new Set(seen)).toEqual(new Set(['Why?']));
  });

  it('has what another program tells every model before the question; tools hear it too, networks do not', async () => {
    const told: Attachment = {
      kind: 'file',
      label: 'instructions',
      text: 'Be brief.',
      tokens: 3,
      sent: true,
    };
    const heard: string[] = [];
    const tool: Expert = {
      ...expert('tool', { tool: true }),
      ask: async function* ({ question }) {
        heard.push(question);
        yield* expert('tool').ask({ messages: [] }, new AbortController().signal);
      },
    };
    const seen = new Set<string>();
    const policy = {
      decide: async ({ question }: { question: string }) => {
        seen.add(question);
        return { experts: [0.5, 0.5], stop: -1 };
      },
    };
    const model = expert('model');
    const asked = { question: 'Why?', attachments: [told], knobs, policy };
    const [started] = await allEvents(startRoute([tool, model], asked));
    expect(started).toMatchObject({ question: 'Why?', fromWorkspace: false });
    expect(model.prompts[0]).toMatch(/^Be brief\.\n\nWhy\?/);
    expect(heard).toEqual(['Be brief.\n\nWhy?']);
    expect([...seen]).toEqual(['Why?']);
    expect(withAttachments('Why?', [attachment('let a;'), told])).toMatch(/^Be brief\.\n\nWhy\?\n\nFrom src/);
  });

  it('never sends them from this machine unless the person allows it', async () => {
    for (const allowWorkspaceText of [false, true]) {
      const away = expert('away', { leavesMachine: true });
      const limits = { allowWorkspaceText };
      const events = await allEvents(startRoute([away, expert('here')], { attachments, knobs, limits }));
      expect(away.prompts.length > 0).toBe(allowWorkspaceText);
      const masked = of(events, 'chosen').map((event) => event.masked['away']);
      if (!allowWorkspaceText) expect(new Set(masked)).toEqual(new Set(['workspace_text']));
    }
  });

  it('has them in its trace, as they were sent, and replays', async () => {
    const cut = fitted('Why?', [{ attachment: attachment('x'.repeat(4000)), fit: 'end' }], 100);
    const events = await allEvents(startRoute([expert('one')], { attachments: cut, knobs }));
    const trace = traceOf(events);
    expect(trace.attachments).toEqual(cut);
    expect(trace.attachments?.[0]?.cut).toEqual({ kept: 'end', ofTokens: 1000 });
    expect(trace.fromWorkspace).toBe(true);
    expect(eventsOf(trace)).toEqual(mergeDeltas(events));
    expect(traceOf(await allEvents(startRoute([expert('one')])))).not.toHaveProperty('attachments');
  });

  it('passes over experts that cannot hold them', async () => {
    const small = expert('small', { contextTokens: 200, maxAnswerTokens: 50 });
    const long = [attachment('word '.repeat(1000))];
    const events = await allEvents(startRoute([small, expert('large')], { attachments: long, knobs }));
    expect(small.prompts).toEqual([]);
    expect(of(events, 'chosen')[0]?.masked).toEqual({ small: 'context_too_small' });
  });
});
