import { beforeAll, describe, expect, it } from 'vitest';
import { ensureBuilt } from '../../scripts/setup.mjs';
import type { Trace } from '../../src/der/trace/trace';
import { runCommand, startCommand } from '../support/command';

beforeAll(() => ensureBuilt(['cli/demo']), 120_000);

describe('npm run demo', () => {
  it('answers one of its questions, says that the experts are simulated, and what is right', async () => {
    const { code, stdout, stderr } = await runCommand('demo', ['--max-steps', '2']);
    expect(stdout).toContain('The experts are simulated');
    expect(stdout).toMatch(/── Step 1 · \S+ \(simulated\)/);
    expect(stdout).toContain('The right answer to this practice question:');
    expect(stderr).toBe('');
    expect(code).toBe(0);
  });

  it('refines: with a high p₀, later experts are shown an earlier answer', async () => {
    const flags = ['--json', '--p0', '1', '--alpha', '0', '--max-steps', '3'];
    const { stdout } = await runCommand('demo', flags);
    const trace = JSON.parse(stdout) as Trace;
    expect(trace.steps.length).toBeGreaterThan(1);
    expect(trace.steps.slice(1).every(({ shown }) => shown.length === 1)).toBe(true);
  });

  it('answers the same for the same seed', async () => {
    const answers = async (seed: string): Promise<string[]> => {
      const { stdout } = await runCommand('demo', ['--json', '--max-steps', '1', '--seed', seed]);
      return (JSON.parse(stdout) as Trace).steps.map(({ answer }) => answer);
    };
    expect(await answers('5')).toEqual(await answers('5'));
  });

  it('says so when it does not know a question', async () => {
    const { code, stdout } = await runCommand('demo', ['--max-steps', '1', 'what is love?']);
    expect(stdout).toContain('a simulated expert for demonstrations');
    expect(stdout).not.toContain('The right answer');
    expect(code).toBe(0);
  });

  it('ends quietly when nobody reads on', async () => {
    const running = startCommand('demo', ['--list']);
    running.process.stdout!.once('data', () => running.process.stdout!.destroy());
    const { code, stderr } = await running.ended;
    expect(stderr).not.toContain('EPIPE');
    expect(code).toBe(0);
  });

  it('lists what its experts know, and refuses flags that are not its own', async () => {
    const { stdout } = await runCommand('demo', ['--list']);
    expect(stdout.split('\n').length).toBeGreaterThan(50);
    const { code, stderr } = await runCommand('demo', ['--pool', 'x.json']);
    expect(stderr).toMatch(/Unknown option '--pool'[^]*It takes .*--list, .*--seed/);
    expect(code).toBe(2);
  });
});
