/** Where what checks need was built, and where what they find is kept. */
import { builtGrammars, builtSandbox } from '../../cli/places';
import type { ChecksPlace } from './recordedChecks';

export const checksPlace: ChecksPlace = { sandbox: builtSandbox, grammars: builtGrammars, env: process.env };
