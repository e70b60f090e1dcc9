/** Alibaba Cloud: markers, order, platform evidence. */
export const platformRecords = {
  Marker: {
    /** As written. */
    name: 'string',
    /** The documented marker it is or was meant to be. */
    marker: 'string',
    /** acs, eci, or kruise. */
    family: 'string',
    /**
     * exact; near: one slip away from the documented name; bare: near, but without any outer underscore or platform prefix
     * (IS_SIDECAR), so that it may be an application's own variable.
     */
    match: 'string',
    value: 'string',
    literal: 'bool',
    templated: 'bool',
    /** The value is one the platform documents (true for values that are not literal). */
    valueValid: 'bool',
    /** Documented values as text, for messages. */
    allowed: 'string',
    /** The documented value that differs only in case or blanks; '' when none. */
    nearestValue: 'string',
    /** A value that YAML reads as a boolean or a number, as written; '' for strings and entries without a value. */
    scalar: 'string',
    /** An entry of the same name with another literal value stands before it in the container: this one wins. */
    overrides: 'bool',
    /** The container carries the right name as well. */
    alsoRight: 'bool',
    container: 'Container',
  },
  /** A marker whose value the platform cannot read in the manifest. */
  MarkerSource: {
    marker: 'string',
    /** valueFrom, expansion ($(NAME)), or the object of the input that envFrom names: 'ConfigMap settings'. */
    source: 'string',
    container: 'Container',
  },
  /** What a pod uses of its node. */
  HostAccess: {
    /** hostNetwork, hostPID, hostIPC, hostPath, privileged. */
    what: 'string',
    /** Volume or container; '' for settings of the pod. */
    name: 'string',
  },
  /** A port number that a container opens, or that a probe or hook goes to on the pod itself. */
  PortUse: {
    number: 'int',
    /** port, startup, readiness, liveness, postStart, preStop. */
    use: 'string',
    container: 'Container',
  },
  /** A regular container where ECI priorities are written in the pod. Numbers are 0 when nothing is written. */
  Priority: {
    container: 'Container',
    launch: 'int',
    launchWritten: 'bool',
    exit: 'int',
    exitWritten: 'bool',
    /** An unmarked container that exits later, where either of the two says so; '' when there is none. */
    outlivedBy: 'string',
    /** An unmarked container that is started earlier, where this one says so. */
    startedAfter: 'string',
    /** A regular container that is started later. */
    startedBefore: 'string',
  },
  /** Of a label or annotation key that Alibaba Cloud reads, or was thought to read. */
  PlatformKey: {
    key: 'string',
    /** label or annotation. */
    sort: 'string',
    /** It stands in the metadata of the pod, where the platform looks. */
    onPod: 'bool',
    /** The pod has the key as well, or the namespace of the input does. */
    alsoRight: 'bool',
    /** Placement or ECI settings: does nothing anywhere but on pods (labels: and namespaces). */
    isForPods: 'bool',
    /** The env marker to use instead of a key that nobody reads; '' for keys that are read. */
    marker: 'string',
    /** It is such a key by a plain name alone (IS_SIDECAR), which may be anybody's own. */
    isBare: 'bool',
  },
} as const;

export const platformLists = {
  markers: { item: 'Marker', scope: 'workload', places: ['name', 'value', 'overridden'] },
  markerSources: { item: 'MarkerSource', scope: 'workload', places: [] },
  hostAccesses: { item: 'HostAccess', scope: 'workload', places: [] },
  portUses: { item: 'PortUse', scope: 'workload', places: [] },
  priorities: { item: 'Priority', scope: 'workload', places: ['launch', 'exit', 'otherExit'] },
  platformKeys: { item: 'PlatformKey', scope: 'workload', places: ['key'] },
  labelUses: { item: 'LabelUse', scope: 'workload', places: ['key'] },
} as const;

export const labelRecords = {
  /** A pod label the platforms give a meaning to. */
  LabelUse: {
    key: 'string',
    value: 'string',
    /** The value is a string, as labels have to be. */
    isText: 'bool',
    /** The documented key it is or was meant to be. */
    meant: 'string',
    match: 'string',
    isLive: 'bool',
  },
} as const;
