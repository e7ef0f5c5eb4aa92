/** The states that a person meets the panel in: what holds for everyone is asserted in all of them. */
import { expect } from 'vitest';
import { defaultKnobs } from '../../../src/der/core/mdp';
import type { PoolRow, SetUpView } from '../../../src/webview/poolMessages';
import { attaching, tooMuch, withAttachment } from './attached';
import type { PanelOptions, PanelPage } from './panelPage';
import { log, type OpenPanel } from './panels';
import { rows } from './poolRows';
import { barred, checkedRefinement, experts, given, limited, refinement, underWay } from './scripted';

const [calculator, small, , , cloud] = experts;
const costUnit = 'compute' as const;
const problems = ['der.experts[3].baseUrl: "htp://x" is not an address. Write it as http://host:port.'];
const onlyTools = { experts: [calculator!], costUnit, problems: [] };
const conversations = [{ id: 'conversation-1', draft: 'A draft' }];

const [known, ...others] = rows;
const tested: readonly PoolRow[] = [
  { ...known!, check: { state: 'answered', ms: 1200, firstTokenMs: 300 } },
  ...others,
];

const downloading: SetUpView = {
  sources: [{ id: 'editor', title: "The editor's own models", detail: 'Large', leavesMachine: true }],
  problem: 'Ollama is not running at http://127.0.0.1:11434. Start it with `ollama serve`.',
  pull: {
    model: 'llama3.2:3b',
    state: 'running',
    status: 'pulling',
    completedBytes: 0.5e9,
    totalBytes: 2e9,
    bytesPerSecond: 50e6,
  },
};

/** Opens a panel in this state. */
type Open = (panelWith: OpenPanel, options?: PanelOptions) => Promise<PanelPage>;

/** By their names. */
export const states: Readonly<Record<string, Open>> = {
  'nothing asked yet': (panelWith, options) => panelWith([], options),

  'no models yet, with a download under way': async (panelWith, options) => {
    const panel = await panelWith([], options, { pool: onlyTools });
    await panel.send({ type: 'pool', pool: onlyTools }, { type: 'setUp', setUp: downloading });
    await panel.page.getByRole('progressbar').waitFor();
    return panel;
  },

  'a route under way': (panelWith, options) =>
    panelWith([log(underWay())], { ...options, saved: { knobsOpen: true } }, { running: 'route-1' }),

  'a finished route of untrained networks, on a remote, with numbers that are wrong': async (
    panelWith,
    options,
  ) => {
    const panel = await panelWith(
      [log(refinement({ trained: false }))],
      { ...options, saved: { knobsOpen: true, conversations } },
      { trained: false, remote: 'WSL: Debian', pool: { experts, costUnit, problems } },
    );
    const field = panel.page.getByRole('textbox', { name: 'Good enough, p₀, exact value' });
    await field.fill('1.5');
    await field.press('Enter');
    await panel.page.getByText('not 1.5').waitFor();
    return panel;
  },

  'what an answer changed': async (panelWith, options) => {
    const panel = await panelWith([log(refinement())], options);
    await panel.page.getByRole('button', { name: 'Changes since' }).click();
    return panel;
  },

  'too much attached, and more offered': async (panelWith, options) =>
    attaching(await panelWith([log(withAttachment())], options, { attachments: tooMuch })),

  'files that nobody may see yet, with the open file and instructions going along': async (
    panelWith,
    options,
  ) => {
    const leaving = experts.filter(({ leavesMachine }) => leavesMachine);
    const pool = { experts: leaving, costUnit, problems: [] };
    const panel = await panelWith([log(barred())], options, { pool, given });
    await panel.page.getByRole('button', { name: 'Allow once' }).waitFor();
    return panel;
  },

  'a rate limit that is waited for, and a file left out': (panelWith, options) =>
    panelWith([log(limited())], options, {
      retry: { route: 'route-1', inMs: 12_000 },
      given: given.map((one) => ({ ...one, on: one.as === 'instructions' })),
    }),

  'findings at blocks, and problems after an answer was applied': (panelWith, options) => {
    const place = { route: 'route-1', step: 1 };
    const newProblems = [{ ...place, file: 'src/shop/cart.ts', count: 3 }];
    return panelWith([log(checkedRefinement())], options, { applied: [place], newProblems });
  },

  'the pool editor': async (panelWith, options) => {
    const panel = await panelWith([], options);
    await panel.page.locator('.pool-editor > summary').click();
    await expect.poll(() => panel.sent()).toContainEqual({ type: 'showPool' });
    await panel.send({ type: 'poolRows', rows: tested });
    await panel.page.getByText('The key is missing.').waitFor();
    return panel;
  },

  'an earlier question that is edited, in a branch': async (panelWith, options) => {
    const conversation = { id: 'conversation-2', title: 'A list', branchOf: 'Duplicates' };
    const panel = await panelWith([log(refinement())], options, { conversation });
    await panel.page.getByRole('button', { name: 'Edit this question' }).click();
    await panel.page.getByRole('textbox', { name: 'Edited question' }).waitFor();
    return panel;
  },

  'what if, with one expert pinned and one excluded': async (panelWith, options) => {
    const controls = { pinned: small!.id, excluded: [cloud!.id], localOnly: true, earlierTurns: true };
    const knobs = { ...defaultKnobs, p0: 0.5 };
    const saved = { knobsOpen: true };
    const panel = await panelWith([log(refinement())], { ...options, saved }, { controls, knobs });
    await panel.page.getByRole('note', { name: 'What if' }).waitFor();
    return panel;
  },
};
