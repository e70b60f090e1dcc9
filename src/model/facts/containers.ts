/** What workload/ and lifecycle/ know of a container. `class` follows what the target's API server would store, not what is written. */
export const containerRecords = {
  Container: {
    name: 'string',
    /** containers, initContainers, ephemeralContainers. */
    list: 'string',
    index: 'int',
    /** main, init (plain), sidecar (native), ephemeral. */
    class: 'string',
    image: 'string',
    /** As written; '' when absent or not a string. */
    restartPolicy: 'string',
    role: 'Role',
    /** Literal command and args joined by blanks; '' when the image's own command runs. */
    command: 'string',
    /** What the literal command does: forever (tail -f, sleep infinity, endless loop …), once (cp, echo …), unknown. */
    runs: 'string',
    /** The words that prove `runs`, for messages: 'tail -F /var/log/app.log'. */
    runsBecause: 'string',
    /** True when the command proves it, or the catalogue says so with high confidence and nothing here contradicts it. */
    neverEnds: 'bool',
    endsByItself: 'bool',
    /** An init container whose restartPolicy the target's API server takes away or refuses. */
    lostPolicy: 'bool',
    /** Names of the probes and hooks that the target's API server refuses because it is an init container and no native sidecar. */
    refusedOnInit: 'list(string)',
    /** What starts it again after exit code 0 where its restart policy counts: '', policy (Always), rule (a Restart rule that matches 0). */
    afterSuccess: 'string',
    /** Others need it up first: catalogue role, or a name that ends in proxy, client or ambassador. */
    isDependency: 'bool',
    /** What will end it in a Job on the target: '', quitEndpoint, sharedProcessNamespace, acs, eci, kruiseTerminator. The first of `endings`. */
    endedBy: 'string',
    /** Everything that will end it in a Job, in the order of `endedBy`'s list: markers of several platforms may stand together. */
    endings: 'list(string)',
    /** A marker of Alibaba Cloud says that it is a sidecar. */
    isMarked: 'bool',
    /** What the platform is told to leave out for it, by switches that count where the pod runs: ready, resources, exitCode. */
    ignores: 'list(string)',
    /** Documented names of the platform markers it carries in a wrong spelling only. */
    nearMarkers: 'list(string)',
    /** What starts or stops it in another order than its siblings in `containers`, where that counts: acs, eci, kruise. */
    orderedBy: 'list(string)',
    ports: 'list(Port)',
    env: 'list(Env)',
    /** Names of env entries with the literal value as value; entries with valueFrom are absent. */
    values: 'map(string)',
    hasStartupProbe: 'bool',
    hasReadinessProbe: 'bool',
    hasLivenessProbe: 'bool',
    hasPostStart: 'bool',
    hasPreStop: 'bool',
    /** Containers that start later and need this one (literal localhost reference, shared socket, or role of a native sidecar). */
    neededBy: 'list(Need)',
    /** True when it stands beside at least one other container of `containers`. */
    hasSiblings: 'bool',
    /** Requests equal limits for cpu and memory, both stated. */
    guaranteed: 'bool',
    /** Name of the product's injector when the container was evidently injected; '' otherwise. */
    injectedBy: 'string',
    /** The SidecarSet it came from in an effective pod; '' otherwise. */
    sidecarSet: 'string',
    /** Resources it has a request for: stated, by its limit, or by a LimitRange of the input. */
    requests: 'list(string)',
    /** What the kubelet's resource managers would give to it alone: cpu (whole ones, Guaranteed), devices by name. */
    exclusive: 'list(string)',
    /** Some Service of the input sends traffic to one of its ports. */
    isServed: 'bool',
    /** Words that show that a stop signal does not reach its program: a shell as process 1 that hands none on. '' when nothing shows it. */
    ignoresTerm: 'string',
    /** How many restartPolicyRules the target's API server keeps. */
    restartRules: 'int',
    /** The container as written. */
    raw: 'dyn',
  },
  /** The entry of the catalogue of known sidecar images that matches; id '' when none does. */
  Role: {
    id: 'string',
    product: 'string',
    /** proxy, log-shipper, metrics, secrets …; '' when unknown. */
    role: 'string',
    /** It stands here as a helper of another container, not as the workload itself. */
    isHelper: 'bool',
    /** yes, start-only, stop-only, no, or ''. */
    othersDepend: 'string',
    /** never, always, flag, or ''. */
    endsByItself: 'string',
    /** high, medium, low, or ''. */
    confidence: 'string',
    nativeSupport: 'string',
    readinessEndpoint: 'string',
    quitEndpoint: 'string',
    /** True when only the container's name matched: wording only, never the ground of an error. */
    byNameOnly: 'bool',
    /** It belongs to the pod of a storage driver or another controller: no advice to move it. */
    isFixed: 'bool',
  },
  Port: { name: 'string', number: 'int', hostPort: 'int', protocol: 'string' },
  Env: {
    name: 'string',
    /** '' when not literal. */
    value: 'string',
    /** Has a literal `value` (a string). */
    literal: 'bool',
    /** The value holds {{, ${ or $(. */
    templated: 'bool',
  },
  /** `because`: the reference as written, or the product whose role it is to be there first. */
  Need: { container: 'string', class: 'string', because: 'string' },
  Probe: {
    /** startup, readiness, liveness, postStart, preStop. */
    kind: 'string',
    isHook: 'bool',
    /** httpGet, tcpSocket, grpc, exec, sleep, none. */
    handler: 'string',
    host: 'string',
    /** No host, or localhost, 127.0.0.1, ::1. */
    isLocal: 'bool',
    /** 0 when the port is a name or absent. */
    port: 'int',
    portName: 'string',
    /** The container declares this port (number or name) itself. */
    declaredHere: 'bool',
    /** Another container of the pod that declares the port; '' when none. */
    declaredBy: 'string',
    declaredByClass: 'string',
    /** An earlier native sidecar, or this container, declares it. */
    declaredEarlier: 'bool',
    /** Nearest declared port name of the same container; '' when none is near. */
    nearestName: 'string',
    /** Seconds after which a probe that never passes has failed for good: initial delay and period times threshold. 0 for hooks. */
    window: 'int',
    /** For hooks: delay (nothing but a literal sleep), quit (makes its own process end), close-wait (waits for a local port to close), ''. */
    does: 'string',
    /** Seconds of a literal sleep in it. */
    seconds: 'int',
    container: 'Container',
  },
  /** A literal reference of one container to a port or socket of another. */
  Reference: {
    /** localhost:port as written, or the socket's path. */
    text: 'string',
    /** port, socket, postStart (its hook waits for the port), meshRedirect (its traffic passes a proxy that starts later). */
    kind: 'string',
    from: 'Container',
    to: 'Container',
    /** The container referred to starts after `from` has to end (from is a plain init container). */
    startsLater: 'bool',
    /** An earlier native sidecar offers it too. */
    offeredEarlier: 'bool',
    /** `from` declares the port itself. */
    offeredByItself: 'bool',
  },
  /** One container's own shutdown budget, from literal numbers only. */
  GraceUse: {
    container: 'Container',
    /** Seconds of its preStop sleep. */
    preStop: 'int',
    /** Seconds of its declared drain flag; 0 when none is declared. */
    drain: 'int',
    total: 'int',
    /** terminationGracePeriodSeconds of the pod; 30 when unset. */
    grace: 'int',
    exceeds: 'bool',
    podHasSidecars: 'bool',
  },
  Pod: {
    /** Deployment, Job, Pod … */
    kind: 'string',
    /** none, endless, job, other. */
    controller: 'string',
    /** Effective: 'Always' when unset. */
    restartPolicy: 'string',
    restartPolicySet: 'bool',
    /** Job, CronJob or a Pod with Never or OnFailure: completes when its main containers have ended. */
    runsToCompletion: 'bool',
    containers: 'list(Container)',
    mains: 'int',
    sidecars: 'int',
    /** Every main container alone would make the pod Guaranteed. */
    mainsGuaranteed: 'bool',
    hasPodLevelResources: 'bool',
    shareProcessNamespace: 'bool',
    terminationGracePeriodSeconds: 'int',
    /** Longest time that a main container surely takes to stop, in seconds: literal preStop sleep and drain. */
    mainsStop: 'int',
    /** Of its Job; -1 when unset. */
    backoffLimit: 'int',
    labels: 'map(string)',
    annotations: 'map(string)',
    /** Some Service of the input selects the pod. */
    hasService: 'bool',
    /** Every container has a name and an image. False for patches and other parts of objects: what is missing may stand elsewhere. */
    isWhole: 'bool',
    /** Exported from a cluster: has status, uid or ownerReferences. */
    isLive: 'bool',
    /** Kubernetes platforms the manifest itself gives evidence of: acs, eci, ack-virtual-node. */
    evidence: 'list(string)',
    /**
     * Where it runs, as declared and as its own placement says within that: acs, eci, ack-virtual-node, kubernetes, or unknown.
     * Markers do not count, a compute label does, and so does the selector of a SidecarSet.
     */
    runsOn: 'list(string)',
    /** A label, node name or selector that puts it on a virtual node of Alibaba Cloud, or a toleration of one's taint, as words; ''. */
    placement: 'string',
    /** `placement` leaves no other node. */
    onVirtualNode: 'bool',
    /** Value of the label alibabacloud.com/compute-class, for a SidecarSet of its selector. */
    computeClass: 'string',
    /** Volumes of the pod. */
    volumes: 'int',
    /** SidecarSets of the input that will, or may, add to the pod what is not in it yet. */
    awaits: 'list(string)',
  },
  /** The order in which ECI ends the containers of a pod. */
  ExitPlan: {
    /** Different exit priorities among the regular containers. */
    levels: 'int',
    /** Literal preStop sleeps, the longest of each level, added up. */
    seconds: 'int',
    grace: 'int',
  },
} as const;

export const containerLists = {
  pods: {
    item: 'Pod',
    scope: 'workload',
    places: ['restartPolicy', 'labels', 'podFailurePolicy', 'placement', 'kind', 'grace'],
  },
  containers: {
    item: 'Container',
    scope: 'workload',
    places: [
      'name',
      'image',
      'command',
      'restartPolicy',
      'startupProbe',
      'readinessProbe',
      'livenessProbe',
      'dependent',
      'marker',
      'ignoreReady',
      'ignoreResources',
      'ignoreExitCode',
      'restartRule',
      'kubelet',
      'backoffLimit',
    ],
  },
  probes: { item: 'Probe', scope: 'workload', places: ['port', 'declared'] },
  references: { item: 'Reference', scope: 'workload', places: ['text', 'offer'] },
  exitPlans: { item: 'ExitPlan', scope: 'workload', places: ['grace'] },
  graceUses: { item: 'GraceUse', scope: 'workload', places: ['hook', 'grace'] },
} as const;
