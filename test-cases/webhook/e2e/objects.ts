/** Objects that every API server of 1.29 and newer accepts; some of them will not work. */
import type { JsonObject } from '../../../src/model/index.ts';

const app: JsonObject = { name: 'app', image: 'registry.example.com/app:1', resources: { requests: { cpu: '10m' } } };

export const namespaces: readonly JsonObject[] = ['shop'].map((name) => ({
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: { name },
}));

export function pod(name: string, initContainers: JsonObject[] = []): JsonObject {
  const spec = { containers: [app], ...(initContainers.length === 0 ? {} : { initContainers }) };
  return { apiVersion: 'v1', kind: 'Pod', metadata: { name, namespace: 'shop' }, spec };
}

/** A helper that runs for ever holds it open. */
export function job(name: string, namespace = 'shop'): JsonObject {
  const containers = [app, { name: 'logs', image: 'fluent/fluent-bit:3.2' }];
  const template = { spec: { restartPolicy: 'Never', containers } };
  return { apiVersion: 'batch/v1', kind: 'Job', metadata: { name, namespace }, spec: { template } };
}

export function deployment(name: string, initContainers: JsonObject[]): JsonObject {
  const labels = { app: name };
  const template = { metadata: { labels }, spec: { initContainers, containers: [app] } };
  const spec = { selector: { matchLabels: labels }, template };
  return { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name, namespace: 'shop' }, spec };
}

/** An init container that never lets the pod start. */
export function neverEnding(name: string): JsonObject {
  return { name, image: 'busybox:1.36', command: ['tail', '-F', '/var/log/app.log'] };
}

/** As OpenKruise installs it, less the schema. */
export const sidecarSetDefinition: JsonObject = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'sidecarsets.apps.kruise.io' },
  spec: {
    group: 'apps.kruise.io',
    scope: 'Cluster',
    names: { plural: 'sidecarsets', singular: 'sidecarset', kind: 'SidecarSet' },
    versions: [
      {
        name: 'v1alpha1',
        served: true,
        storage: true,
        schema: { openAPIV3Schema: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } },
      },
    ],
  },
};

export function sidecarSet(name: string): JsonObject {
  const spec = {
    selector: { matchLabels: { app: 'web' } },
    containers: [{ name: 'proxy', image: 'envoyproxy/envoy:v1.32' }],
  };
  return { apiVersion: 'apps.kruise.io/v1alpha1', kind: 'SidecarSet', metadata: { name }, spec };
}
