import type { Inventory } from '../../inventory/index.ts';
import {
  type FactList,
  type JsonObject,
  join,
  listAt,
  type Manifest,
  nearestExisting,
  objectAt,
  stringAt,
  valueAt,
} from '../../model/index.ts';
import { type KruiseTarget, releaseOf } from '../release.ts';
import { isSidecarSet, sidecarsOf } from '../sidecar-set.ts';
import { type Stored, storeSidecarSet } from '../store/store.ts';
import type { KruiseCause, Surroundings } from '../validate/cause.ts';
import { conflictCauses } from '../validate/conflicts.ts';
import { schemaCauses } from '../validate/metadata.ts';
import { validate } from '../validate/validate.ts';

/** What the caller can add to what the input tells. */
export interface CauseOptions {
  /** The stored object, on an update. */
  old?: Manifest;
  checkPod?: Surroundings['checkPod'];
}

/**
 * What the webhooks of the target's Kruise would say of a set, in their order, each fault once; of the newest release known when
 * none is named.
 * Revisions and the whitelist live in the cluster: nothing is said about them.
 */
export function kruiseCauses(
  manifest: Manifest,
  inventory: Inventory,
  target: KruiseTarget,
  options: CauseOptions = {},
): FactList<'kruiseCauses'> {
  if (!isSidecarSet(manifest)) return [];
  const said = new Set<string>();
  return causesOf(manifest, inventory, target, options).flatMap((cause) => {
    const { check, reason, field, message, other = '' } = cause;
    const place = nearestExisting(manifest.object, cause.pointer);
    // The webhook may have several words for one fault, say an empty key.
    const fault = JSON.stringify([check, field, place]);
    if (said.has(fault)) return [];
    said.add(fault);
    const self = { check, reason, field, message, other, saidThere: cause.saidThere === true };
    const manifestOfOther = other === '' ? undefined : inventory.find('apps.kruise.io/SidecarSet', '', other);
    const places = { other: manifestOfOther && { manifest: manifestOfOther, pointer: '/metadata/name' } };
    return [{ self, pointer: place, places }];
  });
}

function causesOf(
  manifest: Manifest,
  inventory: Inventory,
  target: KruiseTarget,
  options: CauseOptions,
): (KruiseCause & { saidThere?: boolean })[] {
  const release = releaseOf(target.kruise);
  const stored = storeSidecarSet(manifest, release);
  if (stored.refusal !== undefined) return [refusalCause(manifest, stored)];
  const { object } = stored;
  // The API server takes the namespace off an object of a cluster-scoped kind before any webhook sees it.
  const set = withoutNamespace(object);
  const { old, checkPod } = options;
  const others = inventory
    .ofKind('apps.kruise.io/SidecarSet')
    .filter(
      (other) =>
        other.name !== manifest.name &&
        (sharesNames(manifest, other) || valueAt(set, 'spec', 'selector') === undefined),
    )
    .map((other) => storeSidecarSet(other, release))
    .flatMap((stored) =>
      stored.refusal === undefined && valueAt(stored.object, 'spec', 'selector') ? [stored.object] : [],
    );
  const surroundings: Surroundings = {
    release,
    others,
    namespaceLabels: (name) => {
      const { labels, known } = inventory.namespace(name);
      return known ? labels : undefined;
    },
    ...(checkPod && { checkPod }),
  };
  const schema = schemaCauses(set, release);
  const webhook = validate(set, old && storeSidecarSet(old, release).object, surroundings);
  // Names, labels and the revision's policy are judged twice; the API server's word comes first.
  const said = [...schema, ...webhook.filter((cause) => !schema.some(({ pointer }) => pointer === cause.pointer))];
  return said.map((cause) => ({ ...cause, saidThere: isSaidThere(cause, set, surroundings) }));
}

/** Whether the set that a conflict is with comes later by name and would be told of it as well. */
function isSaidThere({ other: name = '' }: KruiseCause, set: JsonObject, surroundings: Surroundings): boolean {
  if (name <= stringAt(set, 'metadata', 'name')) return false;
  const other = surroundings.others.find((candidate) => stringAt(candidate, 'metadata', 'name') === name);
  return other !== undefined && conflictCauses(other, { ...surroundings, others: [set] }).length > 0;
}

function refusalCause(manifest: Manifest, { refusal = 'not-decodable', at }: Stored): KruiseCause {
  if (refusal === 'not-decodable') {
    const { pointer = '/spec', wanted = 'another value' } = at ?? {};
    return { check: 'decode', reason: refusal, field: '', pointer, message: wanted };
  }
  const pointer = sidecarsOf(manifest).flatMap((sidecar) =>
    listAt(sidecar.container, 'transferEnv').flatMap((transfer, index) => {
      const source = objectAt(transfer, 'sourceContainerNameFrom');
      const isWhole = source === undefined || objectAt(source, 'fieldRef') !== undefined;
      return isWhole ? [] : join(sidecar.pointer, 'transferEnv', index, 'sourceContainerNameFrom');
    }),
  )[0];
  const message = 'without fieldRef the webhook crashes and refuses the set';
  return { check: 'transfer-env', reason: refusal, field: '', pointer: pointer ?? '/spec', message };
}

/** Whether two sets have anything of one name that the webhook compares: without it there is no need to look closer. */
function sharesNames(a: Manifest, b: Manifest): boolean {
  return ['containers', 'initContainers', 'volumes', 'patchPodMetadata'].some((list) => {
    const names = new Set(listAt(a.object, 'spec', list).map((item) => stringAt(item, 'name')));
    return listAt(b.object, 'spec', list).some((item) => names.has(stringAt(item, 'name')));
  });
}

function withoutNamespace(set: JsonObject): JsonObject {
  const { namespace: _, ...metadata } = objectAt(set, 'metadata') ?? {};
  return { ...set, metadata };
}
