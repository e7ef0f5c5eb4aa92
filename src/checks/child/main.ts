/** The sandbox's process, and the threads it starts from the same file. */
import { dirname } from 'node:path';
import { isMainThread } from 'node:worker_threads';
import { supervise } from './supervisor';
import { work } from './worker';

if (isMainThread) supervise(__filename, dirname(__filename));
else work();
