/** Somebody at the keyboard: counts what they press for a task, and the seconds from the first press to the end. */
import type { Locator, Page } from 'playwright-core';

export interface Effort {
  readonly task: string;
  /** What was pressed, in words. */
  readonly presses: readonly string[];
  readonly seconds: number;
}

export class Person {
  private readonly presses: string[] = [];
  private began = 0;

  constructor(private readonly page: Page) {}

  /** A click; going there with the pointer counts for nothing, as where something shows when it is hovered over. */
  async click(what: string, target: Locator): Promise<void> {
    await target.hover();
    this.count(what);
    await target.click();
  }

  async key(what: string, key: string): Promise<void> {
    this.count(what);
    await this.page.keyboard.press(key);
  }

  /** Words of a question count as one press, and go where the focus is. */
  async type(words: string): Promise<void> {
    this.count('type the question');
    await this.page.keyboard.type(words);
  }

  /** To be called when the task is done. */
  effort(task: string): Effort {
    return { task, presses: this.presses, seconds: (performance.now() - this.began) / 1000 };
  }

  private count(what: string): void {
    if (this.presses.length === 0) this.began = performance.now();
    this.presses.push(what);
  }
}
