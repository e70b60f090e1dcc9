import type { Entry } from './entry.ts';

/** A cause that is known by words other than a refused field: of the kubelet, the scheduler, a controller, a webhook, a tool. */
export interface EventEntry extends Entry {
  words: RegExp;
  /** Ids of the sidecar entries that come next: what the words leave open. */
  or?: readonly string[];
}

const sidecarRules = ['kubernetes/native-sidecar-unsupported'];

/** In the order in which they are ranked when a text has the words of several: the more a text says, the earlier. */
export const eventEntries: readonly EventEntry[] = [
  {
    id: 'patch-removes-restart-policy',
    words:
      /"op": ?"remove", ?"path": ?"[\w/]{0,200}\/initContainers\/\d{1,4}\/restartPolicy"|initContainers\/\d{1,4}\/restartPolicy", ?"op": ?"remove"/,
    summary: 'restartPolicy: Always was taken away on the way: this patch of a webhook removes it',
    why: 'The webhook decodes the Pod with types older than Kubernetes 1.28 and computes its patch from what is left.',
    fix: ['Upgrade the webhook the line names, or keep it away from these pods.'],
    bands: '',
    behind: ['P01', 'P20', 'P21'],
  },
  {
    id: 'kubelet-gate-off',
    words: /InitContainerRestartPolicyForbidden|init container\W.{0,120}non-default restartPolicy/i,
    summary:
      'The kubelet of the node has SidecarContainers off: 1.28 as it comes, or 1.29 to 1.32 with the gate switched off',
    why: 'The API server took the sidecar, the node refuses the pod: it is Failed, and its controller makes another one, for ever. A 1.27 kubelet would say nothing and hang in Init.',
    look: "kubectl get nodes -o custom-columns='NAME:.metadata.name,KUBELET:.status.nodeInfo.kubeletVersion'",
    fix: [
      'Upgrade the node or remove SidecarContainers=false from its kubelet; drain first.',
      'Until then keep such pods off it (nodeSelector, affinity). Deleting restartPolicy is no fix: the pod would hang in Init.',
    ],
    rules: ['compatibility/kubelet-too-old'],
    gate: 'SidecarContainers',
    bands: '',
    behind: ['P01'],
  },
  {
    id: 'scheduler-gate-off',
    words: /restartable init container.{0,120}(?:disabled|feature)/i,
    summary: 'The scheduler has the gate SidecarContainers off',
    why: 'The API server has it on, so pods with sidecars exist and are never placed.',
    fix: ['Give all components the same gates: SidecarContainers on, or none stated from 1.29 on.'],
    rules: sidecarRules,
    gate: 'SidecarContainers',
    bands: '',
    behind: ['P01'],
  },
  {
    id: 'gate-cannot-be-set',
    words: /unrecognized feature gate: ?"?\w|cannot set feature gate \w{1,100} to \w{1,10}, feature is locked/,
    summary: 'A component does not start: this release does not know the gate, or has locked it',
    why: 'Setting SidecarContainers breaks from 1.37 on, where the gate is gone; setting it to false from 1.33 on, where it is locked.',
    fix: ['Remove the gate from the flags or the configuration of the component.'],
    rules: ['targets/unsettable-feature-gate'],
    bands: '',
  },
  {
    id: 'tool-schema-too-old',
    words:
      /field not declared in schema|additional propert(?:y|ies) '?restartPolicy'? (?:is )?not allowed|terraform.{0,200}Unsupported argument|Additional property restartPolicy is not allowed/i,
    summary:
      'A tool judges by a schema of its own, made from Kubernetes types older than 1.28: the server may well take the field',
    why: 'Argo CD, Helm charts with a values schema, CRDs with an embedded pod template and providers carry copies of the schema of Container.',
    fix: [
      'Upgrade the tool, chart or CRD to one that has restartPolicy of Container.',
      'Argo CD: ignoreDifferences for `.spec.template.spec.initContainers[].restartPolicy` hides it meanwhile. Do not delete the field: the sidecar would become an init container that never ends.',
    ],
    rules: sidecarRules,
    bands: 'P01',
    behind: ['P01'],
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
    id: 'injector-refuses',
    words: /nativeSidecar and waitBeforeExitSeconds cannot be used/,
    summary: 'The injector refuses: a native sidecar cannot have a wait before its exit',
    why: 'Native sidecars are stopped after the main containers, so the wait is of no use. The value may come from the chart even if you did not set it.',
    fix: ['Remove waitBeforeExitSeconds (annotation and Helm value), or leave the native mode.'],
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
    id: 'node-runs-out',
    words: /Out[Oo]f(?:[Cc]pu|[Mm]emory|[Gg]pu)\b|Node didn't have enough resource/,
    summary:
      'Scheduler and kubelet reckon differently: the scheduler forgot that sidecars run beside the main containers',
    why: 'A pod needs the sum of its main containers and sidecars, or more while init containers run. A custom scheduler or an autoscaler that takes the largest init container instead places pods where the kubelet refuses them.',
    fix: [
      'Upgrade the scheduler or autoscaler to one that knows sidecars (kai-scheduler, karpenter, volcano: see their notes).',
      'Without a custom scheduler: another pod was faster, the controller tries again.',
    ],
    rules: ['resources/qos-downgraded'],
    bands: '',
    behind: ['P45'],
  },
  {
    id: 'resource-metric-missing',
    words: /missing request for (?:cpu|memory) in container/,
    summary: 'An autoscaler cannot compute a share: the named container, perhaps a sidecar, has no request',
    why: 'From 1.29 on sidecars count in the sum. One container without the request is enough.',
    fix: ['Give the sidecar a request, or scale by a ContainerResource metric of the main container.'],
    bands: '',
  },
  {
    id: 'port-in-use',
    words: /address already in use|didn't have free ports for the requested pod ports/,
    summary: 'Two containers of the pod want one port: they share one network, sidecars included',
    why: 'The API server refuses only a hostPort twice among main containers; everything else shows when the second process binds.',
    fix: ['Give one of them another port; look at the metrics and health ports of injected sidecars first.'],
    bands: '',
    behind: ['P37', 'P35', 'P36', 'P50'],
  },
  {
    id: 'stopping-counted-as-failure',
    words:
      /Stopping container .{0,400}(?:probe failed|connection refused)|exit(?:ed|s)?(?: with)?(?: a)?(?: code)?:? ?(?:137|143)\b/i,
    summary: 'A sidecar was stopped after the main containers had ended, and something counts its end as a failure',
    why: 'A native sidecar gets TERM last, and KILL when the grace period is used up: exit codes 143 and 137 are its normal end. Kubernetes leaves them out of the result of the pod; a workflow engine or a status page may not. Probes can still fail meanwhile.',
    fix: [
      'Let the engine judge by the main container alone, or upgrade it to one that knows sidecars.',
      '137: let the sidecar end at TERM, or give the pod more terminationGracePeriodSeconds.',
    ],
    rules: ['lifecycle/grace-budget-exceeded'],
    bands: '',
  },
  {
    id: 'started-before-its-sidecar',
    words:
      /(?:127\.0\.0\.1|localhost|\[::1\]|::1)"?[^\n]{0,80}connection refused|connection refused[^\n]{0,80}(?:127\.0\.0\.1|localhost)/i,
    summary: 'A container asked its sidecar before the sidecar listened',
    why: 'Containers of one list start together. An init container starts before everything in containers, and before the sidecars that stand after it. A native sidecar counts as started when its process runs, unless it has a startupProbe; readiness delays nobody.',
    fix: [
      'Make the helper a native sidecar (initContainers, restartPolicy: Always) before whoever needs it, and give it a startupProbe.',
      'Below 1.29: let the application try again, or block in a postStart hook of the helper.',
    ],
    rules: ['order/dependency-started-in-parallel', 'order/init-needs-later-container', 'probes/missing-startup-probe'],
    bands: 'P01',
  },
  {
    id: 'startup-probe-fails',
    words: /Startup probe (?:failed|errored)/,
    summary: 'A startupProbe never succeeds: while it is one of a sidecar, nothing after it starts',
    why: 'The kubelet kills and restarts the sidecar and waits, whatever the restartPolicy of the pod. With Never in a Job, kubelets before 1.33.6 may wait for ever.',
    fix: [
      'Look at its log, and at port and path of the probe: the port has to be one of this container.',
      'Give it more time (periodSeconds × failureThreshold). Remove the probe of a helper that nobody has to wait for.',
    ],
    rules: ['probes/probe-targets-main-port', 'probes/unknown-named-port'],
    bands: '',
  },
  {
    id: 'readiness-probe-fails',
    words: /Readiness probe (?:failed|errored)/,
    summary: 'A readiness probe fails: one of a sidecar, too, takes the whole pod out of its Services',
    why: 'From 1.28 on the readiness of sidecars counts. It delays no start.',
    fix: ['Look at the container the event names; remove the probe of a helper that traffic does not need.'],
    rules: ['probes/bystander-readiness-probe'],
    bands: '',
  },
  {
    id: 'hook-fails',
    words: /FailedPostStartHook|FailedPreStopHook|PostStartHookError|PreStopHookError/,
    summary: 'A hook of a container failed or took too long',
    why: 'A postStart hook that fails kills its container, and nothing after it starts. preStop hooks of sidecars run at once, beside those of the main containers, and use up the same grace period.',
    fix: ['Run the command of the hook in the container by hand; give the pod more terminationGracePeriodSeconds.'],
    rules: ['lifecycle/grace-budget-exceeded'],
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
    id: 'webhook-denied',
    words: /admission webhook "[^"]{1,253}" denied the request/,
    summary: 'A policy of the cluster refuses the object: the webhook that the message names',
    why: 'Not the API server itself. Policies written before sidecars often treat every init container alike, and ask for probes that the API server forbids, or none that it allows.',
    fix: [
      'Read the rule the message names; ask its owner for an exception for init containers without restartPolicy: Always.',
    ],
    bands: '',
  },
  {
    id: 'job-never-completes',
    words: /\b1\/[2-9]\d?\s+NotReady\b|BackoffLimitExceeded|DeadlineExceeded/,
    summary: 'A Job does not end, or ends by its limits: a helper in containers keeps it open, or restarts use it up',
    why: 'A Job is complete when every container in containers has ended. Native sidecars do not count for that, but in an OnFailure pod their restarts count for backoffLimit.',
    fix: [
      'Move the helper to initContainers with `restartPolicy: Always` (1.29 and newer).',
      'Injected by a mesh: switch its native mode on, or injection off for the Job.',
    ],
    rules: ['jobs/classic-helper-never-ends', 'jobs/main-container-never-ends'],
    bands: 'P01',
  },
  {
    id: 'init-container-crashes',
    words: /Init:(?:CrashLoopBackOff|Error|OOMKilled|RunContainerError)/,
    summary: 'An init container or sidecar fails: nothing after it starts',
    why: 'The kubelet tries again with growing pauses. An init container that needs a proxy or secret of a container which starts later fails for ever.',
    look: 'kubectl logs POD -c CONTAINER --previous',
    fix: [
      'Read its log.',
      'If it needs another container: put that one before it, as a native sidecar with a startupProbe.',
    ],
    rules: ['order/init-needs-later-container'],
    bands: '',
  },
  {
    id: 'init-never-ends',
    words: /Init:\d{1,3}\/\d{1,3}|PodInitializing/,
    summary:
      'The pod waits for an init container that does not end: often a helper that should be a sidecar and is none in the stored Pod',
    why: 'restartPolicy: Always was never written there, was dropped by a 1.28 server, taken away by a webhook with old types, or is not known to a 1.27 kubelet. Nobody refuses that: without a probe the pod just hangs. Or a sidecar is up and its startupProbe does not succeed. Some tools also show Init although all is well.',
    look: 'kubectl get pod POD -o jsonpath=\'{range .spec.initContainers[*]}{.name}{"\\t"}{.restartPolicy}{"\\n"}{end}\'',
    fix: [
      'The field is missing in the Pod but there in its template: see the webhooks of the cluster.',
      'It is in neither: add `restartPolicy: Always` to the helper.',
      'It is in both: look at the startupProbe and the log of that container, and at the version of the node.',
    ],
    rules: ['lifecycle/long-running-init-container', 'compatibility/kubelet-too-old'],
    bands: 'P01',
    or: ['restart-policy-missing', 'restart-policy-stripped', 'restart-policy-dropped'],
    behind: ['P01'],
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
  {
    id: 'container-crashes',
    words: /CrashLoopBackOff|Back-off restarting failed container/,
    summary: 'A container ends again and again',
    why: 'A native sidecar is restarted whatever its exit code, so a command that does its work and ends loops for ever there. A main container that cannot reach its sidecar yet fails, too.',
    look: 'kubectl logs POD -c CONTAINER --previous',
    fix: [
      'Read the log of the run before.',
      'A command that ends belongs into an init container without restartPolicy.',
    ],
    rules: ['lifecycle/one-shot-sidecar', 'order/dependency-started-in-parallel'],
    bands: '',
  },
];
