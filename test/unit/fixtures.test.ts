/** What version 1.0 wrote is read by every later one: nobody loses a conversation, an outcome, a setting or a model. */
import { copyFile, cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { usualSeconds } from '../../src/der/estimate/answerTimes';
import { calibrationFrom } from '../../src/der/estimate/learnedCalibration';
import { readOutcomes } from '../../src/der/estimate/outcomes';
import { loadModels } from '../../src/der/networks/models';
import { traceOf } from '../../src/der/trace/traceFromEvents';
import { asJson, asMarkdown } from '../../src/host/conversations/exporting';
import { parseExport } from '../../src/host/conversations/importing';
import { ConversationStore } from '../../src/host/conversations/store';
import { readSettings } from '../../src/host/settings/settings';
import { parsePool } from '../../src/providers/poolConfig';

const fixtures = 'test/fixtures/1.0';
const textOf = (name: string) => readFile(join(fixtures, name), 'utf8');

let folder: string;
beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), 'der-fixtures-'))));
afterEach(() => rm(folder, { recursive: true }));

describe('what version 1.0 wrote', () => {
  it('as a conversation is opened whole', async () => {
    const problems: string[] = [];
    const store = new ConversationStore(folder, (problem) => problems.push(problem));
    const { id } = await store.begin();
    await copyFile(join(fixtures, 'conversation.jsonl'), store.fileOf(id));
    const conversation = await store.open(id);
    expect(conversation.title).toBe('A sum');
    expect(conversation.routes.map(({ events }) => traceOf(events).question)).toEqual([
      'What is 19 + 23?',
      'And what is it\nin words?',
    ]);
    const [first] = conversation.routes.map(({ events }) => traceOf(events));
    expect(first!.final).not.toBeNull();
    expect(first!.steps.length).toBeGreaterThan(1);
    expect(problems).toEqual([]);
    // What is exported of it now is what was exported of it then.
    expect(JSON.parse(asJson(conversation))).toEqual(JSON.parse(await textOf('export.json')));
    expect(asMarkdown(conversation)).toContain('```ts\nconst sum = 19 + 23;\n```');
  });

  it('as an export is imported', async () => {
    const { title, routes } = parseExport(await textOf('export.json'));
    expect(title).toBe('A sum');
    expect(routes).toHaveLength(2);
  });

  it('of tools and simulated experts is known for that, though their kinds alone were written', async () => {
    const written = (await textOf('export.json')).replaceAll('"scripted"', '"simulated"');
    const { routes } = parseExport(written.replace('"simulated"', '"calculator"'));
    const { pool } = traceOf(routes[0]!.events);
    expect(pool[0]).toMatchObject({ provider: 'calculator', tool: true });
    expect(pool[1]).toMatchObject({ provider: 'simulated', simulated: true });
  });

  it('as outcomes and times is learned from', async () => {
    const outcomes = await readOutcomes(join(fixtures, 'outcomes.jsonl'));
    expect(outcomes.map(({ from }) => from)).toEqual(['verified', 'rating', 'rating', 'calibrate']);
    const encode = async () => ({ vector: new Float32Array(64), familiarity: 0 });
    const { outcomes: byExpert } = await calibrationFrom(outcomes, { encode });
    expect(byExpert.get('small')!.map(({ quality }) => quality)).toEqual([0, 1]);
    expect(byExpert.get('large')!.map(({ quality }) => quality)).toEqual([1]);
    expect((await usualSeconds({ DER_HOME: fixtures })).get('small')).toBe(1.5);
  });

  it('as settings is taken without a complaint', async () => {
    const written = JSON.parse(await textOf('settings.json')) as Record<string, unknown>;
    const settings = readSettings({
      get: (name) => written[`der.${name}`],
      inspect: (name) => ({ user: written[`der.${name}`], workspace: undefined }),
    });
    expect(settings.problems).toEqual([]);
    expect(settings.knobs).toEqual({ alpha: 0.0005, beta: 2, p0: 0.8, maxSteps: 4, transfer: 'always' });
    expect(settings.costUnit).toBe('money');
    const { entries, problems } = parsePool(settings.experts);
    expect(problems).toEqual([]);
    // One of the six is switched off.
    expect(entries).toHaveLength(5);
  });

  it('as a folder of models is refused with what to do, since its networks saw other features', async () => {
    await cp('models', folder, { recursive: true });
    await copyFile(join(fixtures, 'models', 'manifest.json'), join(folder, 'manifest.json'));
    await expect(loadModels(folder)).rejects.toThrow(
      /Use the models that came with this version, or train again/,
    );
  });
});
