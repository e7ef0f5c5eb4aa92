import { describe, expect, it } from 'vitest';
import { UsageError } from '../../../src/cli/terminal/options';
import { runCommandLine, type Declare } from '../../../src/cli/terminal/commandLine';
import { declareAsk, declareDemo } from '../../../src/cli/terminal/routeOptions';
import { defaultKnobs } from '../../../src/der/core/mdp';
import { presets } from '../../../src/der/core/presets';
import { defaultLimits } from '../../../src/der/route/masks';

/** What a declaration makes of the arguments. */
async function read<Options>(
  declare: (run: (options: Options) => Promise<number>) => Declare,
  args: readonly string[],
): Promise<Options> {
  let read: Options | undefined;
  await runCommandLine(
    'ask',
    args,
    declare((options) => ((read = options), Promise.resolve(0))),
  );
  return read!;
}

const askOptions = (args: readonly string[]) => read(declareAsk, args);
const demoOptions = (args: readonly string[]) => read(declareDemo, args);

describe('flags of npm run ask', () => {
  it('has the defaults of the contract', async () => {
    const options = await askOptions(['what', 'is', 'it?']);
    expect(options.question).toBe('what is it?');
    expect(options.knobs).toEqual(defaultKnobs);
    expect(options.limits).toEqual({ ...defaultLimits, spendCapUsd: undefined });
  });

  it('reads every flag', async () => {
    const line =
      '--json --pool p.json --alpha 0 --beta 2 --p0 0.5 --max-steps 3 --max-cost 0.02 --local-only --models m ' +
      '--workspace w --allow-workspace-text --allow-unknown-price --cost-unit money --transfer never q';
    expect(await askOptions(line.split(' '))).toEqual({
      question: 'q',
      json: true,
      pool: 'p.json',
      knobs: { alpha: 0, beta: 2, p0: 0.5, maxSteps: 3, transfer: 'never' },
      limits: { localOnly: true, allowWorkspaceText: true, spendCapUsd: 0.02, allowUnknownPrice: true },
      costUnit: 'money',
      models: 'm',
      workspace: 'w',
    });
  });

  it('takes a preset, and before it what is given by itself', async () => {
    expect((await askOptions(['--preset', 'best', 'q'])).knobs).toEqual({
      ...presets.best,
      transfer: 'always',
    });
    expect((await askOptions(['--preset', 'fast', '--p0', '0.9', 'q'])).knobs).toMatchObject({
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
    [['--max-cost', '-1'], '--max-cost must be the most US dollars'],
    [['--max-cost=-1'], '--max-cost must be the most US dollars'],
    [['--cost-unit', 'tears'], '--cost-unit must be one of compute, money, time, not "tears".'],
    [['--transfer', 'maybe'], '--transfer must be one of always, never, not "maybe".'],
    [['--modles', 'm'], "Unknown option '--modles'. Did you mean --models?\nIt takes --allow-unknown-price,"],
    [['-5 + 3'], `Unknown option '-5'. What starts with a dash and is no option goes behind "--".`],
    [['--pool', '--json', 'q'], '--pool needs a value, and "--json" is none.'],
    [['--pool'], "Option '--pool <FILE>' argument missing."],
    [
      ['--seed', '3'],
      'It takes --allow-unknown-price, --allow-workspace-text, --alpha, --beta, --cost-unit, --help,',
    ],
  ])('refuses %j with what to do', async (args, message) => {
    const asked = askOptions(args);
    await expect(asked).rejects.toThrow(UsageError);
    await expect(asked).rejects.toThrow(message);
  });

  it.each(['--sotre=postgres://me:secret@host/db', '-psecret', '--max-costs=secret'])(
    'does not repeat what may be a secret behind a flag that it does not know: %s',
    async (arg) => {
      await expect(askOptions([arg])).rejects.toThrow(/^Unknown option '-[^=]*'\.(?!.*secret)/s);
    },
  );
});

describe('flags of npm run demo', () => {
  it('reads every flag', async () => {
    const line =
      '--json --alpha 0 --beta 2 --p0 0.5 --max-steps 3 --models m --transfer never --seed 7 --list q';
    expect(await demoOptions(line.split(' '))).toEqual({
      question: 'q',
      json: true,
      knobs: { alpha: 0, beta: 2, p0: 0.5, maxSteps: 3, transfer: 'never' },
      models: 'm',
      list: true,
      seed: 7,
    });
  });

  it.each(['--pool=p.json', '--workspace=w', '--local-only', '--max-cost=1', '--allow-unknown-price'])(
    'refuses %s, which does nothing to simulated experts, and names its flags',
    async (flag) => {
      await expect(demoOptions([flag])).rejects.toThrow(UsageError);
      await expect(demoOptions([flag])).rejects.toThrow(/It takes --alpha, .*--list.*--seed, --transfer\.$/);
    },
  );

  it('refuses a seed that is no number', async () => {
    await expect(demoOptions(['--seed', 'x'])).rejects.toThrow('--seed must be a whole number, not "x".');
  });
});
