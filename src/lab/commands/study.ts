/** `npm run study -- STUDY --data DIR --out DIR`: questions about the method, a command and a file for each. */
import type { TrainingRun } from './foldModels';
import { makeOutFolder } from './outFolder';
import { fromWhereCalled, modelsFolder } from '../../cli/places';
import { imitation } from '../studies/imitation';
import { components } from '../studies/components';
import { crossfit } from '../studies/crossfit';
import { domains } from '../studies/domains';
import { encoders } from '../studies/encoders';
import { evidence } from '../studies/evidence';
import { extraction } from '../studies/extraction';
import { heldOutSources } from '../studies/heldOutSources';
import { hostile } from '../studies/hostile';
import { knobs } from '../studies/knobs';
import { peopleStudy } from '../studies/people';
import { pools } from '../studies/pools';
import { presets } from '../studies/presets';
import { reward } from '../studies/reward';
import { text } from '../studies/text';
import { transfer } from '../studies/transfer';
import { tuning } from '../studies/tuning';
import { unseen } from '../studies/unseen';
import { provenance } from './provenance';
import {
  declareStudy,
  measuresModels,
  type Study,
  type StudyOptions,
  type StudyRequest,
} from './studyOptions';
import { command, printMessage } from '../../cli/terminal/command';
import { interrupted, interruptible } from '../../cli/terminal/interrupt';

const studies: Readonly<Record<Study, (options: StudyOptions, running: TrainingRun) => Promise<void>>> = {
  crossfit,
  unseen,
  domains,
  sources: heldOutSources,
  text,
  encoders,
  knobs,
  people: peopleStudy,
  pools,
  presets,
  transfer,
  reward,
  imitation,
  hostile,
  extraction,
  evidence,
  components,
  tuning,
};

/** @returns the exit code */
export function main(args: readonly string[]): Promise<number> {
  return command(
    'study',
    args,
    declareStudy((request) => {
      const { data, out } = request;
      const resolved = { ...request, data: fromWhereCalled(data), out: fromWhereCalled(out) };
      return interruptible((signal) => run(resolved, signal));
    }),
  );
}

async function run(request: StudyRequest, signal: AbortSignal): Promise<number> {
  const progress = printMessage;
  try {
    await makeOutFolder(request.out);
    const { study, data } = request;
    const models = measuresModels(study) ? modelsFolder(request.models) : undefined;
    const options = { ...request, provenance: await provenance({ data, models }) };
    await studies[study](options, { progress, signal });
    return 0;
  } catch (error) {
    if (!signal.aborted) throw error;
    progress('Stopped. The folds that are trained will not be trained again.');
    return interrupted;
  }
}
