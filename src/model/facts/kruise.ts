/** OpenKruise SidecarSets, what they refer to and what they inject. */
export const kruiseRecords = {
  SidecarSet: {
    name: 'string',
    apiVersion: 'string',
    /** spec.updateStrategy.type, defaulted. */
    updateType: 'string',
    nativeSidecars: 'int',
    /** Selector requires serverless.alibabacloud.com/virtual-node "true". */
    selectsVirtualNodes: 'bool',
    /** Matches metadata.labels of a workload of the input but of no pod template. */
    matchesWorkloadLabelsOnly: 'string',
    injectionPaused: 'bool',
    hasNamespaceSelector: 'bool',
  },
  /** What Kruise's validating webhook would say, in its order. */
  KruiseCause: {
    check: 'string',
    reason: 'string',
    field: 'string',
    message: 'string',
    /** The set of the input that a conflict is with; '' for other causes. */
    other: 'string',
    /** That set, the later one by name, is told of the conflict as well: which of the two is refused depends on which comes second. */
    saidThere: 'bool',
  },
  /** A field, of a sidecar but for one, that is deleted without a word before the set is stored. */
  KruiseDrop: {
    /**
     * newer: a field of a later Kubernetes library than the one Kruise embeds; unknown: a field of none; namespace-beside-selector:
     * the namespaceSelector that spec.namespace takes the place of.
     */
    check: 'string',
    field: 'string',
    name: 'string',
    /** The value when it is a string. */
    value: 'string',
    containerName: 'string',
    /** containers or initContainers. */
    containerList: 'string',
    /** Nearest field that is kept; '' when none is near. */
    nearest: 'string',
  },
  KruiseUnknownField: {
    field: 'string',
    name: 'string',
    /** Kruise type that should hold it: SidecarSetSpec, UpdateStrategy, SidecarContainer … */
    owner: 'string',
    /** First Kruise minor that has it ('1.4'), '' for a field of no version. */
    since: 'string',
    until: 'string',
    /** The only API version that has it ('v1beta1'); '' for fields of both and of none. */
    api: 'string',
    /** What took its place, for fields of the first generation; '' otherwise. */
    successor: 'string',
    nearest: 'string',
  },
  /** A SidecarSet field newer than OpenKruise 1.3.0, used by the set. */
  NewerField: { field: 'string', since: 'string', selectsVirtualNodes: 'bool' },
  /** A selector term that names the virtual-node label, or nearly. */
  VirtualNodeTerm: {
    key: 'string',
    value: 'string',
    keyMatch: 'string',
    valueRight: 'bool',
    /** As JSON, for messages: "yes", true. */
    valueText: 'string',
    operator: 'string',
  },
  VolumeReference: {
    set: 'string',
    volume: 'string',
    /** ConfigMap or Secret. */
    kind: 'string',
    namespace: 'string',
    name: 'string',
    /** '' (granted), none, wrong-namespace, subject-missing, ref-missing, wrong-type. */
    cause: 'string',
    /** One clear slip away from being granted (namespace, spelling, kind, apiVersion). */
    near: 'bool',
    /** What the nearest binding says instead, for messages. */
    found: 'string',
    binding: 'string',
    /** The binding to add, as YAML. */
    wanted: 'string',
  },
  Injection: {
    set: 'string',
    container: 'string',
    list: 'string',
    /** The pod has a container of that name in the same list, and it is not the set's own. */
    replacesAppContainer: 'bool',
    sameImage: 'bool',
    isInjected: 'bool',
  },
} as const;

export const kruiseLists = {
  sidecarSets: { item: 'SidecarSet', scope: 'object', places: ['selector', 'updateType', 'workloadLabels'] },
  kruiseCauses: { item: 'KruiseCause', scope: 'object', places: ['other'] },
  kruiseDrops: { item: 'KruiseDrop', scope: 'object', places: ['key'] },
  kruiseUnknownFields: { item: 'KruiseUnknownField', scope: 'object', places: ['key'] },
  newerFields: { item: 'NewerField', scope: 'object', places: ['key'] },
  virtualNodeTerms: { item: 'VirtualNodeTerm', scope: 'object', places: ['key', 'value'] },
  volumeReferences: { item: 'VolumeReference', scope: 'object', places: ['name', 'binding'] },
  injections: { item: 'Injection', scope: 'workload', places: ['container', 'injected'] },
} as const;
