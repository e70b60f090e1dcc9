import {
  groupKind,
  isObject,
  type JsonObject,
  type JsonValue,
  join,
  listAt,
  type Manifest,
  member,
  type Pointer,
  segments,
  stringAt,
  type Workload,
} from '../model/index.ts';
import { type Place, places } from './places.ts';

const placeOf: ReadonlyMap<string, Place> = new Map(
  places.flatMap((place) => place.kinds.map((kind) => [kind, place])),
);

/** The pod specs a manifest carries, in the order of its templates; none for kinds that run no pod. */
export function workloads(manifest: Manifest): Workload[] {
  const place = placeOf.get(groupKind(manifest));
  if (place === undefined) return [];
  return place.templates.flatMap((path) =>
    expand(manifest.object, segments(path)).flatMap((template) => workload(manifest, place, template) ?? []),
  );
}

interface Found {
  pointer: Pointer;
  value: JsonValue;
}

function expand(root: JsonObject, path: readonly string[]): Found[] {
  let found: Found[] = [{ pointer: '', value: root }];
  for (const segment of path) found = found.flatMap((each) => step(each, segment));
  return found;
}

function step({ pointer, value }: Found, segment: string): Found[] {
  if (segment !== '*') {
    const next = member(value, segment);
    return next === undefined ? [] : [{ pointer: join(pointer, segment), value: next }];
  }
  if (Array.isArray(value)) return value.map((item, index) => ({ pointer: join(pointer, index), value: item }));
  if (!isObject(value)) return [];
  return Object.entries(value).map(([key, item]) => ({ pointer: join(pointer, key), value: item }));
}

function workload(manifest: Manifest, place: Place, { pointer, value }: Found): Workload | undefined {
  const podSpec = place.bare ? value : member(value, 'spec');
  if (!isObject(podSpec)) return undefined;
  const metadata = place.bare ? undefined : member(value, 'metadata');
  return {
    manifest,
    podSpec,
    podSpecPointer: place.bare ? pointer : join(pointer, 'spec'),
    podMetadata: isObject(metadata) ? metadata : {},
    podMetadataPointer: join(pointer, 'metadata'),
    controller: place.controller,
  };
}

/**
 * False for the parts of an object that patches, test assertions and overlays consist of: no container at all, or one without a
 * name or an image. What such an object lacks may stand elsewhere.
 */
export function isWhole(podSpec: JsonObject): boolean {
  const containers = [...listAt(podSpec, 'containers'), ...listAt(podSpec, 'initContainers')];
  if (listAt(podSpec, 'containers').length === 0) return false;
  return containers.every((container) => stringAt(container, 'name') !== '' && stringAt(container, 'image') !== '');
}

/** True for an object that was exported from a cluster, where others have written into it. */
export function isLive({ object }: Manifest): boolean {
  if (isObject(member(object, 'status'))) return true;
  return stringAt(object, 'metadata', 'uid') !== '' || listAt(object, 'metadata', 'ownerReferences').length > 0;
}
