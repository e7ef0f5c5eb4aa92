/**
 * Every `npm run` command goes through here: it sets itself up on a fresh clone (Node and npm are all it needs),
 * then runs in this very process, so that Ctrl-C and exit codes are those of the command.
 *
 * Set-up speaks on stderr; stdout belongs to the command.
 */
const commands = {
  ask: withSandbox,
  demo: withSandbox,
  serve: withSandbox,
  mcp: withSandbox,
  calibrate: withSandbox,
  compare: (args) => bundled(['sandbox', 'ratingPage', 'cli/compare'], 'cli/compare.mjs', args),
  check: (args) => bundled(['sandbox', 'cli/check'], 'cli/check.mjs', args),
  tune: (args) => bundled(['tune', 'cli/tune'], 'cli/tune.mjs', args),
  convert: inLab,
  catalogue: inLab,
  train: withPrograms,
  evaluate: withPrograms,
  study: (args) => bundled(['sandbox', 'lab/train', 'lab/study'], 'lab/study.mjs', args),
  figures: (args) => bundled(['figures', 'cli/ask', 'cli/calibrate'], 'figures/run.mjs', args),
  bench: (args) => bundled(['sandbox', 'bench'], 'bench/run.mjs', args),
  start: (args) => script('start.mjs', args),
  package: (args) => script('package.mjs', args),
  test: (args) => script('test.mjs', args),
  lint: (args) => script('lint.mjs', args),
  tasks: (args) => script('tasks.mjs', args),
  pictures: (args) => script('pictures.mjs', args),
  architecture: (args) => script('architecture.mjs', args),
};

const [name, ...args] = process.argv.slice(2);
const command = Object.hasOwn?.(commands, name) ? commands[name] : undefined;

if (Number(process.versions.node.split('.')[0]) < 20) {
  fail(
    `This needs Node 20 or newer, and this is Node ${process.versions.node}. Get one at https://nodejs.org.`,
  );
} else if (command === undefined) {
  fail(`Usage: npm run ${Object.keys(commands).join(' | ')} -- [options]`);
} else {
  await run();
}

async function run() {
  let code;
  try {
    const { ensureInstalled } = await import('./setup.mjs');
    await ensureInstalled();
    code = await command(args);
  } catch (error) {
    process.stderr.write(`${error?.expected ? error.message : (error?.stack ?? error)}\n`);
    code = 1;
  }
  // Idle sockets and native threads must not keep a finished command alive; what it wrote must get out first.
  await Promise.all(
    [process.stdout, process.stderr].map((stream) => new Promise((done) => stream.write('', done))),
  );
  process.exit(code);
}

/** A command of src/lab/commands. */
function inLab(args) {
  return bundled([`lab/${name}`], `lab/${name}.mjs`, args);
}

/** One of them that runs the programs in recorded answers. */
function withPrograms(args) {
  return bundled(['sandbox', `lab/${name}`], `lab/${name}.mjs`, args);
}

/** A command of src/cli that runs the programs in answers. */
function withSandbox(args) {
  return bundled(['sandbox', `cli/${name}`], `cli/${name}.mjs`, args);
}

async function bundled(targets, bundle, args) {
  const { ensureBuilt } = await import('./setup.mjs');
  await ensureBuilt(targets);
  const { main } = await import(new URL(`../dist/${bundle}`, import.meta.url).href);
  return main(args);
}

async function script(file, args) {
  const { main } = await import(`./${file}`);
  return main(args);
}

function fail(message) {
  process.stderr.write(`${message}\n`);
  process.exit(2);
}
