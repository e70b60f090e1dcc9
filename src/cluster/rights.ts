/** One rule of a ClusterRole, as Kubernetes writes it. */
export interface AccessRule {
  apiGroups?: readonly string[];
  resources?: readonly string[];
  resourceNames?: readonly string[];
  nonResourceURLs?: readonly string[];
  verbs: readonly string[];
}

/**
 * All that `webhook --cluster` asks of an API server; nothing is ever written, and neither Secrets nor ConfigMaps are read. The plural of
 * bindings is the one Kubernetes makes of their kind: no definition of theirs is public.
 */
export const webhookRights: readonly AccessRule[] = [
  { apiGroups: [''], resources: ['namespaces', 'nodes'], verbs: ['list', 'watch'] },
  { apiGroups: ['apps.kruise.io'], resources: ['sidecarsets'], verbs: ['list', 'watch'] },
  {
    apiGroups: ['sidecarset.alibabacloud.com'],
    resources: ['sidecarsetresourcebindings'],
    verbs: ['list', 'watch'],
  },
  // The version of OpenKruise is the tag of its image.
  {
    apiGroups: ['apps'],
    resources: ['deployments'],
    resourceNames: ['kruise-controller-manager'],
    verbs: ['get'],
  },
  { nonResourceURLs: ['/version', '/metrics'], verbs: ['get'] },
];
