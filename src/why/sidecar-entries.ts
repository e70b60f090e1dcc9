import type { Entry } from './entry.ts';

const probes = ['P22', 'P23', 'P24', 'P25', 'P26a', 'P26b'];
const hooks = ['P26a', 'P26b', 'P26c', 'P26d', 'P27'];

/** Why a server takes a sidecar for a plain init container: one sentence, four causes. Whose probes or hooks these are is not looked at. */
export const sidecarEntries: readonly Entry[] = [
  {
    id: 'restart-policy-stripped',
    summary:
      'restartPolicy: Always was taken away on the way: by a mutating webhook, or a program that wrote the object back',
    why: 'The template has the field, or the server would have refused the template. What decodes a Pod with types older than Kubernetes 1.28 and sends it back loses the field. Known for it: old versions of pod identity, secret and mesh injectors, image updaters and operators.',
    look: "kubectl get mutatingwebhookconfigurations -o custom-columns='NAME:.metadata.name,RULES:.webhooks[*].rules[*].resources'",
    fix: [
      'Compare the init containers of the template with those of a Pod (server-side dry-run of the bare Pod shows what the webhooks make of it).',
      'Upgrade the webhook or operator to a build with k8s.io/api 0.28 or newer; 0.29 where it also writes sleep hooks.',
      'Until then keep its webhook away from these pods (namespaceSelector, objectSelector, opt-out label), or keep the helper in containers.',
    ],
    rules: ['kubernetes/init-probe-or-hook'],
    bands: '',
    behind: ['P01', ...probes, ...hooks],
    weight: { base: 2, controller: 3, update: 4, pod: 2, kubectl: -3, 'before-sidecars': -9 },
  },
  {
    id: 'restart-policy-missing',
    summary: 'The init container has no restartPolicy: Always of its own, or it stands one indentation off',
    why: 'Probes and hooks are for containers that stay. An init container stays only as a native sidecar, which its own restartPolicy: Always makes of it; the restartPolicy of the pod does not count, and Never or OnFailure make no sidecar.',
    look: "kubectl create --dry-run=client -o yaml -f FILE | grep -n -A3 'restartPolicy'",
    fix: [
      'A sidecar: write `restartPolicy: Always` beside `name` and `image` of this entry, not below lifecycle, resources or a probe.',
      'An init container that ends: remove the probe and the hook.',
    ],
    rules: ['kubernetes/init-probe-or-hook'],
    behind: [...probes, ...hooks],
    weight: { base: 3, kubectl: 2, template: 1, controller: -2, operator: -1, update: -2 },
  },
  {
    id: 'restart-policy-dropped',
    summary: 'The API server drops restartPolicy of init containers: 1.28, or the gate SidecarContainers is off',
    why: 'With the gate off the server removes the field without a word and then judges a plain init container. Without a probe or hook the pod would have been taken and hung in Init.',
    look: 'kubectl version && kubectl get --raw /metrics | grep \'kubernetes_feature_enabled{name="SidecarContainers"\'',
    fix: [
      'Run Kubernetes 1.29 or newer, or switch SidecarContainers on (API server, controller manager, scheduler, every kubelet).',
      'Otherwise tell the injector or chart to use an ordinary sidecar (istio: ENABLE_NATIVE_SIDECARS=false; linkerd: proxy.nativeSidecar=false).',
    ],
    rules: ['kubernetes/native-sidecar-unsupported'],
    bands: 'P01',
    behind: ['P01', ...probes, ...hooks],
    weight: { base: 2, operator: 3, controller: 1, 'before-sidecars': -9 },
    gate: 'SidecarContainers',
    until: 32,
  },
  {
    id: 'validated-before-sidecars',
    summary:
      'Whatever judged this knows no sidecars: an API server up to 1.27, or a controller with validation code that old',
    why: 'Servers that know sidecars end the sentence with "without restartPolicy=Always". This one does not: restartPolicy was removed as an unknown field, and the rest refused. Some controllers (Argo Rollouts among them) validate pod templates with code of their own.',
    look: 'kubectl version',
    fix: [
      'Upgrade the cluster to 1.29 or newer; if it is newer already, upgrade the controller that prints the message.',
      'Until then keep the helper in containers, without restartPolicy.',
    ],
    rules: ['kubernetes/native-sidecar-unsupported'],
    bands: 'P01',
    behind: ['P01', ...probes, ...hooks],
    weight: { base: 0, 'before-sidecars': 9 },
  },
];
