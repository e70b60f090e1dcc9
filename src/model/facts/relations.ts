/** How containers of a pod, Services, Jobs and autoscalers depend on one another. */
export const relationRecords = {
  /** Two ports of containers that live at the same time. */
  PortPair: {
    number: 'int',
    hostPort: 'int',
    protocol: 'string',
    name: 'string',
    /** The same number and protocol, at addresses that overlap. */
    sameNumber: 'bool',
    /** The same port of the node, at addresses that overlap. */
    sameHostPort: 'bool',
    sameName: 'bool',
    /** In the order of start. */
    first: 'Container',
    second: 'Container',
    /** Services of the input that send traffic to this port name. */
    services: 'list(string)',
  },
  /** A literal wait before the application starts. */
  StartWait: {
    /** poll (a loop on a local port), delay (sleep, then exec), annotation (holdApplicationUntilProxyStarts). */
    kind: 'string',
    text: 'string',
    /** 0 when it names none. */
    port: 'int',
    /** The container that waits; '' for the annotation. */
    container: 'string',
    /** Another container that declares the port, and its class. */
    declaredBy: 'string',
    declaredByClass: 'string',
    /** Containers that wait for one another, this one among them, from the first on; empty when there is no ring. */
    ring: 'list(string)',
  },
  /** A rule of a Job's podFailurePolicy about exit codes. */
  FailureRule: {
    action: 'string',
    containerName: 'string',
    operator: 'string',
    /** Which of the exit codes of a stopped container (137, 143) satisfy it. */
    stopCodes: 'list(int)',
  },
  /** A named target port of a Service, in one of the workloads it selects. */
  ServicePort: {
    name: 'string',
    /** A main container declares it. */
    onMain: 'bool',
    /** The init container with restartPolicy Always that declares it, and its number. */
    sidecar: 'string',
    number: 'int',
    workload: 'string',
  },
  /** A metric of a HorizontalPodAutoscaler whose workload is in the input. */
  AutoscalerMetric: {
    resource: 'string',
    /** '' (works), missing-request, no-container, sidecar-not-counted. */
    problem: 'string',
    /** The container that has the problem; for no-container the name as written. */
    container: 'string',
    class: 'string',
    workload: 'string',
  },
} as const;

export const relationLists = {
  portPairs: { item: 'PortPair', scope: 'workload', places: ['first', 'second', 'name', 'otherName', 'service'] },
  startWaits: { item: 'StartWait', scope: 'workload', places: ['declared'] },
  failureRules: { item: 'FailureRule', scope: 'workload', places: [] },
  servicePorts: { item: 'ServicePort', scope: 'object', places: ['declared'] },
  autoscalerMetrics: {
    item: 'AutoscalerMetric',
    scope: 'object',
    of: 'autoscaling/HorizontalPodAutoscaler',
    places: ['container'],
  },
} as const;
