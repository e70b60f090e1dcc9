import type { JsonObject } from '../model/index.ts';
import { judgedSubresources, servedKinds } from '../webhook/index.ts';
import { injection } from './certificate-objects.ts';
import { matchConditions } from './conditions.ts';
import { base64, object } from './objects.ts';
import { type Certificates, type InstallSettings, name } from './settings.ts';

/** Groups of Kubernetes itself; their judged kinds have this one version everywhere. Of others any version is asked about. */
const builtIn: ReadonlySet<string> = new Set(['', 'apps', 'batch']);

/** Namespaces without which no cluster comes back: nothing there waits for a webhook. */
const spared = ['kube-node-lease', 'kube-system'];

/** Its own pods, and those that make its certificate, have to start while it cannot be asked. */
function sparedNamespaces(namespace: string, from: Certificates): string[] {
  const own = from.kind === 'cert-manager' ? [namespace, 'cert-manager'] : [namespace];
  return [...new Set([...spared, ...own])].sort();
}

/** What makes API servers ask. */
export function registration(settings: InstallSettings, from: Certificates): JsonObject {
  const { namespace, failClosed, timeout } = settings;
  const annotations = injection(settings, from);
  const webhook: JsonObject = {
    name: 'admission.sidecarlint.dev',
    clientConfig: {
      service: { name, namespace, path: '/validate', port: 443 },
      ...(from.kind === 'cert-manager' ? {} : { caBundle: base64(from.authority) }),
    },
    rules: rules(),
    matchPolicy: 'Equivalent',
    namespaceSelector: {
      matchExpressions: [
        {
          key: 'kubernetes.io/metadata.name',
          operator: 'NotIn',
          values: sparedNamespaces(namespace, from),
        },
      ],
    },
    matchConditions: matchConditions.map((condition) => ({ ...condition })),
    failurePolicy: failClosed ? 'Fail' : 'Ignore',
    timeoutSeconds: timeout,
    sideEffects: 'None',
    admissionReviewVersions: ['v1'],
  };
  return object(
    'admissionregistration.k8s.io/v1',
    'ValidatingWebhookConfiguration',
    '',
    { webhooks: [webhook] },
    annotations === undefined ? {} : { annotations },
  );
}

/** One rule for each group, and one for subresources: `pods/*` would also ask about exec, logs and bindings. */
function rules(): JsonObject[] {
  const resources = new Map<string, string[]>();
  for (const kind of servedKinds) {
    const [own = '', group = ''] = kind.split('/').reverse();
    resources.set(group, [...(resources.get(group) ?? []), plural(own)]);
  }
  return [
    ...[...resources].map(([group, names]) => rule(group, ['CREATE', 'UPDATE'], names)),
    rule(
      '',
      ['UPDATE'],
      judgedSubresources.map((subresource) => `pods/${subresource}`),
    ),
  ];
}

function rule(group: string, operations: string[], resources: string[]): JsonObject {
  const apiVersions = builtIn.has(group) ? ['v1'] : ['*'];
  // Stated although it is the default, which would look like a change to each apply.
  return { apiGroups: [group], apiVersions, operations, resources, scope: '*' };
}

/** As the judged kinds are called in addresses; none ends in a way that English treats otherwise. */
function plural(kind: string): string {
  return `${kind.toLowerCase()}${kind.endsWith('x') ? 'es' : 's'}`;
}
