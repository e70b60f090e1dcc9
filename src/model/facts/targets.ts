/** Files that say which cluster is meant: kind, kubeadm, kubelet configuration, API server static pod. */
export const targetFileRecords = {
  /** A cluster file that can be the target of a run, beside the other manifests. */
  ClusterFile: {
    /** Nobody stated a target: the cluster of this file is the one the run is judged for. */
    isTarget: 'bool',
    /** '1.28', or '' when the file does not tell. */
    version: 'string',
    /** What the file says of SidecarContainers: '' (nothing), on, off, faulty (misspelt, or a value that is not read). */
    sidecarGate: 'string',
    /** Init containers with restartPolicy Always in all pod specs of the run. */
    nativeSidecars: 'int',
    /** The object that has the first of them: 'Deployment web'. */
    sidecarOwner: 'string',
  },
  GateSetting: {
    gate: 'string',
    /** As text for messages; strings of a YAML map in quotes. */
    value: 'string',
    /** apiserver, kubelet, all. */
    component: 'string',
    /** '1.28', '1.33 to 1.35' for several targets, or '' when nobody tells. */
    version: 'string',
    /** '' (settable), unknown, locked, not-a-bool (in a YAML map), unreadable (in a flag). */
    problem: 'string',
    /** First and last minor that know the gate, as text: '1.28' … '1.36'. */
    since: 'string',
    until: 'string',
    nearest: 'string',
  },
} as const;

export const targetFileLists = {
  clusterFiles: { item: 'ClusterFile', scope: 'object', places: ['gates', 'sidecar'] },
  gateSettings: { item: 'GateSetting', scope: 'object', places: ['gate', 'value'] },
} as const;
