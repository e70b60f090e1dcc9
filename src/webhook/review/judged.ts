import {
  groupKind,
  isSame,
  type JsonObject,
  type JsonValue,
  listAt,
  type Manifest,
  objectAt,
  stringAt,
  valueAt,
} from '../../model/index.ts';
import { servedKinds } from '../../workload/index.ts';
import { controllerKinds, judgedSubresources } from './kinds.ts';
import type { ReviewRequest } from './request.ts';

const kinds: ReadonlySet<string> = new Set(servedKinds);
const subResources: readonly string[] = ['', ...judgedSubresources];

/** What a request would store, when rules may have a say in it; undefined for all that is let pass without a look. */
export function judged(request: ReviewRequest): Manifest | undefined {
  const { operation, object, subResource } = request;
  if (object === null || !['CREATE', 'UPDATE'].includes(operation) || !subResources.includes(subResource)) {
    return undefined;
  }
  const manifest = manifestOf(object, request);
  if (stringAt(object, 'kind') !== request.kind) return undefined;
  if (!kinds.has(groupKind(manifest))) return undefined;
  // Whoever holds up the end of an object holds up its namespace too.
  if (stringAt(object, 'metadata', 'deletionTimestamp') !== '') return undefined;
  return manifest;
}

/** `object` is the new or the old object of the request. */
export function manifestOf(object: JsonObject, { group, version, kind, namespace, name }: ReviewRequest): Manifest {
  const apiVersion = stringAt(object, 'apiVersion') || (group === '' ? version : `${group}/${version}`);
  return { object, apiVersion, kind, group, name, namespace: stringAt(object, 'metadata', 'namespace') || namespace };
}

/** An apply that comes to nothing may be one whose fields are lost each time, so objects that were applied are looked at. */
export function changesNothing(object: JsonObject, oldObject: JsonObject): boolean {
  const isApplied = stringAt(object, 'metadata', 'annotations', appliedAnnotation) !== '';
  return !isApplied && isSame(judgedPart(object), judgedPart(oldObject));
}

const appliedAnnotation = 'kubectl.kubernetes.io/last-applied-configuration';

/** Metadata that servers and controllers keep for themselves; no rule reads it. */
const bookkeeping = ['managedFields', 'resourceVersion', 'generation', 'finalizers', 'ownerReferences', 'selfLink'];

function judgedPart(object: JsonObject): JsonObject {
  const { status: _, ...rest } = object;
  const metadata = Object.entries(objectAt(object, 'metadata') ?? {}).filter(([name]) => !bookkeeping.includes(name));
  return { ...rest, metadata: Object.fromEntries(metadata) };
}

/** Whether an update changes what runs, not only labels, annotations or how many there are. */
export function changesWhatRuns(object: JsonObject, oldObject: JsonObject): boolean {
  return !isSame(whatRuns(object), whatRuns(oldObject));
}

const scale = ['replicas', 'suspend', 'paused', 'parallelism'];

function whatRuns(object: JsonObject): JsonValue {
  const spec = Object.entries(objectAt(object, 'spec') ?? {}).filter(([name]) => !scale.includes(name));
  return { spec: Object.fromEntries(spec), template: valueAt(object, 'template') ?? null };
}

/** The object a controller makes this one from. */
export interface Owner {
  /** As in `kinds` of rules: 'apps/ReplicaSet'. */
  groupKind: string;
  name: string;
}

export function isJudgedOwner({ groupKind: kind }: Owner): boolean {
  return controllerKinds.has(kind);
}

export function ownerOf(object: JsonObject): Owner | undefined {
  const owner = listAt(object, 'metadata', 'ownerReferences').find((each) => valueAt(each, 'controller') === true);
  if (owner === undefined) return undefined;
  const [apiVersion, kind] = [stringAt(owner, 'apiVersion'), stringAt(owner, 'kind')];
  const group = apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '';
  return { groupKind: groupKind({ group, kind }), name: stringAt(owner, 'name') };
}
