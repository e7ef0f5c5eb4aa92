import { describe, expect, it } from 'vitest';
import { askOptions, demoOptions, UsageError } from '../../../src/cli/terminal/options';
import { defaultKnobs } from '../../../src/der/core/mdp';
import { presets } from '../../../src/der/core/presets';
import { defaultLimits } from '../../../src/der/route/masks';

describe('askOptions', () => {
  it('has the defaults of the contract', () => {
    const options = askOptions(['what', 'is', 'it?']);
    expect(options.question).toBe('what is it?');
    expect(options.knobs).toEqual(defaultKnobs);
    expect(options.limits).toEqual({ ...defaultLimits, spendCapUsd: undefined });
  });

  it('reads every flag', () => {
    const line =
      '--json --pool p.json --alpha 0 --beta 2 --p0 0.5 --max-steps 3 --max-cost 0.02 --local-only --models m ' +
      '--workspace w --allow-workspace-text --allow-unknown-price --cost-unit money --transfer never q';
    expect(askOptions(line.split(' '))).toEqual({
      question: 'q',
      help: false,
      json: true,
      pool: 'p.json',
      knobs: { alpha: 0, beta: 2, p0: 0.5, maxSteps: 3, transfer: 'never' },
      limits: { localOnly: true, allowWorkspaceText: true, spendCapUsd: 0.02, allowUnknownPrice: true },
      costUnit: 'money',
      models: 'm',
      workspace: 'w',
    });
  });

  it('takes a preset, and before it what is given by itself', () => {
    expect(askOptions(['--preset', 'best', 'q']).knobs).toEqual({ ...presets.best, transfer: 'always' });
    expect(askOptions(['--preset', 'fast', '--p0', '0.9', 'q']).knobs).toMatchObject({
      ...presets.fast,
      p0: 0.9,
    });
  });

  it.each([
    [['--preset', 'cheap'], '--preset must be one of fast, balanced, best, not "cheap".'],
    [['--p0', '1.5'], '--p0 must be a number from 0 to 1, not 1.5.'],
    [['--p0', ''], '--p0 must be a number from 0 to 1, not "".'],
    [['--alpha', 'cheap'], '--alpha must be 0, or a number from 0.00001 to 0.1, not "cheap".'],
    [['--max-steps', '2.5'], '--max-steps must be a whole number from 1 to 10, not 2.5.'],
    [['--max-cost', '-1'], "Option '--max-cost' argument is ambiguous"],
    [['--max-cost=-1'], '--max-cost must be the most US dollars'],
    [['--cost-unit', 'tears'], '--cost-unit must be one of compute, money, time, not "tears".'],
    [['--transfer', 'maybe'], '--transfer must be "always" or "never", not "maybe".'],
    [['--modles', 'm'], "Unknown option '--modles'.\nIt takes --allow-unknown-price,"],
    [['-5 + 3'], `Unknown option '-5'. A question that starts with a dash goes behind "--".`],
    [
      ['--seed', '3'],
      'It takes --allow-unknown-price, --allow-workspace-text, --alpha, --beta, --cost-unit, --help,',
    ],
  ])('refuses %j with what to do', (args, message) => {
    expect(() => askOptions(args)).toThrow(UsageError);
    expect(() => askOptions(args)).toThrow(message);
  });
});

describe('demoOptions', () => {
  it('reads every flag', () => {
    const line =
      '--json --alpha 0 --beta 2 --p0 0.5 --max-steps 3 --models m --transfer never --seed 7 --list q';
    expect(demoOptions(line.split(' '))).toEqual({
      question: 'q',
      help: false,
      json: true,
      knobs: { alpha: 0, beta: 2, p0: 0.5, maxSteps: 3, transfer: 'never' },
      models: 'm',
      list: true,
      seed: 7,
    });
  });

  it.each(['--pool=p.json', '--workspace=w', '--local-only', '--max-cost=1', '--allow-unknown-price'])(
    'refuses %s, which does nothing to simulated experts, and names its flags',
    (flag) => {
      expect(() => demoOptions([flag])).toThrow(UsageError);
      expect(() => demoOptions([flag])).toThrow(/It takes --alpha, .*--list.*--seed, --transfer\.$/);
    },
  );

  it('refuses a seed that is no number', () => {
    expect(() => demoOptions(['--seed', 'x'])).toThrow('--seed must be a whole number, not "x".');
  });
});
