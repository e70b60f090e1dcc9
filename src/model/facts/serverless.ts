/** SidecarSets whose sidecars are for pods on Alibaba Cloud's virtual nodes. */
export const serverlessRecords = {
  ServerlessSet: {
    /** The selector requires serverless.alibabacloud.com/virtual-node "true". */
    selectsVirtualNodes: 'bool',
    /** The selector has terms, and none of them is about a compute or about virtual nodes, not even nearly. */
    selectsOthers: 'bool',
    /** Every workload of a complete input that the set may take chooses a compute, and there is one. */
    matchesOnlyServerless: 'bool',
    /** Some pod template of the input carries the virtual-node label. */
    labelCarried: 'bool',
    /** Volumes that only virtual nodes can mount, as words for messages. */
    volumes: 'list(string)',
    /** Platform markers of its containers. */
    markers: 'list(string)',
    /** Components of the target that are too old, or off, for such a set: what is stated and what is needed. */
    missing: 'list(string)',
    /** Gate SidecarSetServerlessPod was stated. */
    gateKnown: 'bool',
  },
} as const;

export const serverlessLists = {
  serverlessSets: {
    item: 'ServerlessSet',
    scope: 'object',
    of: 'apps.kruise.io/SidecarSet',
    places: ['selector', 'label', 'content'],
  },
} as const;
