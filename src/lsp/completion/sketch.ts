import { type JsonValue, join, type Manifest, type Pointer } from '../../model/index.ts';
import type { Entry, Path } from './scalar.ts';
import { startsWith } from './suggestion.ts';

/** The object that a cursor stands in, as far as a broken text tells. */
export interface Outlined {
  apiVersion: string;
  kind: string;
  /** Where the object begins: inside a List, an item of it. */
  root: Path;
  entries: readonly Entry[];
}

export function objectAt(entries: readonly Entry[], path: Path): Outlined {
  const text = (...at: Path): string => valueAt(entries, at);
  const isItem = path[0] === 'items' && typeof path[1] === 'number' && text('kind').endsWith('List');
  const root = isItem ? path.slice(0, 2) : [];
  return { apiVersion: text(...root, 'apiVersion'), kind: text(...root, 'kind'), root, entries };
}

/** The scalar at a path; '' when there is none. */
export function valueAt(entries: readonly Entry[], path: Path): string {
  return entries.find((entry) => entry.path.length === path.length && startsWith(entry.path, path))?.value ?? '';
}

/** Indices become 0: a sketch has one item in each list. */
export function plain(path: Path): Path {
  return path.map((segment) => (typeof segment === 'number' ? 0 : segment));
}

export function pointerOf(path: Path): Pointer {
  return join('', ...path);
}

/** A manifest of which nothing is known but one value. The text that it stands for need not be readable. */
export function sketch({ apiVersion, kind }: Outlined, path: Path, value: JsonValue): Manifest {
  const [group = '', version] = apiVersion.split('/');
  const object = { metadata: { name: 'x' }, ...nested(path, value), apiVersion, kind };
  return { object, apiVersion, kind, group: version === undefined ? '' : group, name: 'x', namespace: '' };
}

function nested([head, ...rest]: Path, value: JsonValue): Record<string, JsonValue> {
  if (head === undefined) return {};
  const [next] = rest;
  const below =
    next === undefined ? value : typeof next === 'number' ? [item(rest.slice(1), value)] : nested(rest, value);
  return { [head]: below };
}

function item(rest: Path, value: JsonValue): JsonValue {
  return rest.length === 0 ? value : nested(rest, value);
}
