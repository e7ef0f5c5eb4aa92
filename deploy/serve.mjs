/** `npm run serve` of what was built: nothing is installed and nothing is bundled when a container starts. */
import { main } from '../dist/cli/serve.mjs';

process.exit(await main(process.argv.slice(2)));
