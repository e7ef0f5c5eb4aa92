/** The panel in the workbench, by what there is to see and to press. */
import type { FrameLocator, Locator, Page } from 'playwright-core';

export class PanelView {
  constructor(private readonly page: Page) {}

  /** A webview is two frames deep. */
  get frame(): FrameLocator {
    return this.page.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame');
  }

  /** Where a question is written. */
  get box(): Locator {
    return this.frame.getByRole('textbox', { name: 'Question', exact: true });
  }

  /** All questions with their answers. */
  get routes(): Locator {
    return this.frame.getByRole('region', { name: 'Question and answers' });
  }

  /** By its place in the conversation, from 0. */
  route(index: number): Locator {
    return this.routes.nth(index);
  }

  /** A card of a route; steps are counted from 1, as the panel does. */
  answer(route: number, number: number): Locator {
    return this.route(route).getByRole('article', { name: `Answer ${number}` });
  }

  /** Shows the answers of a finished route that are not its result. */
  async unfoldOthers(route: number): Promise<void> {
    const folded = this.route(route).locator('.others:not([open]) > summary');
    if (await folded.isVisible()) await folded.click();
  }

  /** The card with its answer, wherever it is folded away. */
  async unfolded(route: number, number: number): Promise<Locator> {
    const card = this.answer(route, number);
    if (!(await card.isVisible())) await this.unfoldOthers(route);
    await card.waitFor();
    const unfold = card.getByRole('button', { name: 'Unfold' });
    if (await unfold.isVisible()) await unfold.click();
    return card;
  }

  /** Unfolds the numbers of a card. */
  async openDetails(card: Locator): Promise<void> {
    await card.locator('.details:not([open]) > summary').click();
  }

  button(name: string | RegExp): Locator {
    return this.frame.getByRole('button', { name });
  }

  /** Asks from the question box, and waits for the end of the route. */
  async ask(question: string): Promise<void> {
    const before = await this.routes.count();
    await this.box.fill(question);
    await this.box.press('Enter');
    await this.finished(before);
  }

  /** Waits until the route at this place has come to its end. */
  async finished(index: number): Promise<void> {
    await this.route(index).getByRole('region', { name: 'Result' }).waitFor();
  }

  /** What there is to read in each route. */
  shown(): Promise<string[]> {
    return this.routes.evaluateAll((routes) => routes.map((route) => route.textContent.replace(/\s+/g, ' ')));
  }
}
