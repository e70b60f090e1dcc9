import { isObject, type JsonObject, type JsonValue, listAt, stringAt, valueAt } from '../../model/index.ts';
import { behaves, isSince } from '../release.ts';
import { isNative, sidecarsOf } from '../sidecar-set.ts';
import { libraryOf } from '../table.ts';
import { type KruiseCause, type Surroundings, withoutRepetition } from './cause.ts';
import { conflictCauses } from './conflicts.ts';
import { containerCauses, updateCauses } from './containers.ts';
import { metadataCauses } from './metadata.ts';
import { namespacesOverlap } from './overlap.ts';
import { patchCauses } from './patch.ts';
import { resourcesCauses } from './resources.ts';
import { revisionCauses } from './revision.ts';
import { selectorCauses } from './selector.ts';
import { strategyCauses } from './strategy.ts';

/** What the validating webhook says of a set as stored (pruned and defaulted), in its order; `old` is there on an update. */
export function validate(set: JsonObject, old: JsonObject | undefined, surroundings: Surroundings): KruiseCause[] {
  const { release } = surroundings;
  const causes = [...metadataCauses(set), ...specCauses(set, surroundings)];
  if (old !== undefined) causes.push(...updateCauses(set, old, behaves(release, 'newContainerForbidden')));
  if (causes.length > 0 && behaves(release, 'conflictsOnlyWhenValid')) return withoutRepetition(causes);
  const compares =
    old !== undefined || surroundings.others.some((other) => namespacesOverlap(set, other, surroundings));
  if (valueAt(set, 'spec', 'selector') === undefined && compares) {
    const message = 'the webhook crashes when it compares a set without selector with others';
    return [{ check: 'selector', reason: 'panic-in-validation', field: '', pointer: '/spec/selector', message }];
  }
  return withoutRepetition([...causes, ...conflictCauses(set, surroundings)]);
}

function specCauses(set: JsonObject, surroundings: Surroundings): KruiseCause[] {
  const { release, checkPod } = surroundings;
  return [
    ...nativeCauses(set, surroundings),
    ...selectionCauses(set, surroundings),
    ...(behaves(release, 'revision') ? revisionCauses(set, surroundings) : []),
    ...strategyCauses(set, release),
    ...emptyCauses(set),
    ...containerCauses(set),
    ...(behaves(release, 'resourcesPolicy') ? resourcesCauses(set, surroundings) : []),
    ...(hasContainers(set) ? (checkPod?.(podOf(set, surroundings), libraryOf(release)) ?? []) : []),
    ...(behaves(release, 'patchPodMetadata') ? patchCauses(set, surroundings) : []),
  ];
}

/** Kruise cannot update native sidecars in running pods, and rolling updates are the default. */
function nativeCauses(set: JsonObject, { release }: Surroundings): KruiseCause[] {
  const rolls = stringAt(set, 'spec', 'updateStrategy', 'type') === 'RollingUpdate';
  if (!rolls || !behaves(release, 'nativeSidecars') || !sidecarsOf({ object: set }).some(isNative)) return [];
  return [
    {
      check: 'native-without-notupdate',
      reason: 'FieldValueRequired',
      field: 'spec.updateStrategy',
      pointer: '/spec/updateStrategy/type',
      message: 'native sidecars need updateStrategy.type NotUpdate',
    },
  ];
}

function selectionCauses(set: JsonObject, { release }: Surroundings): KruiseCause[] {
  const causes: KruiseCause[] = [];
  const add = (check: string, field: string, pointer: string, message: string): void => {
    causes.push({ check, reason: 'FieldValueRequired', field, pointer, message });
  };
  const selector = valueAt(set, 'spec', 'selector');
  if (selector === undefined) add('selector', 'spec.selector', '/spec/selector', 'a selector is required');
  else causes.push(...selectorCauses(selector, at('selector', 'selector'), release));
  const namespaces = valueAt(set, 'spec', 'namespaceSelector');
  if (namespaces === undefined) return causes;
  const hasNamespace = stringAt(set, 'spec', 'namespace') !== '';
  // From 1.9 on the namespace takes the selector's place before the webhook looks.
  if (hasNamespace && behaves(release, 'namespaceIsSelector')) return causes;
  if (hasNamespace && behaves(release, 'namespaceExcludesSelector')) {
    const message = 'namespace and namespaceSelector exclude each other';
    add('namespace-beside-selector', 'spec.namespace, namespaceSelector', '/spec/namespaceSelector', message);
  } else causes.push(...selectorCauses(namespaces, at('namespace-selector', 'namespaceSelector'), release));
  return causes;
}

const at = (check: string, name: string): { check: string; field: string; pointer: string } => {
  return { check, field: `spec.${name}`, pointer: `/spec/${name}` };
};

const hasContainers = (set: JsonObject): boolean => sidecarsOf({ object: set }).length > 0;

function emptyCauses(set: JsonObject): KruiseCause[] {
  if (hasContainers(set)) return [];
  const message = 'neither containers nor initContainers';
  return [{ check: 'no-containers', reason: 'FieldValueRequired', field: 'spec', pointer: '/spec', message }];
}

/** The pod that the webhook has validated by core rules. A filler stands in for missing regular containers. */
function podOf(set: JsonObject, { release }: Surroundings): JsonObject {
  const core = (container: JsonValue): JsonValue => (isObject(container) ? coreContainer(container) : container);
  const containers = listAt(set, 'spec', 'containers').map(core);
  const filler: JsonObject = {
    name: 'test',
    image: 'busybox',
    imagePullPolicy: 'IfNotPresent',
    terminationMessagePolicy: 'File',
  };
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'test', namespace: 'default' },
    spec: {
      restartPolicy: 'Always',
      dnsPolicy: 'ClusterFirst',
      ...(isSince(release, '1.5') ? { serviceAccountName: 'default' } : {}),
      ...(isSince(release, '1.9') ? { terminationGracePeriodSeconds: 30 } : {}),
      initContainers: listAt(set, 'spec', 'initContainers').map(core),
      containers: containers.length > 0 ? containers : [filler],
      volumes: listAt(set, 'spec', 'volumes'),
    },
  };
}

const kruiseKeys = new Set([
  'podInjectPolicy',
  'upgradeStrategy',
  'shareVolumePolicy',
  'shareVolumeDevicePolicy',
  'transferEnv',
  'resourcesPolicy',
]);

/** A sidecar without Kruise's own members. */
export function coreContainer(container: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(container).filter(([name]) => !kruiseKeys.has(name)));
}
