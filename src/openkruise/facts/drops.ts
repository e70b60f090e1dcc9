import {
  type FactList,
  isObject,
  type JsonValue,
  join,
  type Manifest,
  nearest,
  objectAt,
  type Pointer,
  toFieldPath,
} from '../../model/index.ts';
import { type Shape, typeFields } from '../../target/index.ts';
import { type Library, shapeOf } from '../library/shape.ts';
import { behaves, type KruiseTarget, newestRelease, type Release, releaseOf } from '../release.ts';
import { isSidecarSet, sidecarsOf } from '../sidecar-set.ts';
import { apiOf, fieldsOf } from '../table.ts';

interface Dropped {
  type: string;
  name: string;
  value: JsonValue;
  pointer: Pointer;
  isNewer: boolean;
}

/**
 * Fields of sidecars that the defaulting webhook of the target's Kruise deletes without a word, because its embedded Kubernetes
 * library does not know them. Without a known version, only fields that no library knows.
 */
export function kruiseDrops(manifest: Manifest, target: KruiseTarget): FactList<'kruiseDrops'> {
  if (!isSidecarSet(manifest)) return [];
  const release = target.kruise === undefined ? newestRelease : releaseOf(target.kruise);
  const library = { release, api: apiOf(manifest.apiVersion) };
  return [...lostSelector(manifest, release), ...sidecarDrops(manifest, library, target)];
}

/** From 1.9 on a set is stored as v1beta1, where `namespace` becomes the namespaceSelector and takes the written one's place. */
function lostSelector(manifest: Manifest, release: Release): FactList<'kruiseDrops'> {
  const { namespace, namespaceSelector } = objectAt(manifest.object, 'spec') ?? {};
  const isLost = typeof namespace === 'string' && namespace !== '' && isObject(namespaceSelector);
  if (!isLost || apiOf(manifest.apiVersion) !== 'v1alpha1' || !behaves(release, 'namespaceIsSelector')) return [];
  const pointer = '/spec/namespaceSelector';
  const self = { check: 'namespace-beside-selector', field: toFieldPath(pointer), name: 'namespaceSelector' };
  const places = { key: { pointer, part: 'key' as const } };
  return [{ self: { ...self, value: '', containerName: '', containerList: '', nearest: '' }, pointer, places }];
}

function sidecarDrops(manifest: Manifest, library: Library, target: KruiseTarget): FactList<'kruiseDrops'> {
  return sidecarsOf(manifest).flatMap((sidecar) =>
    [...droppedFrom(library, { kind: 'object', name: 'SidecarContainer' }, sidecar.container, sidecar.pointer)]
      .filter(({ isNewer }) => !isNewer || target.kruise !== undefined)
      .map((dropped) => ({
        self: {
          check: dropped.isNewer ? 'newer' : 'unknown',
          field: toFieldPath(dropped.pointer),
          name: dropped.name,
          value: typeof dropped.value === 'string' ? dropped.value : '',
          containerName: sidecar.name,
          containerList: sidecar.list,
          nearest: dropped.isNewer ? '' : nearest(dropped.name, keptNames(library, dropped.type)),
        },
        pointer: dropped.pointer,
        places: { key: { pointer: dropped.pointer, part: 'key' } },
      })),
  );
}

/** Lost members at any depth; what stands below a lost one goes with it. Kruise's own members have a schema: they are unknown fields. */
function* droppedFrom(library: Library, shape: Shape, value: JsonValue, pointer: Pointer): Generator<Dropped> {
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) {
      if (shape.item !== undefined) yield* droppedFrom(library, shape.item, item, join(pointer, index));
    }
  }
  if (!isObject(value) || shape.kind !== 'object') return;
  for (const [name, member] of Object.entries(value)) {
    if (Object.hasOwn(fieldsOf(shape.name) ?? {}, name)) continue;
    const known = shapeOf(library, shape.name, name);
    const at = join(pointer, name);
    if (known !== undefined) yield* droppedFrom(library, known, member, at);
    else
      yield { type: shape.name, name, value: member, pointer: at, isNewer: coreFields(shape.name)?.has(name) ?? false };
  }
}

const coreFields = (type: string): ReturnType<typeof typeFields> =>
  typeFields(type === 'SidecarContainer' ? 'Container' : type);

function keptNames(library: Library, type: string): string[] {
  const names = [...(coreFields(type)?.keys() ?? []), ...Object.keys(fieldsOf(type) ?? {})];
  return names.filter((name) => shapeOf(library, type, name) !== undefined);
}
