/** The panel alone: what the person decides about who is asked. */
import { describe, expect, it } from 'vitest';
import type { RouteEvent } from '../../../src/der/trace/events';
import { defaultKnobs } from '../../../src/der/core/mdp';
import { log, panels } from './panels';
import { refinement } from './scripted';

const panelWith = panels();
const nobody = { pinned: null, excluded: [], localOnly: false, earlierTurns: true };

describe('who may answer', () => {
  it('is told in one line, and changed by pin, exclusion and the two switches', async () => {
    const panel = await panelWith([]);
    const { page } = panel;
    const line = page.locator('.who-may > summary');
    expect(await line.textContent()).toMatch(/Who may answer:\s*2 leave this machine/);
    await line.click();
    const rows = page.getByRole('list', { name: 'Experts' });
    await rows.getByRole('button', { name: 'Pin llama3.2:3b' }).click();
    await rows.getByRole('button', { name: 'Exclude gpt-4o-mini' }).click();
    await page.getByRole('checkbox', { name: 'Local experts only' }).check();
    await page.getByRole('checkbox', { name: 'Independent second opinions' }).check();
    const sent = (await panel.sent()).filter(({ type }) => type.startsWith('set'));
    expect(sent).toEqual([
      { type: 'setControls', controls: { pinned: 'llama3.2:3b' } },
      { type: 'setControls', controls: { excluded: ['gpt-4o-mini'] } },
      { type: 'setControls', controls: { localOnly: true } },
      { type: 'setKnobs', knobs: { transfer: 'never' } },
    ]);
    // Only what the host has taken in is shown as in force.
    expect(await line.textContent()).toMatch(/2 leave this machine/);
    await panel.send(
      {
        type: 'controls',
        controls: { pinned: 'llama3.2:3b', excluded: ['gpt-4o-mini'], localOnly: true, earlierTurns: true },
      },
      { type: 'knobs', knobs: { ...defaultKnobs, transfer: 'never' } },
    );
    expect(await line.textContent()).toMatch(/only llama3\.2:3b · local only · independent/);
    // Also where only some may be asked, it stands there where the text of a question may go.
    const controls = { ...nobody, excluded: ['gpt-4o-mini'] };
    await panel.send({ type: 'controls', controls }, { type: 'knobs', knobs: defaultKnobs });
    expect(await line.textContent()).toMatch(/of \d experts · 1 leaves this machine/);
    await panel.send({ type: 'controls', controls: { ...controls, pinned: 'llama3.2:3b' } });
    expect(await line.textContent()).toMatch(/only llama3\.2:3b · this machine only/);
    await rows.getByRole('button', { name: 'Pin llama3.2:3b', pressed: true }).click();
    await rows.getByRole('button', { name: 'Exclude gpt-4o-mini', pressed: true }).click();
    expect(await panel.sent()).toEqual(
      expect.arrayContaining([
        { type: 'setControls', controls: { pinned: null } },
        { type: 'setControls', controls: { excluded: [] } },
      ]),
    );
  });

  it.each([300, 420, 900])(
    'stands on one line with the preset and the experts under the box, %i pixels wide',
    async (width) => {
      const { page } = await panelWith([], { width, height: 700 });
      const tops = await Promise.all(
        ['.knobs', '.pool-editor', '.who-may'].map(async (part) => {
          const { y } = (await page.locator(`${part} > summary`).boundingBox())!;
          return Math.round(y / 4);
        }),
      );
      expect(new Set(tops).size, String(tops)).toBe(1);
      const box = (await page.locator('.question-box').boundingBox())!;
      expect(tops[0]! * 4).toBeGreaterThan(box.y + box.height - 4);
      await page.screenshot({ path: `out/screenshots/terms-${width}.png` });
    },
  );

  it('says that a pinned expert has left the pool, and lets it go', async () => {
    const panel = await panelWith([], {}, { controls: { ...nobody, pinned: 'gone:1b' } });
    await panel.page.locator('.who-may > summary').click();
    await panel.page.getByText('gone:1b is pinned and not in the pool, so nobody is asked.').waitFor();
    await panel.page.getByRole('button', { name: 'Unpin it' }).click();
    expect(await panel.sent()).toContainEqual({ type: 'setControls', controls: { pinned: null } });
  });

  it('is said on the card of every answer whose choice it bound', async () => {
    const masked = { 'gpt-4o-mini': 'excluded', 'llama3.2:3b': 'answered_last' };
    const events = refinement().map((event): RouteEvent =>
      event.type === 'chosen' && event.step === 1 ? { ...event, masked } : event,
    );
    const { page } = await panelWith([log(events)]);
    const card = page.getByRole('article', { name: 'Answer 2' });
    await card.getByText('Details').click();
    await card.getByText('Not asked: gpt-4o-mini (excluded by you).').waitFor();
  });
});
