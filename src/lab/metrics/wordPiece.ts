/** BERT's tokenizer: words and punctuation, each cut greedily into the longest pieces of a vocabulary. */
import { normalised } from '../../der/evidence/normalised';

const unknown = '[UNK]';
const longestWord = 100;

export interface WordPieceOptions {
  /** For uncased models: lower case, accents removed. */
  readonly lowerCase: boolean;
}

export class WordPiece {
  private readonly ids: ReadonlyMap<string, number>;
  /** Code points of the longest piece; longer ones need not be looked up. */
  private readonly longestPiece: number;

  /** @param vocabulary the lines of a `vocab.txt`: one piece per line, its number is its line */
  constructor(
    vocabulary: readonly string[],
    private readonly options: WordPieceOptions,
  ) {
    this.ids = new Map(vocabulary.map((piece, id) => [piece, id]));
    this.longestPiece = vocabulary.reduce((longest, piece) => Math.max(longest, [...piece].length), 0);
    for (const piece of [unknown, '[CLS]', '[SEP]']) {
      if (!this.ids.has(piece)) throw new Error(`The vocabulary has no ${piece}; it is not one of BERT's.`);
    }
  }

  /** Number of a piece that is in the vocabulary. */
  id(piece: string): number {
    return this.ids.get(piece) ?? this.ids.get(unknown)!;
  }

  /** Pieces of a text, without [CLS] and [SEP]. */
  tokenize(text: string): string[] {
    const pieces: string[] = [];
    // Words come again and again.
    const known = new Map<string, readonly string[]>();
    for (const word of this.words(text)) {
      const own = known.get(word) ?? this.pieces(word);
      known.set(word, own);
      for (const piece of own) pieces.push(piece);
    }
    return pieces;
  }

  private words(text: string): string[] {
    const plain = this.options.lowerCase
      ? normalised(text.toLowerCase(), 'NFD').replace(/\p{Mn}/gu, '')
      : normalised(text, 'NFC');
    return (
      plain.match(/\p{Script=Han}|[\p{P}$+<=>^`|~]|[^\s\p{P}\p{Script=Han}\p{C}$+<=>^`|~]{1,1000}/gu) ?? []
    );
  }

  private pieces(word: string): string[] {
    const characters = [...word];
    if (characters.length > longestWord) return [unknown];
    const pieces: string[] = [];
    for (let start = 0; start < characters.length;) {
      let end = Math.min(characters.length, start + this.longestPiece);
      const piece = () => (start > 0 ? '##' : '') + characters.slice(start, end).join('');
      while (end > start && !this.ids.has(piece())) end--;
      if (end === start) return [unknown];
      pieces.push(piece());
      start = end;
    }
    return pieces;
  }
}
