/** `npm run mcp`: the ensemble as tools of an editor or agent, over standard input and output. */
import { RouteChecks } from '../checks/routeChecks';
import { Serving } from '../server/serving';
import { embeddedStore } from '../server/store/embeddedStore';
import { builtGrammars, builtSandbox, ownVersion } from './places';
import { command, printMessage } from './terminal/command';
import {
  checkAnswers,
  ensembleOf,
  expertNames,
  withEnsembleFlags,
  type EnsembleOptions,
} from './terminal/ensemble';
import { interruptible } from './terminal/interrupt';

/** Questions of one client that are answered at once; others wait. */
const most = { running: 8, waiting: 64 };
const timeoutMs = 600_000;

/** @returns the exit code */
export function main(args: readonly string[]): Promise<number> {
  return command('mcp', args, (program, ends) =>
    withEnsembleFlags(program)
      .name('npm run --silent mcp --')
      .description(
        'A server of the Model Context Protocol on standard input and output, for editors and agents that start it themselves. Tools: ask, check, compare; resources: der://pool, der://traces.',
      )
      .addHelpText('after', '\nExit code: 0 when the client ends, 1 failed, 2 wrong usage.')
      .action(ends(served)),
  );
}

async function served(options: EnsembleOptions): Promise<number> {
  const checks = new RouteChecks({ sandbox: builtSandbox, grammars: builtGrammars }, printMessage);
  try {
    const store = embeddedStore(process.env, printMessage);
    const ensemble = await ensembleOf(options, checks, store.outcomes);
    const door = { keys: undefined, hosts: [], origins: [] };
    const version = await ownVersion();
    await spoken(new Serving({ ensemble, store, door, most, timeoutMs, version, warn: printMessage }));
    return 0;
  } finally {
    checks.dispose();
  }
}

/** Until the client closes its end, or a signal comes. */
async function spoken(serving: Serving): Promise<void> {
  const [{ mcpServer }, { StdioServerTransport }] = await Promise.all([
    import('../server/mcp/tools'),
    import('@modelcontextprotocol/sdk/server/stdio.js'),
  ]);
  const server = mcpServer(serving, checkAnswers, undefined);
  await interruptible(async (signal) => {
    const closed = new Promise<unknown>((resolve) => {
      process.stdin.once('end', resolve).once('close', resolve);
      signal.addEventListener('abort', resolve, { once: true });
    });
    await server.connect(new StdioServerTransport());
    printMessage(
      `DER speaks the Model Context Protocol; experts: ${await expertNames(serving.options.ensemble)}`,
    );
    await closed;
    serving.stop();
    await server.close();
  });
}
