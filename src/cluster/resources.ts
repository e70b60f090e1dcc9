import { type JsonObject, type JsonValue, objectAt, valueAt } from '../model/index.ts';

/** Something of the cluster that is kept in memory. */
export interface Resource {
  /** As in a ClusterRole, and in metrics. */
  name: string;
  kind: string;
  /** Where it is listed; the first that the server has. */
  paths: readonly Path[];
  /** What of an object is kept: as little as the judgement needs, since clusters are large. */
  keep: (object: JsonObject) => JsonObject;
}

export interface Path {
  apiVersion: string;
  path: string;
}

/** What is judged against. Neither Secrets nor ConfigMaps are ever read. */
export const resources: readonly Resource[] = [
  { name: 'namespaces', kind: 'Namespace', paths: [at('v1', 'namespaces')], keep: labelled },
  { name: 'nodes', kind: 'Node', paths: [at('v1', 'nodes')], keep: node },
  {
    name: 'sidecarsets',
    kind: 'SidecarSet',
    // Kruise 1.9 stores v1beta1 and converts without loss; older ones have v1alpha1 alone.
    paths: [at('apps.kruise.io/v1beta1', 'sidecarsets'), at('apps.kruise.io/v1alpha1', 'sidecarsets')],
    keep: whole,
  },
  {
    name: 'sidecarsetresourcebindings',
    kind: 'SidecarSetResourceBinding',
    paths: [at('sidecarset.alibabacloud.com/v1alpha1', 'sidecarsetresourcebindings')],
    keep: whole,
  },
];

function at(apiVersion: string, plural: string): Path {
  return { apiVersion, path: `${apiVersion.includes('/') ? '/apis' : '/api'}/${apiVersion}/${plural}` };
}

/** Without what servers write anew each time. */
function whole({ status: _, ...object }: JsonObject): JsonObject {
  const metadata = Object.entries(objectAt(object, 'metadata') ?? {}).filter(([name]) => !bookkeeping.includes(name));
  return { ...object, metadata: Object.fromEntries(metadata) };
}

const bookkeeping = ['managedFields', 'resourceVersion', 'generation'];

function labelled({ apiVersion, kind, metadata }: JsonObject): JsonObject {
  return { ...identity(apiVersion, kind), metadata: named(metadata) };
}

/** Heartbeats and images change all the time; where pods may go and what runs them do not. */
function node({ apiVersion, kind, metadata, spec, status }: JsonObject): JsonObject {
  const taints = valueAt(spec, 'taints');
  const kubeletVersion = valueAt(status, 'nodeInfo', 'kubeletVersion') ?? '';
  return {
    ...identity(apiVersion, kind),
    metadata: named(metadata),
    spec: taints === undefined ? {} : { taints },
    status: { nodeInfo: { kubeletVersion } },
  };
}

function identity(apiVersion: JsonValue | undefined, kind: JsonValue | undefined): JsonObject {
  return { apiVersion: apiVersion ?? '', kind: kind ?? '' };
}

function named(metadata: JsonValue | undefined): JsonObject {
  return { name: valueAt(metadata, 'name') ?? '', labels: valueAt(metadata, 'labels') ?? {} };
}

/** As in `kinds` of rules: 'apps/Deployment', 'Pod'. */
export function groupKindOf(apiVersion: string, kind: string): string {
  return apiVersion.includes('/') ? `${apiVersion.slice(0, apiVersion.indexOf('/'))}/${kind}` : kind;
}
