/** Random documents in random style, random changes: what is not named stays as it was, byte for byte. */
import fc, { type GeneratorValue } from 'fast-check';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { edit } from '../../src/edit/index.ts';
import { type Change, isObject, isWithin, type JsonValue, join, type Pointer, parent } from '../../src/model/index.ts';
import { parse } from '../../src/source/index.ts';
import { deletedElsewhere, differencesElsewhere } from '../support/elsewhere.ts';

const words = ['name', 'image', 'env', 'args', 'a/b', 'containers', 'x', 'yes', '1'];
const plain = ['Always', '12', 'true', '"quoted"', "'it''s'", '~', 'a b', '0.5', '-1', '"\\u00e9"', '🚀'];
const comments = ['', '', '', '  # note', '\t# tab\tin it', ' # "quoted"'];

/** Writes a document as people do, each part in its own manner. */
class Writer {
  readonly lines: string[] = [];
  readonly #pick: GeneratorValue;
  readonly #step: number;
  readonly #dash: number;
  #anchors = 0;

  constructor(pick: GeneratorValue) {
    this.#pick = pick;
    this.#step = pick(fc.constantFrom, 2, 4);
    this.#dash = pick(fc.constantFrom, 0, 2, 4);
  }

  map(indent: number, depth: number, first = ''): void {
    const keys = this.#pick(() => fc.uniqueArray(fc.constantFrom(...words), { minLength: 1, maxLength: 4 }));
    for (const [index, key] of keys.entries()) {
      this.#noise(indent, index > 0 || first === '');
      this.#member(index === 0 && first !== '' ? first : ' '.repeat(indent), `${this.#key(key)}:`, indent, depth);
    }
  }

  #member(pad: string, key: string, indent: number, depth: number): void {
    const kind = this.#pick(fc.constantFrom, 'plain', 'plain', 'map', 'list', 'folded', 'flow', 'none', 'alias');
    const comment = this.#pick(fc.constantFrom, ...comments);
    const anchor = this.#pick(fc.constantFrom, '', '', '', ` &a${this.#anchors}`);
    if (anchor !== '') this.#anchors += 1;
    const nested = ' '.repeat(indent + this.#step);
    if (kind === 'folded') this.lines.push(`${pad}${key} >-${comment}`, `${nested}folded`, '', `${nested}  text`);
    else if (kind === 'flow') this.lines.push(`${pad}${key}${anchor} {a: 1, b: [x, "y"]}${comment}`);
    else if (kind === 'none') this.lines.push(`${pad}${key}${comment}`);
    else if (kind === 'alias' && this.#anchors > 0 && anchor === '')
      this.lines.push(`${pad}${key} *a${this.#anchors - 1}${comment}`);
    else if (kind === 'map' && depth > 0) {
      this.lines.push(`${pad}${key}${anchor}${comment}`);
      this.map(indent + this.#step, depth - 1);
    } else if (kind === 'list' && depth > 0) {
      this.lines.push(`${pad}${key}${anchor}${comment}`);
      this.#list(indent + this.#dash, depth - 1);
    } else this.lines.push(`${pad}${key}${anchor} ${this.#pick(fc.constantFrom, ...plain)}${comment}`);
  }

  #list(indent: number, depth: number): void {
    const length = this.#pick(fc.integer, { min: 1, max: 3 });
    for (let index = 0; index < length; index += 1) {
      this.#noise(indent, true);
      const pad = `${' '.repeat(indent)}- `;
      if (this.#pick(fc.boolean)) this.map(indent + 2, depth, pad);
      else this.lines.push(`${pad}${this.#pick(fc.constantFrom, ...plain)}`);
    }
  }

  #key(name: string): string {
    return this.#pick(fc.constantFrom, name, name, name, `"${name}"`);
  }

  #noise(indent: number, isOwnLine: boolean): void {
    const kind = this.#pick(fc.constantFrom, 'none', 'none', 'none', 'blank', 'comment');
    if (!isOwnLine || kind === 'none') return;
    this.lines.push(kind === 'blank' ? '' : `${' '.repeat(indent)}# about what follows`);
  }
}

function pointersOf(value: JsonValue, at: Pointer = ''): Pointer[] {
  const entries = Array.isArray(value) ? [...value.entries()] : isObject(value) ? Object.entries(value) : [];
  return entries.flatMap(([key, member]) => [join(at, key), ...pointersOf(member, join(at, key))]);
}

function randomChange(pick: GeneratorValue, value: JsonValue): Change {
  const pointers = pointersOf(value);
  const pointer = pick(fc.constantFrom, ...pointers);
  const other = pick(fc.constantFrom, ...pointers);
  // Beside an entry that goes, numbers name other entries before and after.
  fc.pre(!/\/\d+$/.test(pointer) || !isWithin(other, parent(pointer)));
  const scalar = pick(fc.constantFrom<JsonValue[]>, 'Always', 'yes', 5, true, 'a: b', 'line\nline\n');
  return pick(
    fc.constantFrom<Change[]>,
    { op: 'replace', pointer, value: scalar },
    { op: 'add', pointer: `${pointer}/new`, value: scalar },
    { op: 'add', pointer: `${pointer}/-`, value: { name: 'new', value: scalar } },
    { op: 'add', pointer: `${pointer}/new/list/-`, value: scalar },
    { op: 'remove', pointer },
    { op: 'rename', pointer, name: 'new' },
    { op: 'quote', pointer },
    { op: 'move', from: pointer, pointer: `${other}/-` },
    { op: 'move', from: pointer, pointer: `${other}/new` },
    { op: 'add-document', value: { new: scalar } },
  );
}

let done = 0;
let refused = 0;

test('a change of a random document changes nothing else, or nothing at all', () => {
  const property = fc.property(fc.gen(), (pick) => {
    const writer = new Writer(pick);
    writer.map(0, 3);
    const breaks = pick(fc.constantFrom, '\n', '\r\n');
    const text = writer.lines.join(breaks) + pick(fc.constantFrom, breaks, '');
    const { value } = parse({ uri: '', text }).documents[0] ?? {};
    fc.pre(isObject(value));
    if (!isObject(value)) return;
    const change = randomChange(pick, value);
    const result = edit({ uri: '', text }, [{ ...change, document: 0 }]);
    if ('refused' in result) {
      refused += 1;
      return;
    }
    done += 1;
    const fix = { title: '', safe: true, operations: [{ ...change, uri: '', document: 0 }] };
    assert.equal(differencesElsewhere(text, result.text, fix), [], text);
    assert.equal(deletedElsewhere(text, result.edits, fix), [], text);
    if (breaks === '\r\n' && text.includes(breaks))
      assert.not(/[^\r]\n/.test(result.text), `mixed line breaks:\n${result.text}`);
  });
  fc.assert(property, { numRuns: 1500, seed: 20261121, endOnFailure: true });
});

test('most changes are possible', () => {
  assert.ok(done > refused / 2, `${done} done, ${refused} refused`);
});

test.run();
