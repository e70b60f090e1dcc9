/** Pods and the SidecarSets of the input: what comes out when they meet. */
export const injectionRecords = {
  /** An env name, label or annotation of OpenKruise in a workload: what it writes into pods, and the annotation of launch priority. */
  KruiseMark: {
    /** env, label, annotation. */
    sort: 'string',
    name: 'string',
    /** '' when not literal. */
    value: 'string',
    container: 'string',
    /** In the pod or its template; not in the metadata of the workload around it. */
    isOfPod: 'bool',
    /** The object is a live export. */
    isLive: 'bool',
    /** The pod has the annotation of launch priority with its only value. */
    alsoRight: 'bool',
  },
  /** A container of a workload's pods after injection, where something is said about launch priority. */
  Launch: {
    name: 'string',
    list: 'string',
    /** The set it came from; '' for the pod's own. */
    set: 'string',
    /** KRUISE_CONTAINER_PRIORITY is in its env. */
    written: 'bool',
    value: 'string',
    isInteger: 'bool',
    /** The pod is annotated Ordered. */
    isOrdered: 'bool',
    /** Regular containers of the pod. */
    regulars: 'int',
    /** Not all regular containers have one priority. */
    differ: 'bool',
    /** A set of the input may still add containers. */
    mayGrow: 'bool',
    /** Containers of lower priority wait for it. */
    isAwaited: 'bool',
    /** It counts as up only when it works: a readinessProbe or a postStart hook. */
    waits: 'bool',
  },
  Injection: {
    set: 'string',
    container: 'string',
    list: 'string',
    /** The pod has a container of that name in the same list, and it is not the set's own. */
    replacesAppContainer: 'bool',
    sameImage: 'bool',
    isInjected: 'bool',
    /** Who has the name already and keeps it, so that the pod has it twice: 'Deployment web', 'SidecarSet logs'; '' for nobody. */
    twin: 'string',
  },
  /** A volume of a set whose name another definition has in the pod: that one stays. */
  VolumeClash: { set: 'string', volume: 'string', owner: 'string', pod: 'string' },
  /** A mount of the application that a sidecar takes over, and that does not come out as it is there. */
  SharedMountFault: {
    set: 'string',
    sidecar: 'string',
    path: 'string',
    /** The container it is taken from. */
    container: 'string',
    /** The container whose other volume at the same path is taken instead; '' when it is not that. */
    taken: 'string',
    /** A variable of its subPathExpr that the sidecar will not have; '' when it is not that. */
    variable: 'string',
  },
  /** A pod that Kruise's pod webhook refuses. denial: merge-patch-not-json, bookkeeping-annotation-not-json. */
  Refusal: { denial: 'string', set: 'string', key: 'string', pod: 'string' },
  /** Sets that take one pod in an order nobody defines, when the pod comes out differently. */
  SetOrder: {
    sets: 'list(string)',
    pod: 'string',
    /** More than the order of regular containers depends on it. */
    changesContent: 'bool',
    /** The order of regular containers counts: launch priority Ordered, or a postStart hook in front. */
    changesStart: 'bool',
  },
  /** A field of the pod's own container that the target's Kruise does not know and that injection loses or moves. */
  MisplacedField: {
    field: 'string',
    container: 'string',
    list: 'string',
    set: 'string',
    /** The container that gets the field; '' when it is lost. */
    heir: 'string',
    pod: 'string',
  },
} as const;

export const injectionLists = {
  kruiseMarks: { item: 'KruiseMark', scope: 'workload', places: ['key'] },
  launches: { item: 'Launch', scope: 'workload', places: ['container', 'env'] },
  injections: { item: 'Injection', scope: 'workload', places: ['container', 'injected', 'twin'] },
  volumeClashes: { item: 'VolumeClash', scope: 'workload', places: ['volume', 'first'] },
  sharedMountFaults: { item: 'SharedMountFault', scope: 'workload', places: ['policy', 'mount', 'taken'] },
  refusals: { item: 'Refusal', scope: 'workload', places: ['annotation', 'set'] },
  setOrders: { item: 'SetOrder', scope: 'workload', places: ['first', 'second', 'pod'] },
  misplacedFields: { item: 'MisplacedField', scope: 'workload', places: ['injected'] },
} as const;
