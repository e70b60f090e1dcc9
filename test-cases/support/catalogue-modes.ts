/**
 * What the sheet of known sidecars says in prose, in a form a program can read: when a helper whose end depends on a flag ends or
 * stays, what another container calls to end it, which flags hold its drain time. Patterns match the same texts as evidence,
 * and `name:<container>`.
 */
export interface Mode {
  endsWhen?: string[];
  staysWhen?: string[];
  otherwise?: 'ends' | 'stays' | 'unknown';
  quit?: string;
  quitNeeds?: string;
  drainFlags?: string[];
}

const admin: Mode = { otherwise: 'stays', quit: 'quitquitquit' };

export const modes: Record<string, Mode> = {
  'airflow-kerberos': { otherwise: 'stays', endsWhen: ['--one-time\\b'] },
  'alloydb-auth-proxy': {
    ...admin,
    quitNeeds: '--quitquitquit\\b|_QUITQUITQUIT=(true|1)',
    drainFlags: ['--max-sigterm-delay', '--min-sigterm-delay'],
  },
  'appmesh-envoy': admin,
  'asm-proxy': admin,
  autocert: { endsWhen: ['name:autocert-bootstrapper'] },
  'bank-vaults-agent': { otherwise: 'stays', endsWhen: ['(^|\\s)--?once\\b'] },
  'cloud-sql-proxy': {
    ...admin,
    quitNeeds: '--quitquitquit\\b|^CSQL_PROXY_QUITQUITQUIT=(true|1)',
    drainFlags: [
      '--max-sigterm-delay',
      '--min-sigterm-delay',
      'CSQL_PROXY_MAX_SIGTERM_DELAY',
      'CSQL_PROXY_MIN_SIGTERM_DELAY',
    ],
  },
  cloudflared: { drainFlags: ['--grace-period'] },
  'cloudsql-gce-proxy': { drainFlags: ['-term_timeout', '--term_timeout'] },
  'config-reloader-prometheus': {
    otherwise: 'stays',
    endsWhen: ['--watch-interval[= ]0(s|\\b)', 'name:init-config-reloader'],
  },
  'conjur-authn': { endsWhen: ['^CONTAINER_MODE=init$'], staysWhen: ['^CONTAINER_MODE=sidecar$'] },
  'consul-dataplane': { otherwise: 'stays', quit: 'graceful_shutdown', drainFlags: ['-shutdown-grace-period-seconds'] },
  'dapr-daprd': { otherwise: 'stays', quit: '/v1.0/shutdown', drainFlags: ['--dapr-graceful-shutdown-seconds'] },
  'envoy-bare': admin,
  'envoy-redis': admin,
  falcoctl: { endsWhen: ['\\bartifact\\s+install\\b'], staysWhen: ['\\bartifact\\s+follow\\b'] },
  filebeat: { otherwise: 'stays', endsWhen: ['(^|\\s)--?once\\b'] },
  'fluent-bit': { otherwise: 'stays', endsWhen: ['exit_on_eof'] },
  'git-sync': { otherwise: 'stays', endsWhen: ['-one-time\\b', '^GIT_?SYNC_ONE_TIME=(true|1)$'] },
  gtoken: { otherwise: 'stays', endsWhen: ['--refresh=false'] },
  'istio-proxy': { ...admin, staysWhen: ['\\bproxy\\s+sidecar\\b'], drainFlags: ['MINIMUM_DRAIN_DURATION'] },
  'k8s-sidecar': { otherwise: 'stays', endsWhen: ['^METHOD=LIST$'] },
  'kuma-sidecar': admin,
  'linkerd-proxy': { otherwise: 'stays', quit: ':4191/shutdown' },
  logstash: { otherwise: 'stays', endsWhen: ['exit_after_read', '\\bstdin\\b'] },
  'mpi-launcher': { otherwise: 'unknown', endsWhen: ['name:kubectl-delivery'] },
  'onepassword-injector': { otherwise: 'stays', endsWhen: ['name:copy-op-bin'] },
  'opa-sidecar': {
    endsWhen: ['\\bopa\\s+(eval|test|exec)\\b'],
    staysWhen: ['\\brun\\b.*--server\\b'],
    drainFlags: ['--shutdown-wait-period', '--shutdown-grace-period'],
  },
  'osm-envoy': admin,
  'otel-autoinstrumentation': { otherwise: 'ends', staysWhen: ['autoinstrumentation-go'] },
  promtail: { otherwise: 'stays', endsWhen: ['--stdin\\b'] },
  rclone: { endsWhen: ['(^|\\brclone )(sync|copy|move|bisync)\\b'], staysWhen: ['(^|\\brclone )(mount|rcd|serve)\\b'] },
  'spiffe-helper': { otherwise: 'stays', endsWhen: ['-daemon-mode=false\\b', 'daemon_mode\\s*=\\s*false'] },
  'static-web-server': { drainFlags: ['--grace-period'] },
  'statsd-exporter': { otherwise: 'stays', quit: '/-/quit', quitNeeds: '--web\\.enable-lifecycle\\b' },
  'stunnel-ghostunnel': {
    otherwise: 'stays',
    quit: '/_shutdown',
    quitNeeds: '--enable-shutdown\\b',
    drainFlags: ['--shutdown-timeout'],
  },
  telegraf: { otherwise: 'stays', endsWhen: ['(^|\\s)--once\\b'] },
  'telepresence-agent': { otherwise: 'stays', endsWhen: ['\\bagent-init\\b', 'name:tel-agent-init'] },
  'vault-agent': {
    otherwise: 'stays',
    quit: '/agent/v1/quit',
    endsWhen: ['name:vault-agent-init', 'exit[-_]after[-_]auth'],
  },
  vector: { drainFlags: ['--graceful-shutdown-limit-secs', 'VECTOR_GRACEFUL_SHUTDOWN_LIMIT_SECS'] },
  'vm-config-reloader': { otherwise: 'stays', endsWhen: ['--only-init-config\\b'] },
  'wallarm-sidecar': { otherwise: 'stays', endsWhen: ['name:sidecar-init-'] },
};

/** Daemons that are known well enough to say that they never end, although the sheet's other columns are not all checked. */
export const daemons: ReadonlySet<string> = new Set([
  'fluent-bit',
  'fluentd',
  'logstash',
  'promtail',
  'vector',
  'aws-for-fluent-bit',
]);

/** Pods that a controller or a storage driver owns: nobody should move their containers. */
export const fixed =
  /^(?:csi-|argo-|tekton-|knative-|kserve-|ray-|mpi-|katib-|kfp-|gitlab-|jenkins-|arc-|kubeflow-|modelmesh|seldon-|airflow-|cruise-|eck-|barman-|medusa|cass-|pathways-|pause|netshoot|openkruise-empty)/;

/** Programs that wrap the application's own command, and controllers: no helper container is made of them. */
export const noContainers: ReadonlySet<string> = new Set([
  'kubexit',
  'linkerd-await',
  'k8s-controller-sidecars',
  'stakater-reloader',
  'external-secrets',
]);
