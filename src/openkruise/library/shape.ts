import libraries from '../../../schemas/kruise/libraries.json' with { type: 'json' };
import { type Shape, typeFields } from '../../target/index.ts';
import type { Release } from '../release.ts';
import { fieldsOf, isKnown, libraryOf } from '../table.ts';

/** Whose types read and write an object: a Kruise release with the Kubernetes library it embeds, and the API version of the object. */
export interface Library {
  release: Release;
  api: string;
}

/** What a member of a type holds; undefined when the library does not know it. A SidecarContainer is a core Container and more. */
export function shapeOf(library: Library, type: string, name: string): Shape | undefined {
  const own = fieldsOf(type);
  if (own !== undefined && Object.hasOwn(own, name)) {
    const field = own[name];
    return field !== undefined && isKnown(field, library.api, library.release) ? readShape(field.type) : undefined;
  }
  return coreShape(type === 'SidecarContainer' ? 'Container' : type, name, libraryOf(library.release));
}

const sinceEarlier: Readonly<Record<string, number>> = libraries.since;

function coreShape(type: string, name: string, minor: number): Shape | undefined {
  const field = typeFields(type)?.get(name);
  if (field === undefined) return undefined;
  const since = field.since ?? sinceEarlier[`${type}.${name}`] ?? 0;
  if (minor < since || minor > (field.until ?? Number.POSITIVE_INFINITY)) return undefined;
  return field.earlier !== undefined && minor <= field.earlier.until ? field.earlier.shape : field.shape;
}

/** '[]SidecarContainer' as a shape. */
function readShape(text: string): Shape {
  if (text.startsWith('[]')) return { kind: 'list', name: '', item: readShape(text.slice(2)) };
  if (text.startsWith('{}')) return { kind: 'map', name: '', item: readShape(text.slice(2)) };
  return { kind: /^[A-Z]/.test(text) ? 'object' : 'scalar', name: text };
}

const keptFields = new Map(
  Object.entries<string>(libraries.kept).map(([type, names]) => [type, new Set(names.split(' '))]),
);

/** Whether the member is written although it is empty: a pointer, or a field without omitempty. */
export function isKept(type: string, name: string): boolean {
  return keptFields.get(type === 'SidecarContainer' ? 'Container' : type)?.has(name) ?? false;
}

const alwaysThere: Readonly<Record<string, Readonly<Record<string, unknown>>>> = libraries.always;

/** Members that are written even when nobody set them. */
export function alwaysWritten(type: string): Readonly<Record<string, unknown>> {
  return Object.hasOwn(alwaysThere, type) ? (alwaysThere[type] ?? {}) : {};
}
