import { escapeSegment, type Pointer } from '../model/index.ts';

/** A place in an object, written out only when something is wrong there. */
export class Path {
  readonly #parent: Path | undefined;
  readonly #segment: string | number;
  readonly #isKey: boolean;
  readonly #embeddedIn: string;

  private constructor(parent: Path | undefined, segment: string | number, isKey: boolean, embeddedIn: string) {
    this.#parent = parent;
    this.#segment = segment;
    this.#isKey = isKey;
    this.#embeddedIn = embeddedIn;
  }

  static readonly root = new Path(undefined, '', false, '');

  /** A field, or a position of a list. `embeddedIn`: the embedded Go type that declares the field. */
  at(segment: string | number, embeddedIn = ''): Path {
    return new Path(this, segment, false, embeddedIn);
  }

  /** An entry of a map: `labels[app]`. */
  key(segment: string): Path {
    return new Path(this, segment, true, '');
  }

  /** Its last segment. */
  name(): string {
    return String(this.#segment);
  }

  /** As the API server writes it. */
  field(): string {
    if (this.#parent === undefined) return '';
    const before = this.#parent.field();
    if (this.#isKey || typeof this.#segment === 'number') return `${before}[${this.#segment}]`;
    return before === '' ? this.#segment : `${before}.${this.#segment}`;
  }

  pointer(): Pointer {
    if (this.#parent === undefined) return '';
    const segment = typeof this.#segment === 'number' ? String(this.#segment) : escapeSegment(this.#segment);
    return `${this.#parent.pointer()}/${segment}`;
  }

  /** Names of fields only, with or without those of embedded Go types: the path of a decoding error. */
  names(withEmbedded: boolean): string {
    if (this.#parent === undefined) return '';
    const before = this.#parent.names(withEmbedded);
    if (this.#isKey || typeof this.#segment === 'number') return before;
    const name = withEmbedded && this.#embeddedIn !== '' ? `${this.#embeddedIn}.${this.#segment}` : this.#segment;
    return before === '' ? name : `${before}.${name}`;
  }

  /** Whether an embedded Go type declares a field on the way here. */
  isEmbedded(): boolean {
    return this.#embeddedIn !== '' || (this.#parent?.isEmbedded() ?? false);
  }
}
