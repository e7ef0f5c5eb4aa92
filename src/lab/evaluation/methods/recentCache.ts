/** What was worked out about the question at hand; forgotten with the next one, so that memory stays bounded. */
import type { Case } from '../method';

export class Recent<T> {
  private question: Case | undefined;
  private known = new Map<string, T>();

  /** What is known under the key, worked out where it is not. */
  about(question: Case, key: string, workOut: () => T): T {
    if (this.question !== question) {
      this.question = question;
      this.known = new Map<string, T>();
    }
    const found = this.known.get(key) ?? workOut();
    this.known.set(key, found);
    return found;
  }
}
