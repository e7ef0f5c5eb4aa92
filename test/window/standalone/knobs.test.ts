/** The panel alone: the knobs. */
import { describe, expect, it } from 'vitest';
import { defaultKnobs } from '../../../src/der/core/mdp';
import type { PanelOptions } from './panelPage';
import { panels } from './panels';
import { experts } from './scripted';

const panelWith = panels();

describe('the knobs', () => {
  const opened: PanelOptions = { saved: { knobsOpen: true } };

  it('are a word and what it is expected to take, and numbers only for who wants them', async () => {
    const pool = { experts, costUnit: 'compute', problems: [], seconds: [2, 8] } as const;
    const panel = await panelWith([], {}, { pool });
    await panel.page.getByText('Balanced', { exact: true }).first().click();
    const fast = panel.page.getByRole('radio', { name: /^Fast/ });
    await panel.page.getByText('about 2 s to 8 s').waitFor();
    expect(await panel.page.getByRole('radio', { name: /^Balanced/ }).isChecked()).toBe(true);
    expect(await panel.page.getByRole('slider').first().isVisible()).toBe(false);
    await fast.check();
    expect(await panel.sent()).toContainEqual({ type: 'setPreset', preset: 'fast' });
    await panel.page.getByText('Advanced').click();
    await panel.page.getByRole('slider', { name: 'Price of cost α' }).waitFor();
  });

  it('send what is set, and show what comes back', async () => {
    const panel = await panelWith([], opened);
    const slider = panel.page.getByRole('slider', { name: 'Price of cost α' });
    expect(await slider.getAttribute('aria-valuetext')).toBe('0.001');
    await slider.press('Home');
    expect(await panel.sent()).toContainEqual({ type: 'setKnobs', knobs: { alpha: 0 } });
    await panel.send({ type: 'knobs', knobs: { ...defaultKnobs, alpha: 0.02, maxSteps: 3 } });
    expect(await slider.getAttribute('aria-valuetext')).toBe('0.02');
    await panel.page.getByText('≤ 3 answers').waitFor();
  });

  it('say what is wrong with a number, and do not send it', async () => {
    const panel = await panelWith([], opened);
    const field = panel.page.getByRole('textbox', { name: 'Good enough, p₀, exact value' });
    await field.fill('1.5');
    await field.press('Enter');
    await panel.page.getByText('p₀ must be a number from 0 to 1, not 1.5').waitFor();
    expect((await panel.sent()).some(({ type }) => type === 'setKnobs')).toBe(false);
    await field.fill('0.9');
    await field.press('Enter');
    expect(await panel.sent()).toContainEqual({ type: 'setKnobs', knobs: { p0: 0.9 } });
  });
});
