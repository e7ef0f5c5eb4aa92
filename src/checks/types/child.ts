/** The process that counts problems. */
import { answerOne } from '../oneRequest';
import { defaultTimeoutMs, problems, type ProblemsRequest } from './problems';

answerOne<ProblemsRequest>(__filename, {
  // More than most projects need, in megabytes, less than a machine has.
  resourceLimits: { maxOldGenerationSizeMb: 1024, maxYoungGenerationSizeMb: 64, stackSizeMb: 8 },
  timeoutMs: defaultTimeoutMs,
  answer: problems,
});
