import type { JsonObject } from '../model/index.ts';
import { defaultLimits } from '../webhook/index.ts';
import { policyFile } from './configuration.ts';
import { object } from './objects.ts';
import { folders, type InstallSettings, name, ports, secretName, selector } from './settings.ts';

/** After draining, connections that are still in use have 15 s; the rest is for a node that is busy. Seconds. */
const grace = defaultLimits.drain / 1_000 + 15 + 17;

/** The user of the image; stated as a number, without which `runAsNonRoot` starts no container. */
const user = 1_000;

export function deployment(settings: InstallSettings): JsonObject {
  const { namespace, replicas } = settings;
  return object('apps/v1', 'Deployment', namespace, {
    spec: {
      replicas,
      selector: { matchLabels: selector },
      strategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 0, maxSurge: 1 } },
      template: { metadata: { labels: selector }, spec: podSpec(settings) },
    },
  });
}

function podSpec(settings: InstallSettings): JsonObject {
  const { cluster, priorityClass } = settings;
  return {
    serviceAccountName: name,
    automountServiceAccountToken: cluster,
    enableServiceLinks: false,
    ...(priorityClass === undefined ? {} : { priorityClassName: priorityClass }),
    terminationGracePeriodSeconds: grace,
    securityContext: {
      runAsNonRoot: true,
      runAsUser: user,
      runAsGroup: user,
      fsGroup: user,
      seccompProfile: { type: 'RuntimeDefault' },
    },
    topologySpreadConstraints: ['kubernetes.io/hostname', 'topology.kubernetes.io/zone'].map((topologyKey) => ({
      maxSkew: 1,
      topologyKey,
      whenUnsatisfiable: 'ScheduleAnyway',
      labelSelector: { matchLabels: selector },
    })),
    containers: [container(settings)],
    volumes: [
      { name: 'policy', configMap: { name } },
      { name: 'certificate', secret: { secretName, defaultMode: 0o440 } },
    ],
  };
}

function container(settings: InstallSettings): JsonObject {
  return {
    name: 'webhook',
    image: settings.image,
    args: args(settings),
    ports: Object.entries(ports).map(([portName, containerPort]) => ({ name: portName, containerPort })),
    readinessProbe: { ...probe('/readyz'), periodSeconds: 2 },
    livenessProbe: { ...probe('/healthz'), periodSeconds: 10, failureThreshold: 3 },
    // Compiling the rules takes a second or two, on a busy node many.
    startupProbe: { ...probe('/healthz'), periodSeconds: 1, failureThreshold: 60 },
    // 200 MiB are resident under load. Reviews that wait may take 256 MiB together, and the largest is 32 MiB before it is read.
    resources: { requests: { cpu: '200m', memory: '256Mi' }, limits: { cpu: '2', memory: '1Gi' } },
    securityContext: {
      allowPrivilegeEscalation: false,
      capabilities: { drop: ['ALL'] },
      readOnlyRootFilesystem: true,
    },
    volumeMounts: [
      { name: 'policy', mountPath: folders.policy, readOnly: true },
      { name: 'certificate', mountPath: folders.certificate, readOnly: true },
    ],
  };
}

function args({ mode, cluster }: InstallSettings): string[] {
  const valued = {
    config: `${folders.policy}/${policyFile}`,
    'tls-cert': `${folders.certificate}/tls.crt`,
    'tls-key': `${folders.certificate}/tls.key`,
    port: ports.reviews,
    'metrics-port': ports.metrics,
    mode,
  };
  const options = Object.entries(valued).map(([option, value]) => `--${option}=${value}`);
  return ['webhook', ...options, ...(cluster ? ['--cluster'] : [])];
}

function probe(path: string): JsonObject {
  return { httpGet: { path, port: 'metrics' }, timeoutSeconds: 2 };
}
