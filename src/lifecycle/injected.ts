import { type JsonObject, objectAt, stringAt } from '../model/index.ts';
import type { WrittenContainer } from '../workload/index.ts';

interface Injector {
  product: string;
  /** Annotations or labels the injector leaves on the pod; with `value`, only that value. */
  marks: readonly string[];
  value?: string;
  /** Entries of the catalogue it injects. */
  entries: readonly string[];
}

const injectors: readonly Injector[] = [
  {
    product: 'Istio',
    marks: ['sidecar.istio.io/status'],
    entries: ['istio-proxy', 'istio-init', 'istio-validation', 'asm-proxy'],
  },
  {
    product: 'Linkerd',
    marks: ['linkerd.io/proxy-version', 'linkerd.io/created-by'],
    entries: ['linkerd-proxy', 'linkerd-init', 'linkerd-network-validator', 'linkerd-debug'],
  },
  { product: 'Vault', marks: ['vault.hashicorp.com/agent-inject-status'], entries: ['vault-agent'] },
  { product: 'Kuma', marks: ['kuma.io/sidecar-injected'], entries: ['kuma-sidecar', 'kuma-init'] },
  {
    product: 'Consul',
    marks: ['consul.hashicorp.com/connect-inject-status'],
    entries: ['consul-dataplane', 'consul-connect-init'],
  },
  { product: 'Dapr', marks: ['dapr.io/enabled'], value: 'true', entries: ['dapr-daprd'] },
  { product: 'OpenTelemetry', marks: ['sidecar.opentelemetry.io/injected'], entries: ['otel-collector'] },
  {
    product: 'GKE',
    marks: ['gke-gcsfuse/volumes'],
    value: 'true',
    entries: ['gcsfuse-sidecar', 'gcsfuse-metadata-prefetch'],
  },
];

/** Name of the product that evidently injected the container; '' when nothing says so. */
export function injectorOf(container: WrittenContainer, podMetadata: JsonObject): string {
  if (container.env.some(({ name, value }) => name === 'IS_INJECTED' && value === 'true')) return 'OpenKruise';
  const { role } = container.match;
  const injector = role.byNameOnly ? undefined : injectors.find(({ entries }) => entries.includes(role.id));
  if (injector === undefined) return '';
  const places = [objectAt(podMetadata, 'annotations'), objectAt(podMetadata, 'labels')];
  const isMarked = injector.marks.some((mark) =>
    places.some((place) =>
      injector.value === undefined ? stringAt(place, mark) !== '' : stringAt(place, mark) === injector.value,
    ),
  );
  return isMarked ? injector.product : '';
}
