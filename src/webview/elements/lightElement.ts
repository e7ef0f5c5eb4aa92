import { LitElement } from 'lit';

/** An element without a shadow root: one style sheet serves all, and labels may refer across components. */
export class LightElement extends LitElement {
  protected override createRenderRoot(): HTMLElement {
    return this;
  }
}
