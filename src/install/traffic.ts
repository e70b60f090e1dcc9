import type { JsonObject } from '../model/index.ts';
import { object } from './objects.ts';
import { type InstallSettings, name, ports, selector } from './settings.ts';

/** Where API servers find the replicas. */
export function service({ namespace }: InstallSettings): JsonObject {
  return object('v1', 'Service', namespace, {
    spec: {
      selector,
      ports: [
        { name: 'reviews', port: 443, targetPort: 'reviews' },
        { name: 'metrics', port: ports.metrics, targetPort: 'metrics' },
      ],
    },
  });
}

/**
 * API servers are seldom pods and have addresses that nobody knows beforehand, so reviews may come from anywhere; metrics are for pods.
 * Going out, only API servers, and only for who watches the cluster.
 */
export function networkPolicy({ namespace, cluster }: InstallSettings): JsonObject {
  const tcp = (port: number): JsonObject => ({ port, protocol: 'TCP' });
  return object('networking.k8s.io/v1', 'NetworkPolicy', namespace, {
    spec: {
      podSelector: { matchLabels: selector },
      policyTypes: ['Ingress', 'Egress'],
      ingress: [{ ports: [tcp(ports.reviews)] }, { from: [{ namespaceSelector: {} }], ports: [tcp(ports.metrics)] }],
      // An empty list would be left out by the server, and written by each apply again.
      ...(cluster ? { egress: [{ ports: [443, 6443].map(tcp) }] } : {}),
    },
  });
}

/** One replica at a time may be moved: also with a single one, which would otherwise hold up the drain of its node. */
export function disruptionBudget({ namespace }: InstallSettings): JsonObject {
  return object('policy/v1', 'PodDisruptionBudget', namespace, {
    spec: { maxUnavailable: 1, unhealthyPodEvictionPolicy: 'AlwaysAllow', selector: { matchLabels: selector } },
  });
}

export function autoscaler({ namespace, replicas }: InstallSettings): JsonObject {
  return object('autoscaling/v2', 'HorizontalPodAutoscaler', namespace, {
    spec: {
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name },
      minReplicas: replicas,
      maxReplicas: replicas * 3,
      metrics: [
        { type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 80 } } },
      ],
    },
  });
}
