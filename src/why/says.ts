import type { Reason } from '../model/index.ts';
import { pathBefore, placeOf } from './field-path.ts';
import type { Paste } from './paste.ts';

/** One thing a text says. BadRequest: a value of a type that the field cannot hold. */
export type Says =
  | { reason: Reason | 'BadRequest'; field: string }
  /** A field that a server, a tool or a schema does not know. */
  | { unknown: string }
  | { duplicate: string };

export interface Statement {
  says: Says;
  /** The server's words after the reason. */
  detail: string;
  at: number;
}

/** The words with which the server prints a reason. */
const stems: Readonly<Record<string, Reason>> = {
  'Required value': 'FieldValueRequired',
  'Invalid value': 'FieldValueInvalid',
  'Unsupported value': 'FieldValueNotSupported',
  Forbidden: 'FieldValueForbidden',
  'Duplicate value': 'FieldValueDuplicate',
  'Not found': 'FieldValueNotFound',
  'Too long': 'FieldValueTooLong',
  'Too many': 'FieldValueTooMany',
};
const stem = new RegExp(`:\\s{0,4}(${Object.keys(stems).join('|')})(?![\\w-])`, 'g');

const mostStatements = 500;
const longestDetail = 400;

/** What the text says, in its order: of the two ways to read its line breaks, the one that gives more whole paths, or longer ones. */
export function readStatements({ spaced, joined }: Paste): Statement[] {
  const asWritten = statementsIn(spaced);
  const mended = statementsIn(joined);
  for (const measure of [wholePaths, count, pathLength]) {
    const gain = measure(mended) - measure(asWritten);
    if (gain !== 0) return gain > 0 ? mended : asWritten;
  }
  return asWritten;
}

const root = /^(?:spec|metadata|template|status|(?:initC|ephemeralC|c)ontainers)\b/;

function wholePaths(statements: readonly Statement[]): number {
  return statements.map(pathOf).filter((path) => root.test(path) && !path.includes(' ')).length;
}

function count(statements: readonly Statement[]): number {
  return statements.length;
}

function pathLength(statements: readonly Statement[]): number {
  return statements.reduce((sum, statement) => sum + pathOf(statement).length, 0);
}

function pathOf({ says }: Statement): string {
  return 'unknown' in says ? says.unknown : 'duplicate' in says ? says.duplicate : says.field;
}

function statementsIn(text: string): Statement[] {
  const found = [...causesIn(text), ...unknownIn(text), ...otherIn(text)];
  return settled(found.sort((a, b) => a.at - b.at).slice(0, mostStatements));
}

/** The server walks a map where it judges a pod's own resources: neighbours stand by name, so that the same refusal reads the same. */
function settled(statements: Statement[]): Statement[] {
  const amount = ({ says }: Statement): string | undefined =>
    'reason' in says && /^resources\.(?:requests|limits)$/.test(placeOf(says.field)) ? says.field : undefined;
  const sorted = [...statements];
  for (let from = 0; from < sorted.length; from += 1) {
    let to = from;
    while (to < sorted.length && amount(sorted[to] as Statement) !== undefined) to += 1;
    const run = sorted.slice(from, to).sort((a, b) => ((amount(a) ?? '') < (amount(b) ?? '') ? -1 : 1));
    sorted.splice(from, run.length, ...run);
    from = to;
  }
  return sorted;
}

function causesIn(text: string): Statement[] {
  const found: (Statement & { from: number })[] = [];
  stem.lastIndex = 0;
  for (let match = stem.exec(text); match !== null; match = stem.exec(text)) {
    const reason = stems[match[1] ?? ''];
    const place = pathBefore(text, match.index);
    const end = stem.lastIndex;
    stem.lastIndex = afterValue(text, end);
    if (reason === undefined || place === undefined || found.length >= mostStatements) continue;
    const before = found.at(-1);
    if (before !== undefined) before.detail = before.detail.slice(0, Math.max(0, place.from - before.from));
    const detail = text.slice(end, end + longestDetail);
    found.push({ says: { reason, field: place.path }, detail, at: place.from, from: end });
  }
  return found.map(({ says, detail, at }) => ({ says, detail: detail.replace(/^: /, '').trim(), at }));
}

/** A value that the server quotes can hold anything, even the words of a cause. */
function afterValue(text: string, end: number): number {
  if (!text.startsWith(': "', end)) return end;
  let at = end + 3;
  while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
  return at < text.length ? at + 1 : end;
}

function unknownIn(text: string): Statement[] {
  const found: Statement[] = [];
  const add = (at: number, unknown: string, detail = ''): void => void found.push({ says: { unknown }, detail, at });
  for (const { index, 1: name = '' } of text.matchAll(/unknown field "([^"]{1,600})"/g)) {
    // Clients before 1.25 checked by the server's schema and named the type and the place apart.
    const place = /ValidationError\(\w+\.?([\w.[\]-]{0,600})\): $/.exec(
      text.slice(Math.max(0, index - 700), index),
    )?.[1];
    add(index, place === undefined || place === '' ? name : `${place}.${name}`);
  }
  for (const { index } of text.matchAll(/: field not declared in schema/g)) {
    const place = pathBefore(text, index);
    if (place !== undefined) add(place.from, place.path, 'schema');
  }
  for (const { index, 1: at = '', 2: name = '' } of text.matchAll(additional)) add(index, join(at, name), 'schema');
  return found;
}

/** JSON Schema's words, as Helm, kubeconform and editors print them. */
const additional = /\bat '([^'\s]{0,600})': additional properties '([\w-]{1,100})' not allowed/g;

function join(pointer: string, name: string): string {
  const path = pointer
    .replace(/^\//, '')
    .replaceAll(/\/(\d+)(?=\/|$)/g, '[$1]')
    .replaceAll('/', '.');
  return path === '' ? name : `${path}.${name}`;
}

function otherIn(text: string): Statement[] {
  const found: Statement[] = [];
  for (const { index, 1: duplicate = '' } of text.matchAll(/duplicate field "([^"]{1,600})"/g)) {
    found.push({ says: { duplicate }, detail: '', at: index });
  }
  for (const { index, 1: field = '', 2: wanted = '' } of text.matchAll(wrongType)) {
    found.push({ says: { reason: 'BadRequest', field }, detail: wanted, at: index });
  }
  return found;
}

const wrongType =
  /cannot unmarshal \w{1,20} into Go struct field \w{1,100}\.([\w.]{1,600}) of type ([\w.*[\]]{1,100})/g;
