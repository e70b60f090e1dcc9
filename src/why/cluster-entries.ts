import { lockedOn, unknownOn } from './bands.ts';
import type { EventEntry } from './entry.ts';

/** What webhooks, quotas, tools and components say. Ranked in this order when a text has the words of several: the more they say, the earlier. */
export const clusterEntries: readonly EventEntry[] = [
  {
    id: 'patch-removes-restart-policy',
    words:
      /"op": ?"remove", ?"path": ?"[\w/]{0,200}\/initContainers\/\d{1,4}\/restartPolicy"|initContainers\/\d{1,4}\/restartPolicy", ?"op": ?"remove"/,
    summary: 'restartPolicy: Always was taken away on the way: this patch of a webhook removes it',
    why: 'The webhook decodes the Pod with types older than Kubernetes 1.28 and computes its patch from what is left.',
    fix: ['Upgrade the webhook the line names, or keep it away from these pods.'],
    isFirst: true,
    bands: '',
    behind: ['P01', 'P20', 'P21'],
  },
  {
    id: 'webhook-denied',
    words: /admission webhook "[^"]{1,253}" denied the request/,
    summary: 'A policy of the cluster refuses the object: the webhook that the message names',
    why: 'Not the API server itself. Policies written before sidecars often treat every init container alike, and ask for probes that the API server forbids, or none that it allows.',
    fix: [
      'Read the rule the message names; ask its owner for an exception for init containers without restartPolicy: Always.',
    ],
    isFirst: true,
    bands: '',
  },
  {
    id: 'injector-refuses',
    words: /nativeSidecar and waitBeforeExitSeconds cannot be used/,
    summary: 'The injector refuses: a native sidecar cannot have a wait before its exit',
    why: 'Native sidecars are stopped after the main containers, so the wait is of no use. The value may come from the chart even if you did not set it.',
    fix: ['Remove waitBeforeExitSeconds (annotation and Helm value), or leave the native mode.'],
    bands: '',
  },
  {
    id: 'pod-security',
    words: /violates PodSecurity|unable to validate against any (?:pod security policy|security context constraint)/,
    summary:
      'The security level of the namespace does not let a container in, often an init container that a mesh injects',
    why: 'Injectors add init containers that change network rules and need NET_ADMIN and NET_RAW; every entry of initContainers and containers is checked.',
    fix: [
      'Use the CNI plug-in of the mesh: then no such init container is injected.',
      'Or give the namespace a level that allows it; the message names container and field.',
    ],
    isFirst: true,
    bands: '',
  },
  {
    id: 'webhook-unreachable',
    words: /failed calling webhook/,
    summary: 'A webhook could not be asked, and the server refuses instead of going on without it',
    why: 'failurePolicy: Fail. A sidecar injector that runs in the cluster cannot start its own pods that way.',
    fix: ['Bring the pods and certificates of the named webhook back; exclude its own namespace.'],
    bands: '',
  },
  {
    id: 'tool-schema-too-old',
    words:
      /field not declared in schema|additional propert(?:y|ies) '?restartPolicy'? (?:is )?not allowed|argument named "restart_policy" is not expected|Additional property restartPolicy is not allowed/i,
    summary:
      'A tool judges by a schema of its own, made from Kubernetes types older than 1.28: the server may well take the field',
    why: 'Argo CD, Helm charts with a values schema, CRDs with an embedded pod template and providers carry copies of the schema of Container.',
    fix: [
      'Upgrade the tool, chart or CRD to one that has restartPolicy of Container.',
      'Argo CD: ignoreDifferences for `.spec.template.spec.initContainers[].restartPolicy` hides it meanwhile. Do not delete the field: the sidecar would become an init container that never ends.',
    ],
    rules: ['kubernetes/native-sidecar-unsupported'],
    bands: 'P01',
    behind: ['P01'],
  },
  {
    id: 'yaml-broken',
    words:
      /error converting YAML to JSON|yaml: (?:line \d{1,9}: )?(?:did not find expected|mapping values are not allowed|found character that cannot start|could not find expected)/,
    summary: 'The file is no YAML: an indentation, a tab, or a quote that is missing',
    why: 'Nothing was sent to a server. The line is where the reader gave up; the fault is there or just before it.',
    fix: ['`sidecarlint lint FILE` shows the place.'],
    rules: ['source/yaml-syntax'],
    bands: '',
  },
  {
    id: 'gate-cannot-be-set',
    words:
      /(unrecognized) feature gate: ?"?(\w{1,100})|cannot set feature gate (\w{1,100}) to \w{1,10}, feature is locked/,
    versions: ({ 2: unknown, 3: locked }) => (unknown === undefined ? lockedOn(locked ?? '') : unknownOn(unknown)),
    summary: 'A component does not start: this release does not know the gate, or has locked it',
    why: 'A gate is there from its alpha release until some time after its feature became unconditional; when it is GA it can no longer be switched off, and later the very name stops the component.',
    fix: ['Remove the gate from the flags or the configuration of the component.'],
    rules: ['targets/unsettable-feature-gate'],
    bands: '',
  },
  {
    id: 'status-transition',
    words: /may not be transitioned to non-terminated state/,
    summary:
      'An API server of an early 1.28 or 1.29 patch refuses that a sidecar runs again in a Never or OnFailure pod',
    why: 'The kubelet restarts the sidecar, its status cannot be written (kubernetes/kubernetes#123323).',
    fix: ['Upgrade the API server to 1.28.8, 1.29.3 or newer.'],
    bands: '',
  },
  {
    id: 'quota-needs-values',
    words: /failed quota.{0,253}must specify|must specify (?:limits|requests)\.(?:cpu|memory)/,
    summary:
      'A ResourceQuota of the namespace asks every container for requests and limits, and an init container or sidecar has none',
    why: 'Quota looks at containers and initContainers alike, injected ones included, whatever the steps or the main container state.',
    fix: [
      'Give the sidecar and the init containers the values that the message lists (injected ones: in the settings of the injector).',
      'Or set defaults for the namespace with a LimitRange.',
    ],
    rules: ['resources/qos-downgraded'],
    bands: '',
    behind: ['P52'],
  },
  {
    id: 'server-warned',
    words:
      /(?:duplicate|overlapping|dangerously ambiguous) port definition with|duplicate port name|hides previous definition of|hostIP set without hostPort/,
    summary: 'The server took the object, but two ports or variables of it hide one another',
    why: 'Containers of a pod share one network, sidecars included, and of two variables of one name the later counts. The first container the server looks at, an init container, is not the one it names.',
    fix: ['Give one of the two another number or name.'],
    bands: '',
    behind: ['P50', 'P37'],
  },
];
