/** Files that say which cluster is meant: kind, kubeadm, kubelet configuration, API server static pod. */
export const targetFileRecords = {
  GateSetting: {
    gate: 'string',
    value: 'string',
    /** apiserver, kubelet, all. */
    component: 'string',
    /** '1.28', or '' when the file does not tell. */
    version: 'string',
    /** '' (settable), unknown, locked, not-a-bool. */
    problem: 'string',
    /** First and last minor that know the gate, as text: '1.28' … '1.36'. */
    since: 'string',
    until: 'string',
    nearest: 'string',
  },
  NodeRelease: { name: 'string', version: 'string', minor: 'int' },
} as const;

export const targetFileLists = {
  gateSettings: { item: 'GateSetting', scope: 'object', places: ['gate', 'value'] },
} as const;
