/** A pool as its editor shows it: an expert that is known, one that failed, and one that is switched off. */
import type { PoolRow } from '../../../src/webview/protocol';
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
