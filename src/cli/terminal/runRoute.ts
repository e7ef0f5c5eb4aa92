/** Runs one route and prints it, as a chain for people or as a trace for programs. */
import { learnFromRoute } from '../../der/estimate/routeLessons';
import { traceOf } from '../../der/trace/traceFromEvents';
import type { RouteEvent } from '../../der/trace/events';
import { route, type RouteInput } from '../../der/route/route';
import { Chain } from './chain';
import { RouteChecks } from '../../checks/routeChecks';
import { builtGrammars, builtSandbox } from '../places';
import { printMessage } from './command';
import { printableJson } from './textLayout';
import { interrupted } from './interrupt';
import { TerminalOutput, showsColor } from './terminalOutput';

/**
 * With `json`, stdout carries the trace alone, and the chain goes to stderr when a person watches it there.
 * @returns the exit code
 */
export async function runRoute(
  asked: Omit<RouteInput, 'check'>,
  { json }: { json: boolean },
): Promise<number> {
  const checks = new RouteChecks({ sandbox: builtSandbox, grammars: builtGrammars }, printMessage);
  const input: RouteInput = { ...asked, check: checks.forRoute(asked.question, 'all') };
  const stream = json ? process.stderr : process.stdout;
  const output = json && !stream.isTTY ? undefined : new TerminalOutput(stream);
  const chain = output && new Chain({ width: output.width, color: showsColor(stream) });
  const names = new Map(input.pool.map(({ id, name }) => [id, name]));
  const events: RouteEvent[] = [];
  try {
    for await (const event of route(input)) {
      events.push(event);
      // What a route that is shown as finished teaches is kept by then, whatever ends the program.
      if (event.type === 'finished')
        await learnFromRoute(events, process.env).catch((error: Error) => printMessage(error.message));
      if (chain) output.write(chain.render(event));
      if (event.type === 'chosen') output?.waitFor(`waiting for ${names.get(event.expert)}`);
    }
  } finally {
    output?.quiet();
    checks.dispose();
  }
  if (json) process.stdout.write(`${printableJson(traceOf(events))}\n`);

  const last = events.at(-1);
  if (last?.type !== 'finished') throw new Error('The route ended without saying so.');
  if (last.error !== undefined) {
    if (!chain) printMessage(last.error);
    return 1;
  }
  if (last.stop === 'user') return interrupted;
  return last.final ? 0 : 1;
}
