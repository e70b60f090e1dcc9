import {
  isObject,
  type JsonObject,
  type JsonValue,
  join,
  listAt,
  type Place,
  type Pointer,
  resolve,
} from '../model/index.ts';
import { containerLists } from './lists.ts';
import { same } from './same.ts';
import { text } from './values.ts';

/** Where the name or port that the place repeats stands first: container names in a pod, port names and host ports in its lists. */
export function firstHolder(object: JsonObject, podSpec: Pointer, pointer: Pointer): Place | undefined {
  const [list = '', position = '', member, , field = ''] = pointer.slice(podSpec.length + 1).split('/');
  const value = resolve(object, pointer);
  const spec = resolve(object, podSpec);
  const candidates =
    member === 'name'
      ? containerLists.flatMap((name) => listAt(spec, name).map((_, index) => join(podSpec, name, index, 'name')))
      : listAt(spec, list)
          .map((container, index) => ({ ports: listAt(container, 'ports'), index }))
          // Only host ports of main containers are compared across containers.
          .filter(({ index }) => (list === 'containers' && field === 'hostPort') || String(index) === position)
          .flatMap(({ ports, index }) => ports.map((_, at) => join(podSpec, list, index, 'ports', at, field)));
  const first = candidates.find((candidate) => candidate !== pointer && same(resolve(object, candidate), value));
  return first === undefined ? undefined : { pointer: first };
}

/** The first member at or below the place whose value is another than in the stored object; undefined without such. */
export function firstDifference(object: JsonObject, old: JsonObject | null, pointer: Pointer): Place | undefined {
  const found = old === null ? undefined : difference(resolve(object, pointer), resolve(old, pointer), pointer);
  return found === undefined ? undefined : { pointer: found };
}

/** What the author left out may be there by default in what is stored: only what is written is compared. Images may change. */
function difference(now: JsonValue | undefined, before: JsonValue | undefined, at: Pointer): Pointer | undefined {
  if (now === undefined || same(now, before)) return undefined;
  if (Array.isArray(now) && Array.isArray(before)) {
    for (const [index, item] of now.entries()) {
      const isOther = nameOf(item) !== nameOf(before[index]);
      const found = isOther ? join(at, index) : difference(item, before[index], join(at, index));
      if (found !== undefined) return found;
    }
    return now.length === before.length ? undefined : at;
  }
  if (!isObject(now) || !isObject(before)) return at;
  for (const [name, value] of Object.entries(now)) {
    const found = name === 'image' ? undefined : difference(value, before[name], join(at, name));
    if (found !== undefined) return found;
  }
  return undefined;
}

function nameOf(item: JsonValue | undefined): string {
  return isObject(item) ? text(item, 'name') : '';
}
