/** What a rater has said so far, kept in the browser's local storage where there is one. */
import { ratingsFormat, type BlindRating, type RatingsFile } from '../protocol';

/** The part of the browser's storage that is used. */
export interface RatingStorage {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
}

export class RatingProgress {
  private readonly ratings = new Map<string, BlindRating>();
  /** Nothing is lost when the page is closed. */
  isKept = true;

  constructor(
    readonly experiment: string,
    readonly rater: string,
    /** Undefined where the browser lends none. */
    private readonly storage: RatingStorage | undefined,
  ) {
    for (const rating of this.read()) this.ratings.set(rating.item, rating);
    this.keep();
  }

  of(item: string): BlindRating | undefined {
    return this.ratings.get(item);
  }

  say(rating: BlindRating): void {
    this.ratings.set(rating.item, rating);
    this.keep();
  }

  takeBack(item: string): void {
    this.ratings.delete(item);
    this.keep();
  }

  get count(): number {
    return this.ratings.size;
  }

  get file(): RatingsFile {
    const { experiment, rater } = this;
    return { format: ratingsFormat, version: 1, experiment, rater, ratings: [...this.ratings.values()] };
  }

  private get key(): string {
    return `der-compare ${this.experiment} ${this.rater}`;
  }

  private read(): readonly BlindRating[] {
    try {
      const value: unknown = JSON.parse(this.storage?.getItem(this.key) ?? '[]');
      return Array.isArray(value) ? value.filter(isRating) : [];
    } catch {
      return [];
    }
  }

  private keep(): void {
    try {
      this.storage?.setItem(this.key, JSON.stringify([...this.ratings.values()]));
      this.isKept = this.storage !== undefined;
    } catch {
      this.isKept = false;
    }
  }
}

/** Other pages of the same origin may have written there. */
function isRating(value: unknown): value is BlindRating {
  const { item, left, verdict, at } = (value ?? {}) as Partial<Record<keyof BlindRating, unknown>>;
  return (
    typeof item === 'string' &&
    (left === 0 || left === 1) &&
    ['left', 'right', 'tie', 'both_bad'].includes(verdict as string) &&
    typeof at === 'string'
  );
}
