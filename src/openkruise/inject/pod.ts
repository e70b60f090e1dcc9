import { namespaceOf } from '../../inventory/index.ts';
import { type JsonObject, type Manifest, objectAt, type Workload } from '../../model/index.ts';

/** Kruise workloads that own the pods of their template themselves. */
const owners: readonly string[] = ['CloneSet', 'StatefulSet', 'DaemonSet', 'BroadcastJob'];

/** The pod a workload creates, as far as its template tells: named by its controller, in the namespace of the workload. */
export function podOf(workload: Workload): JsonObject {
  const { manifest, podSpec, podMetadata } = workload;
  const namespace = namespaceOf(manifest);
  if (workload.podSpecPointer === '/spec' && manifest.kind === 'Pod') {
    return { ...manifest.object, metadata: { ...objectAt(manifest.object, 'metadata'), namespace } };
  }
  const { labels, annotations } = podMetadata;
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      generateName: `${manifest.name}-`,
      namespace,
      ...(labels !== undefined && { labels }),
      ...(annotations !== undefined && { annotations }),
      ...(isKruiseOwner(manifest, workload.podSpecPointer) && { ownerReferences: [controllerOf(manifest)] }),
    },
    spec: podSpec,
  };
}

/** AdvancedCronJob and UnitedDeployment hand their template to another workload, which may be one of Kruise. */
function isKruiseOwner(manifest: Manifest, pointer: string): boolean {
  if (manifest.group !== 'apps.kruise.io') return false;
  return owners.includes(manifest.kind) || /\/(?:broadcastJob|cloneSet|advancedStatefulSet)Template\//.test(pointer);
}

function controllerOf({ apiVersion, kind, name }: Manifest): JsonObject {
  return { apiVersion, kind, name, uid: '', controller: true };
}
