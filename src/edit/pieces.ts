/** A stretch of a text and what comes in its place. Offsets in UTF-16 units; `to` is exclusive. */
export interface Splice {
  from: number;
  to: number;
  text: string;
}

type Piece = { from: number; to: number } | { text: string };

/** A text that is changed again and again, and knows which stretches of the original are left. */
export class Pieces {
  readonly #original: string;
  #pieces: Piece[];

  constructor(original: string) {
    this.#original = original;
    this.#pieces = [{ from: 0, to: original.length }];
  }

  copy(): Pieces {
    const copy = new Pieces(this.#original);
    copy.#pieces = this.#pieces;
    return copy;
  }

  get text(): string {
    return this.#pieces.map((piece) => this.#textOf(piece)).join('');
  }

  /** Splices of the text as it is now; they must not overlap. */
  change(splices: readonly Splice[]): void {
    for (const splice of splices.toSorted((a, b) => b.from - a.from || b.to - a.to)) {
      const [before, rest] = this.#cut(this.#pieces, splice.from);
      const [, after] = this.#cut(rest, splice.to - splice.from);
      this.#pieces = [...before, { text: splice.text }, ...after];
    }
  }

  /** All changes so far, as splices of the original. */
  splices(): Splice[] {
    const found: Splice[] = [];
    let at = 0;
    let text = '';
    const end = { from: this.#original.length, to: this.#original.length };
    for (const piece of [...this.#pieces, end]) {
      if ('text' in piece) {
        text += piece.text;
        continue;
      }
      if (piece.from > at || text !== '') found.push({ from: at, to: piece.from, text });
      at = piece.to;
      text = '';
    }
    return found.filter(({ from, to, text: now }) => this.#original.slice(from, to) !== now);
  }

  #cut(pieces: readonly Piece[], at: number): [Piece[], Piece[]] {
    let left = at;
    for (const [index, piece] of pieces.entries()) {
      const length = 'text' in piece ? piece.text.length : piece.to - piece.from;
      if (left > length) {
        left -= length;
        continue;
      }
      const [head, tail] = halves(piece, left);
      return [
        [...pieces.slice(0, index), head],
        [tail, ...pieces.slice(index + 1)],
      ];
    }
    return [[...pieces], []];
  }

  #textOf(piece: Piece): string {
    return 'text' in piece ? piece.text : this.#original.slice(piece.from, piece.to);
  }
}

function halves(piece: Piece, at: number): [Piece, Piece] {
  if ('text' in piece) return [{ text: piece.text.slice(0, at) }, { text: piece.text.slice(at) }];
  const middle = piece.from + at;
  return [
    { from: piece.from, to: middle },
    { from: middle, to: piece.to },
  ];
}
