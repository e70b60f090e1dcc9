import { nearest } from '../model/index.ts';
import { type Field, type Shape, typeFields } from '../target/index.ts';

/** An unknown field, looked up in the tables of every minor. */
export interface Stranger {
  path: string;
  /** First and last minor that has it where it stands; both undefined: every minor has it, or none (see `known`). */
  since?: number;
  until?: number;
  /** Whether a minor has it where it stands. */
  known: boolean;
  /** A path that takes a field of this name, near to where it stands: '' when there is none. */
  belongs: string;
  /** The field of the same object that was meant perhaps; '' when none is near. */
  nearest: string;
}

const deepest = 4;
const mostVisited = 400;

/** Looks the path up in an object of this kind. Of a kind outside the tables only the pod specs are known. */
export function lookUp(path: string, kind: string): Stranger {
  const stranger = { path, known: false, belongs: '', nearest: '' };
  const names = path.split('.');
  const name = names.pop() ?? '';
  const owners = ownersOf(names, kind);
  const owner = owners.at(-1);
  if (owner === undefined) return stranger;
  const field = typeFields(owner.type)?.get(name);
  if (field !== undefined) return { ...stranger, known: true, ...spanOf(field) };
  const candidates = [...(typeFields(owner.type)?.keys() ?? [])];
  const longer = candidates.filter((candidate) => name.length > 3 && candidate.startsWith(name));
  return {
    ...stranger,
    belongs: below(owner, name) || above(owners, name),
    nearest: nearest(name, candidates) || (longer[0] ?? ''),
  };
}

function spanOf({ since, until }: Field): { since?: number; until?: number } {
  return { ...(since === undefined ? {} : { since }), ...(until === undefined ? {} : { until }) };
}

interface Owner {
  type: string;
  path: string;
}

/** The types on the way, outermost first; [] when the way leaves the tables. A custom object is entered at its pod spec. */
function ownersOf(names: readonly string[], kind: string): Owner[] {
  const found = typeFields(kind) === undefined ? [] : walk({ type: kind, path: '' }, names);
  if (found.length > 0) return found;
  const at = names.findIndex((name) => /^(?:initContainers|containers|ephemeralContainers)\b/.test(name));
  return at < 0 ? [] : walk({ type: 'PodSpec', path: names.slice(0, at).join('.') }, names.slice(at));
}

function walk(from: Owner, names: readonly string[]): Owner[] {
  const owners = [from];
  let { type, path } = from;
  for (const name of names) {
    const shape = typeFields(type)?.get(name.replace(/\[[^\]]*\]$/, ''))?.shape;
    if (shape === undefined) return [];
    type = objectName(shape);
    path = path === '' ? name : `${path}.${name}`;
    if (type === '') return [];
    owners.push({ type, path });
  }
  return owners;
}

function objectName({ kind, name, item }: Shape): string {
  if (kind === 'object') return name;
  return item === undefined || kind === 'map' ? '' : objectName(item);
}

/** The nearest place inside the owner that takes the name: what stands there was written too far out. */
function below(owner: Owner, name: string): string {
  let level: Owner[] = [owner];
  const seen = new Set([owner.type]);
  for (let depth = 0; depth < deepest && seen.size < mostVisited; depth += 1) {
    const next: Owner[] = [];
    for (const { type, path } of level) {
      for (const [field, { shape }] of typeFields(type) ?? []) {
        const inner = objectName(shape);
        if (inner === '' || seen.has(inner)) continue;
        seen.add(inner);
        const place = `${path === '' ? '' : `${path}.`}${field}${shape.kind === 'list' ? '[…]' : ''}`;
        if (typeFields(inner)?.has(name)) return `${place}.${name}`;
        next.push({ type: inner, path: place });
      }
    }
    level = next;
  }
  return '';
}

/** The nearest object around the owner that takes the name: what stands there was written too far in. */
function above(owners: readonly Owner[], name: string): string {
  const found = owners.slice(0, -1).findLast(({ type }) => typeFields(type)?.has(name));
  if (found === undefined) return '';
  return found.path === '' ? name : `${found.path}.${name}`;
}
