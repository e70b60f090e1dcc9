/** The volumes through which Alibaba Cloud shows a pod's standard output, and who reads them. */
export const logRecords = {
  LogVolume: {
    name: 'string',
    /** stdlog (inline CSI volume of ECI) or stdout (emptyDir of ACS). */
    type: 'string',
    /** exact; near: a slip of the driver's name or of the medium. */
    match: 'string',
    /** Driver or medium as written. */
    written: 'string',
    /** A container of the pod mounts it. */
    isMounted: 'bool',
    /** How many volumes of the same type stand before it. */
    before: 'int',
  },
  /** A container that mounts such a volume. */
  LogMount: {
    volume: 'string',
    type: 'string',
    /** mountPath. */
    path: 'string',
    container: 'Container',
    /** What keeps the container from running as root: 'runAsNonRoot: true', 'runAsUser: 1000'; '' when nothing is written. */
    notRoot: 'string',
  },
  /** A path or pattern that a container reads logs by, one level too high: files are in a directory for each container. */
  LogPattern: {
    text: 'string',
    path: 'string',
    /** '' for the container's own command line, else the ConfigMap's name. */
    configMap: 'string',
    container: 'Container',
  },
} as const;

export const logLists = {
  logVolumes: { item: 'LogVolume', scope: 'workload', places: ['name', 'written'] },
  logMounts: { item: 'LogMount', scope: 'workload', places: ['user'] },
  logPatterns: { item: 'LogPattern', scope: 'workload', places: ['text', 'mount'] },
} as const;
