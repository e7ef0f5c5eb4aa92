/** BERT's tokenizer: words and punctuation, each cut greedily into the longest pieces of a vocabulary. */

const unknown = '[UNK]';
const longestWord = 100;

export interface WordPieceOptions {
  /** For uncased models: lower case, accents removed. */
  readonly lowerCase: boolean;
}

export class WordPiece {
  private readonly ids: ReadonlyMap<string, number>;

  /** @param vocabulary the lines of a `vocab.txt`: one piece per line, its number is its line */
  constructor(
    vocabulary: readonly string[],
    private readonly options: WordPieceOptions,
  ) {
    this.ids = new Map(vocabulary.map((piece, id) => [piece, id]));
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
    return this.words(text).flatMap((word) => this.pieces(word));
  }

  private words(text: string): string[] {
    const plain = this.options.lowerCase
      ? text
          .toLowerCase()
          .normalize('NFD')
          .replace(/\p{Mn}/gu, '')
      : text.normalize('NFC');
    return plain.match(/\p{Script=Han}|[\p{P}$+<=>^`|~]|[^\s\p{P}\p{Script=Han}\p{C}$+<=>^`|~]+/gu) ?? [];
  }

  private pieces(word: string): string[] {
    const characters = [...word];
    if (characters.length > longestWord) return [unknown];
    const pieces: string[] = [];
    for (let start = 0; start < characters.length;) {
      let end = characters.length;
      const piece = () => (start > 0 ? '##' : '') + characters.slice(start, end).join('');
      while (end > start && !this.ids.has(piece())) end--;
      if (end === start) return [unknown];
      pieces.push(piece());
      start = end;
    }
    return pieces;
  }
}
