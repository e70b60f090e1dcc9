import { canonicalText, type Inventory } from '../../inventory/index.ts';
import {
  type FactList,
  type JsonObject,
  join,
  listAt,
  type Manifest,
  objectAt,
  stringAt,
  type Workload,
} from '../../model/index.ts';
import { launchKey } from '../inject/launch.ts';
import { type KruiseTarget, releaseOf } from '../release.ts';
import { excludes } from './conflict.ts';
import { matchingSets, nameOf } from './matched.ts';
import { afterSets } from './simulated.ts';

/** Sets that take one pod in no order that Kruise would define, when the pod comes out differently. */
export function setOrders(workload: Workload, inventory: Inventory, target: KruiseTarget): FactList<'setOrders'> {
  const sets = matchingSets(workload, inventory, target);
  const [first, ...others] = sets;
  if (first === undefined || others.length === 0) return [];
  const release = releaseOf(target.kruise);
  // Sets that no cluster has together are in no order.
  if (sets.some((a, index) => sets.slice(index + 1).some((b) => excludes(a, b, inventory, release)))) return [];
  const forward = afterSets(workload, sets, inventory, target);
  const backward = afterSets(workload, [...sets].reverse(), inventory, target);
  if (forward === undefined || backward === undefined || forward.denied !== backward.denied) return [];
  const differs = canonicalText(forward.pod) !== canonicalText(backward.pod);
  if (!differs) return [];
  const content = canonicalText(unordered(forward.pod)) !== canonicalText(unordered(backward.pod));
  const isOrdered = stringAt(forward.pod, 'metadata', 'annotations', launchKey) === 'Ordered';
  const waits = sets.some(startsFirstAndWaits);
  const self = {
    sets: sets.map(({ name }) => name),
    pod: nameOf(workload),
    changesContent: content,
    changesStart: isOrdered || waits,
  };
  const second = others[0];
  const places = {
    first: { manifest: first, pointer: '/spec/selector' },
    second: second && { manifest: second, pointer: '/spec/selector' },
    pod: { manifest: workload.manifest, pointer: join(workload.podMetadataPointer, 'labels') },
  };
  return [{ self, pointer: workload.podSpecPointer, places }];
}

/** A container in front of the application's whose hook holds the others back. */
function startsFirstAndWaits(set: Manifest): boolean {
  return listAt(set.object, 'spec', 'containers').some(
    (container) =>
      stringAt(container, 'podInjectPolicy') !== 'AfterAppContainer' &&
      objectAt(container, 'lifecycle', 'postStart') !== undefined,
  );
}

/** The pod with its containers sorted by name, and without the barrier, which tells their order again. */
function unordered(pod: JsonObject): JsonObject {
  const spec = objectAt(pod, 'spec') ?? {};
  const containers = listAt(spec, 'containers').map((container) => {
    const env = listAt(container, 'env').filter((entry) => stringAt(entry, 'name') !== 'KRUISE_CONTAINER_BARRIER');
    return typeof container === 'object' && !Array.isArray(container) ? { ...container, env } : container;
  });
  containers.sort((a, b) => (stringAt(a, 'name') < stringAt(b, 'name') ? -1 : 1));
  return { ...pod, spec: { ...spec, containers, volumes: byName(spec), imagePullSecrets: secretsOf(spec) } };
}

const byName = (spec: JsonObject) =>
  [...listAt(spec, 'volumes')].sort((a, b) => (stringAt(a, 'name') < stringAt(b, 'name') ? -1 : 1));
const secretsOf = (spec: JsonObject) =>
  [...listAt(spec, 'imagePullSecrets')].sort((a, b) => (stringAt(a, 'name') < stringAt(b, 'name') ? -1 : 1));
