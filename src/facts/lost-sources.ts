import type { Inventory } from '../inventory/index.ts';
import {
  groupKind,
  isObject,
  type JsonObject,
  type JsonValue,
  join,
  listAt,
  type Manifest,
  type Place,
  type Pointer,
  resolve,
  stringAt,
  valueAt,
} from '../model/index.ts';
import { workloads } from '../workload/index.ts';

/** A text that shows what the author wrote, to be compared with the object. */
export interface Written {
  /** As words for messages. */
  source: string;
  place: Place;
  /** An object of the manifest's kind. */
  manifest: Manifest;
  /** What stands in `object` where, in pointers from its root: only this part is compared. */
  parts: { written: Pointer; kept: Pointer }[];
  isFresh: boolean;
}

const appliedAnnotation = 'kubectl.kubernetes.io/last-applied-configuration';

/** API servers take no more annotations than this in all. */
const longest = 262_144;

/** What client-side apply has noted, where the object is still the one that was applied. */
export function applied(manifest: Manifest, oldObject: JsonObject | null): Written[] {
  const text = stringAt(manifest.object, 'metadata', 'annotations', appliedAnnotation);
  const object = readJson(text);
  if (object === undefined) return [];
  const isSame =
    stringAt(object, 'apiVersion') === manifest.apiVersion &&
    stringAt(object, 'kind') === manifest.kind &&
    stringAt(object, 'metadata', 'name') === stringAt(manifest.object, 'metadata', 'name');
  if (!isSame) return [];
  const before = stringAt(oldObject, 'metadata', 'annotations', appliedAnnotation);
  const isStored = stringAt(manifest.object, 'metadata', 'resourceVersion') !== '';
  return [
    {
      source: 'the manifest that was applied',
      place: { pointer: join('/metadata/annotations', appliedAnnotation), part: 'key' },
      manifest: { ...withoutOrigin(manifest), object },
      parts: ['/spec', '/template'].map((pointer) => ({ written: pointer, kept: pointer })),
      isFresh: oldObject === null ? !isStored : before !== text,
    },
  ];
}

function readJson(text: string): JsonObject | undefined {
  if (text === '' || text.length > longest) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    // Anybody can write into an annotation.
    return undefined;
  }
}

/** Templates that never change, so that a pod has all that its owner's template has. */
const lastingOwners = ['apps/ReplicaSet', 'batch/Job'];

/** The template of the object that made a pod, when the inventory has it. */
export function owners(manifest: Manifest, inventory: Inventory): Written[] {
  if (groupKind(manifest) !== 'Pod') return [];
  const reference = listAt(manifest.object, 'metadata', 'ownerReferences').find(
    (each) => valueAt(each, 'controller') === true,
  );
  const [apiVersion, kind] = [stringAt(reference, 'apiVersion'), stringAt(reference, 'kind')];
  const key = groupKind({ group: apiVersion.split('/').slice(0, -1).join(''), kind });
  const owner = lastingOwners.includes(key)
    ? inventory.find(key, manifest.namespace, stringAt(reference, 'name'))
    : undefined;
  const [workload] = owner === undefined ? [] : workloads(owner);
  if (owner === undefined || workload === undefined) return [];
  const object: JsonObject = { apiVersion: 'v1', kind: 'Pod', metadata: {}, spec: workload.podSpec };
  return [
    {
      source: `${owner.kind} ${owner.name}`,
      place: { manifest: owner, pointer: workload.podSpecPointer },
      manifest: { ...withoutOrigin(manifest), object },
      parts: [{ written: '/spec', kept: '/spec' }],
      isFresh: stringAt(manifest.object, 'metadata', 'resourceVersion') === '',
    },
  ];
}

function withoutOrigin({ origin: _, ...manifest }: Manifest): Manifest {
  return manifest;
}

/** What a part says in each of the two objects; undefined where one has none. */
export function sides(
  { manifest, parts }: Written,
  object: JsonObject,
): { written: JsonValue; kept: JsonValue; writtenAt: Pointer; keptAt: Pointer }[] {
  return parts.flatMap((part) => {
    const [written, kept] = [resolve(manifest.object, part.written), resolve(object, part.kept)];
    if (written === undefined || kept === undefined) return [];
    return [{ written, kept, writtenAt: part.written, keptAt: part.kept }];
  });
}
