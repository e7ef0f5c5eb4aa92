/** What was worked out about the question at hand; forgotten with the next one, so that memory stays bounded. */
import type { Case } from '../method';

export class Recent<T> {
  private question: Case | undefined;
  private known = new Map<string, T>();

  about(question: Case): Map<string, T> {
    if (this.question !== question) {
      this.question = question;
      this.known = new Map<string, T>();
    }
    return this.known;
  }
}
