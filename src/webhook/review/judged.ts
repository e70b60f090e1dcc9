import {
  groupKind,
  type JsonObject,
  type JsonValue,
  listAt,
  type Manifest,
  objectAt,
  stringAt,
  valueAt,
} from '../../model/index.ts';
import { workloads } from '../../workload/index.ts';
import type { ReviewRequest } from './request.ts';
import { same } from './same.ts';

/** Kinds without pod templates that rules are about. */
const others = ['apps.kruise.io/SidecarSet', 'sidecarset.alibabacloud.com/SidecarSetResourceBinding'];

/** Subresources whose objects are whole pods and whose changes can make a pod worse. */
const subResources = ['', 'ephemeralcontainers', 'resize'];

/** What a request would store, when rules have a say in it; undefined for all that is let pass untouched. */
export function judged(request: ReviewRequest): Manifest | undefined {
  const { operation, object, oldObject, subResource } = request;
  if (object === null || !['CREATE', 'UPDATE'].includes(operation) || !subResources.includes(subResource)) {
    return undefined;
  }
  const manifest = manifestOf(object, request);
  if (stringAt(object, 'kind') !== request.kind) return undefined;
  if (!others.includes(groupKind(manifest)) && workloads(manifest).length === 0) return undefined;
  // Whoever holds up the end of an object holds up its namespace too.
  if (stringAt(object, 'metadata', 'deletionTimestamp') !== '') return undefined;
  if (operation === 'UPDATE' && oldObject !== null && changesNothing(object, oldObject)) return undefined;
  return manifest;
}

/** `object` is the new or the old object of the request. */
export function manifestOf(object: JsonObject, { group, version, kind, namespace, name }: ReviewRequest): Manifest {
  const apiVersion = stringAt(object, 'apiVersion') || (group === '' ? version : `${group}/${version}`);
  return { object, apiVersion, kind, group, name, namespace: stringAt(object, 'metadata', 'namespace') || namespace };
}

/** An apply that comes to nothing may be one whose fields are lost each time, so objects that were applied are looked at. */
function changesNothing(object: JsonObject, oldObject: JsonObject): boolean {
  const isApplied = stringAt(object, 'metadata', 'annotations', appliedAnnotation) !== '';
  return !isApplied && same(judgedPart(object), judgedPart(oldObject));
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
  return !same(whatRuns(object), whatRuns(oldObject));
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

/** Controllers that the webhook judges themselves, as `install` registers them: what they make says nothing new, but for injection. */
const controllers = [
  'ReplicationController',
  ...['Deployment', 'ReplicaSet', 'StatefulSet', 'DaemonSet'].map((kind) => `apps/${kind}`),
  ...['Job', 'CronJob'].map((kind) => `batch/${kind}`),
  ...['CloneSet', 'StatefulSet', 'DaemonSet', 'BroadcastJob', 'AdvancedCronJob', 'UnitedDeployment'].map(
    (kind) => `apps.kruise.io/${kind}`,
  ),
];

export function isJudgedOwner({ groupKind: kind }: Owner): boolean {
  return controllers.includes(kind);
}

export function ownerOf(object: JsonObject): Owner | undefined {
  const owner = listAt(object, 'metadata', 'ownerReferences').find((each) => valueAt(each, 'controller') === true);
  if (owner === undefined) return undefined;
  const [apiVersion, kind] = [stringAt(owner, 'apiVersion'), stringAt(owner, 'kind')];
  const group = apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '';
  return { groupKind: groupKind({ group, kind }), name: stringAt(owner, 'name') };
}
