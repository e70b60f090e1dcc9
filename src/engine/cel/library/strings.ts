import { Fault } from '../errors.ts';
import { lengthCost, type Row } from '../overloads.ts';
import type { Meter } from '../run.ts';
import { Bytes, KeyedMap, type Value, type ValueMap } from '../values.ts';
import { formatText } from './format-text.ts';
import { codePointLength, codePoints, pointIndex, slice, unitOffset } from './text.ts';

/** An int beyond 2^53 is a bigint. */
type Int = number | bigint;

/** Standard functions over text and sizes, and Kubernetes' string library (version 2). Positions count code points. */
export const stringRows: readonly Row[] = [
  ...(['(T): int', 'T.(): int'] as const).flatMap((shape) =>
    ['string', 'bytes', 'list(A)', 'map(A, B)'].map((type): Row => ['size', shape.replace('T', type), size, walking]),
  ),
  ['contains', 'string.(string): bool', (text: string, part: string) => text.includes(part), bothLengths],
  [
    'startsWith',
    'string.(string): bool',
    (text: string, part: string) => text.startsWith(part),
    (_: string, part: string) => Math.max(1, lengthCost(part.length)),
  ],
  [
    'endsWith',
    'string.(string): bool',
    (text: string, part: string) => text.endsWith(part),
    (_: string, part: string) => Math.max(1, lengthCost(part.length)),
  ],
  ['charAt', 'string.(int): string', charAt, walking],
  [
    'indexOf',
    'string.(string): int',
    (text: string, part: string) => pointIndex(text, text.indexOf(part)),
    bothLengths,
  ],
  ['indexOf', 'string.(string, int): int', indexFrom, bothLengths],
  [
    'lastIndexOf',
    'string.(string): int',
    (text: string, part: string) => pointIndex(text, text.lastIndexOf(part)),
    bothLengths,
  ],
  ['lastIndexOf', 'string.(string, int): int', lastIndexFrom, bothLengths],
  [
    'lowerAscii',
    'string.(): string',
    (text: string) => text.replace(/[A-Z]+/g, (part) => part.toLowerCase()),
    ownLength,
  ],
  [
    'upperAscii',
    'string.(): string',
    (text: string) => text.replace(/[a-z]+/g, (part) => part.toUpperCase()),
    ownLength,
  ],
  [
    'replace',
    'string.(string, string): string',
    (text: string, from: string, to: string, meter: Meter) => replace(text, from, to, -1, meter),
    ownLength,
  ],
  ['replace', 'string.(string, string, int): string', replace, ownLength],
  [
    'split',
    'string.(string): list(string)',
    (text: string, by: string, meter: Meter) => split(text, by, -1, meter),
    ownLength,
  ],
  ['split', 'string.(string, int): list(string)', split, ownLength],
  [
    'substring',
    'string.(int): string',
    (text: string, start: Int) => substring(text, start, codePointLength(text)),
    ownLength,
  ],
  ['substring', 'string.(int, int): string', substring, ownLength],
  ['trim', 'string.(): string', trim, ownLength],
  ['join', 'list(string).(): string', (list: readonly Value[], meter: Meter) => join(list, '', meter)],
  ['join', 'list(string).(string): string', join],
  ['strings.quote', '(string): string', quote, ownLength],
  ['format', 'string.(list(dyn)): string', formatText, (text: string) => Math.max(1, lengthCost(text.length))],
];

/** Walking a long text costs something, where Kubernetes counts 1. */
function walking(value: unknown): number {
  return typeof value === 'string' && value.length > 1000 ? Math.ceil(value.length / 1000) : 1;
}

function ownLength(text: string): number {
  return lengthCost(text.length);
}

function bothLengths(text: string, part: string): number {
  return lengthCost(text.length) * lengthCost(part.length);
}

function size(value: string | Bytes | KeyedMap | readonly Value[] | ValueMap): number {
  if (typeof value === 'string') return codePointLength(value);
  if (value instanceof Bytes) return value.value.length;
  if (value instanceof KeyedMap) return value.entries.size;
  return Array.isArray(value) ? value.length : Object.keys(value).length;
}

function outside(position: Int): Fault {
  return new Fault('index-out-of-range', `position ${position} is outside the text`);
}

function charAt(text: string, index: Int): string {
  const points = codePoints(text);
  if (index < 0 || index > points.length) throw outside(index);
  return points[Number(index)] ?? '';
}

function indexFrom(text: string, part: string, from: Int): Int {
  if (part === '') return from;
  if (from < 0) throw outside(from);
  return pointIndex(text, text.indexOf(part, unitOffset(text, Number(from))));
}

function lastIndexFrom(text: string, part: string, from: Int): Int {
  if (part === '') return from;
  if (from < 0) throw outside(from);
  return from >= codePointLength(text) ? -1 : pointIndex(text, text.lastIndexOf(part, unitOffset(text, Number(from))));
}

function substring(text: string, start: Int, end: Int): string {
  if (start < 0 || start > end) throw outside(start);
  if (end > codePointLength(text)) throw outside(end);
  return slice(text, Number(start), Number(end));
}

function replace(text: string, from: string, to: string, count: Int, meter: Meter): string {
  const parts = from === '' ? emptySplit(text) : text.split(from);
  const most = count < 0 ? parts.length - 1 : Math.min(Number(count), parts.length - 1);
  meter.chargeString(text.length + most * to.length);
  return parts.slice(0, most + 1).join(to) + (most < parts.length - 1 ? from + parts.slice(most + 1).join(from) : '');
}

/** Go replaces the empty text before every code point and at the end. */
function emptySplit(text: string): string[] {
  return ['', ...text, ''];
}

function split(text: string, by: string, count: Int, meter: Meter): readonly Value[] {
  if (count === 0) return [];
  const parts = by === '' ? [...text] : text.split(by);
  meter.chargeItems(parts.length);
  const most = Number(count);
  if (most < 0 || parts.length <= most) return parts;
  return [...parts.slice(0, most - 1), parts.slice(most - 1).join(by)];
}

function join(list: readonly Value[], by: string, meter: Meter): string {
  let length = 0;
  for (const part of list) {
    if (typeof part !== 'string') throw new Fault('no-such-overload', 'join() needs a list of strings');
    length += part.length + by.length;
  }
  meter.chargeString(length);
  return list.join(by);
}

/** Unicode's white space, as Go has it: not the byte order mark, which JavaScript trims. */
const blank = /[\t-\r \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/;

function trim(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && blank.test(text[start] ?? '')) start++;
  while (end > start && blank.test(text[end - 1] ?? '')) end--;
  return text.slice(start, end);
}

const quoted: Readonly<Record<string, string>> = {
  '\x07': '\\a',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
  '\\': '\\\\',
  '"': '\\"',
};

function quote(text: string): string {
  return `"${text.replace(/./gsu, (character) => quoted[character] ?? character)}"`;
}
