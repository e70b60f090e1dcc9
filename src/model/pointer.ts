import { isObject, type JsonValue } from './json.ts';

/** RFC 6901 JSON Pointer as text: '' is the whole value, '/spec/containers/0/name' a member. */
export type Pointer = string;

export function escapeSegment(segment: string): string {
  return segment.includes('~') || segment.includes('/') ? segment.replaceAll('~', '~0').replaceAll('/', '~1') : segment;
}

/** Appends unescaped segments to a pointer. */
export function join(base: Pointer, ...segments: (string | number)[]): Pointer {
  let pointer = base;
  for (const segment of segments) pointer += `/${typeof segment === 'number' ? segment : escapeSegment(segment)}`;
  return pointer;
}

export function segments(pointer: Pointer): string[] {
  if (pointer === '') return [];
  const parts = pointer.slice(1).split('/');
  // Hardly any pointer holds an escape, and every finding walks a dozen pointers.
  return pointer.includes('~') ? parts.map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~')) : parts;
}

export function parent(pointer: Pointer): Pointer {
  return pointer.slice(0, Math.max(0, pointer.lastIndexOf('/')));
}

export function lastSegment(pointer: Pointer): string {
  return segments(pointer).at(-1) ?? '';
}

/** True when `pointer` is `ancestor` or lies below it. */
export function isWithin(pointer: Pointer, ancestor: Pointer): boolean {
  return pointer === ancestor || pointer.startsWith(`${ancestor}/`);
}

/** The value at `pointer`, or undefined when a step does not exist. */
export function resolve(value: JsonValue | undefined, pointer: Pointer): JsonValue | undefined {
  let current = value;
  for (const segment of segments(pointer)) {
    if (Array.isArray(current)) current = /^(0|[1-9][0-9]*)$/.test(segment) ? current[Number(segment)] : undefined;
    else if (isObject(current) && Object.hasOwn(current, segment)) current = current[segment];
    else return undefined;
    if (current === undefined) return undefined;
  }
  return current;
}

/** The longest prefix of `pointer` that exists in `value`: where a person should look when the place itself is absent. */
export function nearestExisting(value: JsonValue | undefined, pointer: Pointer): Pointer {
  let candidate = pointer;
  while (candidate !== '' && resolve(value, candidate) === undefined) candidate = parent(candidate);
  return candidate;
}

/** '/spec/initContainers/0/restartPolicy' as the API server writes it: 'spec.initContainers[0].restartPolicy'. */
export function toFieldPath(pointer: Pointer): string {
  let path = '';
  for (const segment of segments(pointer)) {
    if (/^[0-9]+$/.test(segment)) path += `[${segment}]`;
    else path += path === '' ? segment : `.${segment}`;
  }
  return path;
}
