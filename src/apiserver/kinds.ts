import { isObject, type JsonObject, type Manifest } from '../model/index.ts';
import { Path } from './path.ts';
import { child, objects, text } from './values.ts';

/** A kind whose schema is known: its Go type, and where its pod template lies ([] for a Pod, which is its own). */
export interface Kind {
  apiVersion: string;
  type: string;
  template: readonly string[];
  /** Which pod restartPolicy the kind takes. */
  runs: 'pod' | 'template' | 'endless' | 'job';
}

const kinds: readonly Kind[] = [
  { apiVersion: 'v1', type: 'Pod', template: [], runs: 'pod' },
  { apiVersion: 'v1', type: 'PodTemplate', template: ['template'], runs: 'template' },
  { apiVersion: 'v1', type: 'ReplicationController', template: ['spec', 'template'], runs: 'endless' },
  { apiVersion: 'apps/v1', type: 'Deployment', template: ['spec', 'template'], runs: 'endless' },
  { apiVersion: 'apps/v1', type: 'ReplicaSet', template: ['spec', 'template'], runs: 'endless' },
  { apiVersion: 'apps/v1', type: 'StatefulSet', template: ['spec', 'template'], runs: 'endless' },
  { apiVersion: 'apps/v1', type: 'DaemonSet', template: ['spec', 'template'], runs: 'endless' },
  { apiVersion: 'batch/v1', type: 'Job', template: ['spec', 'template'], runs: 'job' },
  { apiVersion: 'batch/v1', type: 'CronJob', template: ['spec', 'jobTemplate', 'spec', 'template'], runs: 'job' },
];

export function kindOf(manifest: Pick<Manifest, 'apiVersion' | 'kind'>): Kind | undefined {
  return kinds.find((kind) => kind.type === manifest.kind && kind.apiVersion === manifest.apiVersion);
}

/** A pod or pod template inside a decoded object. Absent parts stand as empty objects, as Go's zero values do. */
export interface Template {
  path: Path;
  object: JsonObject;
  spec: JsonObject;
  specPath: Path;
  metadata: JsonObject;
  /** The object has no template at all. */
  isMissing: boolean;
  /** Names of a StatefulSet's volumeClaimTemplates: volumes of its pods that the pod spec does not list. */
  claimTemplates: readonly string[];
}

export function templateOf(kind: Kind, object: JsonObject): Template {
  let path = Path.root;
  let here = object;
  let isMissing = false;
  for (const name of kind.template) {
    path = path.at(name);
    isMissing = here[name] === undefined;
    here = objectIn(here, name);
  }
  return {
    path,
    object: here,
    isMissing,
    spec: objectIn(here, 'spec'),
    specPath: path.at('spec'),
    metadata: objectIn(here, 'metadata'),
    claimTemplates: objects(child(object, 'spec'), 'volumeClaimTemplates').map((claim) =>
      text(child(claim, 'metadata'), 'name'),
    ),
  };
}

/** The member as an object; when absent, an empty one that is put in its place. */
function objectIn(object: JsonObject, name: string): JsonObject {
  const found = object[name];
  if (isObject(found)) return found;
  const made = {};
  object[name] = made;
  return made;
}
