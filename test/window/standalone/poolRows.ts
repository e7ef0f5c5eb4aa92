/** A pool as its editor shows it: an expert that is known, one that failed, and one that is switched off. */
import type { MeasuringView, PoolRow } from '../../../src/webview/poolMessages';
import { experts } from './scripted';

const free = { promptPerMtok: 0, answerPerMtok: 0 };
const [, small, , , cloud] = experts;
export const rows: PoolRow[] = [
  {
    id: small!.id,
    name: small!.name,
    kind: 'ollama',
    enabled: true,
    expert: small!,
    contextTokens: 8192,
    price: free,
    written: { contextTokens: 8192 },
    skill: { share: 0.62, outcomes: 65, source: 'calibrated' },
    skills: [
      { kind: 'short', mean: 0.7, low: 0.48, high: 0.85, outcomes: 20, guessed: 0.48 },
      { kind: 'program', mean: 0.3, low: 0.15, high: 0.52, outcomes: 21, guessed: 0.36 },
      { kind: 'open', mean: 0.66, low: 0.5, high: 0.79, outcomes: 8, guessed: 0.55 },
    ],
  },
  {
    id: cloud!.id,
    name: cloud!.name,
    kind: 'openai',
    enabled: true,
    expert: cloud!,
    written: { contextTokens: null, price: null },
    check: { state: 'failed', problem: 'The key is missing. Store it with "DER: Set API Key".' },
  },
  { id: 'off', name: 'off:7b', kind: 'ollama', enabled: false },
];

/** All experts, planned with the usual choices. */
export const planned: MeasuringView = {
  state: 'planned',
  experts: [small!.name, cloud!.name],
  choice: { kinds: ['short', 'program', 'open'], thorough: false, source: 'shipped', again: false },
  plan: { questions: 98, most: 286, seconds: 740, usd: 0.034, unknownPrice: ['team-model'], leaving: 1 },
  notes: [],
};

export const underWay: MeasuringView = {
  ...planned,
  state: 'running',
  progress: { done: 37, expected: 98, secondsLeft: 460, usd: 0.012, expert: small!.name },
};

export const measured: MeasuringView = {
  ...planned,
  state: 'done',
  progress: { done: 91, expected: 91, secondsLeft: 0, usd: 0.03 },
  notes: [`${cloud!.name} failed too often in a row and is passed over: The key is missing.`],
  changes: [`For programs, DER now begins with ${cloud!.name}; before, with ${small!.name}.`],
};
