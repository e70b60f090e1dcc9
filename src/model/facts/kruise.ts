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
    /** spec.injectionStrategy.revision.policy as written. */
    revisionPolicy: 'string',
    /** The namespace it is limited to, when Kruise's pod webhook is not asked there; '' when any other namespace remains. */
    deafNamespace: 'string',
    updatePaused: 'bool',
    /** spec.updateStrategy.partition as text; '' when absent. */
    partition: 'string',
    /** The partition keeps every running pod back. */
    holdsAll: 'bool',
    /** Why maxUnavailable lets no ready pod be updated: '', zero, rounds-down. */
    stuck: 'string',
    /** The first field of the strategy that says nothing beside type NotUpdate; '' for none and other types. */
    idle: 'string',
    /** The input is complete and no pod of it is or may be taken, for no reason that another fact names. */
    matchesNothing: 'bool',
    /** A Namespace of the complete input with a pod for the set, when the namespaceSelector matches no Namespace; else ''. */
    missedNamespace: 'string',
    /** The first initContainer that injection, sorting by name, puts elsewhere, where order may matter; '' for none. */
    sortedAway: 'string',
  },
  /** A container that a set declares. */
  SetContainer: {
    name: 'string',
    /** containers or initContainers. */
    list: 'string',
    image: 'string',
    /** As written; '' when absent. */
    restartPolicy: 'string',
    /** Keeps running beside the application, as the target's Kruise stores it. */
    isNative: 'bool',
    upgradeType: 'string',
    emptyImage: 'string',
    /** Goes into a pod as two copies, <name>-1 and <name>-2. */
    isHot: 'bool',
    /** Another container of the set with the name of a copy; '' for none. */
    clash: 'string',
    /** The first port of the host it claims; 0 for none. */
    hostPort: 'int',
    /** What a startupProbe lacks that OpenKruise does not fill in: successThreshold, httpGet.path, httpGet.scheme. */
    startupGaps: 'list(string)',
    /** Members that only native sidecars may have, on an initContainer that is none for the target's Kruise. */
    refusedOnInit: 'list(string)',
    /** A workload with hostNetwork that the set takes, when a hot container declares ports: 'Deployment web'; '' for none. */
    onHostNetwork: 'string',
  },
  SetVolume: { name: 'string', isUsed: 'bool' },
  /** An entry of volumeMounts or volumeDevices of a set's container. */
  SetMount: { container: 'string', volume: 'string', path: 'string', isDeclared: 'bool' },
  /** A value outside its list that no webhook looks at. */
  UncheckedValue: {
    field: 'string',
    value: 'string',
    allowed: 'string',
    /** What Kruise makes of it. */
    means: 'string',
    nearest: 'string',
  },
  /** An annotation merged as JSON; kind of its value: structure, scalar, none (no JSON). */
  JsonPatch: {
    key: 'string',
    value: 'string',
    kind: 'string',
    /** A pod of the input that the set takes has the annotation. */
    meets: 'bool',
  },
  /** An entry of transferEnv. */
  Transfer: {
    container: 'string',
    list: 'string',
    names: 'list(string)',
    /** sourceContainerName. */
    source: 'string',
    /** sourceContainerNameFrom is there. */
    readsSource: 'bool',
    /** Why its fieldPath cannot be read; '' when it can. */
    sourceProblem: 'string',
    /** Those of `names` that the container sets itself. */
    own: 'list(string)',
    /**
     * Why it finds nothing in any pod of the input that the set takes: no-name, no-container, not-regular, env-from, no-variable; '' when it
     * finds something, or no pod is taken.
     */
    missing: 'string',
    /** The first of those pods: 'Deployment web'. */
    pod: 'string',
    /** A transferred variable that will be the sidecar's own resource; '' for none. */
    resourceField: 'string',
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
    /** A binding that is not in the input does not exist. */
    bindingsKnown: 'bool',
    /** What the nearest binding says instead, for messages. */
    found: 'string',
    binding: 'string',
    /** The binding to add, as YAML. */
    wanted: 'string',
    /** The same as an object. */
    wantedObject: 'dyn',
  },
  /** A container name in two sets that can take one pod, of which the webhook says nothing. */
  SetOverlap: { other: 'string', container: 'string', list: 'string', otherList: 'string' },
  /** What an update changes in vain for running pods. kind: blocked (not applied in place), untracked (not even noticed). */
  SetChange: { kind: 'string', field: 'string' },
} as const;

const of = 'apps.kruise.io/SidecarSet';

export const kruiseLists = {
  sidecarSets: {
    item: 'SidecarSet',
    scope: 'object',
    of,
    places: ['selector', 'updateType', 'workloadLabels', 'missedNamespace', 'sortedAway'],
  },
  setContainers: {
    item: 'SetContainer',
    scope: 'object',
    of,
    places: [
      'name',
      'upgradeType',
      'emptyImage',
      'restartPolicy',
      'startupProbe',
      'refused',
      'port',
      'clash',
      'hostNetwork',
    ],
  },
  setVolumes: { item: 'SetVolume', scope: 'object', of, places: [] },
  setMounts: { item: 'SetMount', scope: 'object', of, places: ['volume'] },
  uncheckedValues: { item: 'UncheckedValue', scope: 'object', of, places: [] },
  jsonPatches: { item: 'JsonPatch', scope: 'object', of, places: [] },
  transfers: { item: 'Transfer', scope: 'object', of, places: ['path', 'pod', 'resource'] },
  kruiseCauses: { item: 'KruiseCause', scope: 'object', of, places: ['other'] },
  kruiseDrops: { item: 'KruiseDrop', scope: 'object', of, places: ['key'] },
  kruiseUnknownFields: { item: 'KruiseUnknownField', scope: 'object', of, places: ['key'] },
  newerFields: { item: 'NewerField', scope: 'object', of, places: ['key'] },
  virtualNodeTerms: { item: 'VirtualNodeTerm', scope: 'object', of, places: ['key', 'value'] },
  volumeReferences: {
    item: 'VolumeReference',
    scope: 'object',
    places: ['name', 'binding', 'bindingObject', 'neighbour'],
  },
  setOverlaps: { item: 'SetOverlap', scope: 'object', of, places: ['other'] },
  setChanges: { item: 'SetChange', scope: 'object', of, places: [] },
} as const;
