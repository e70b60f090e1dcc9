import type { Entry } from './entry.ts';

type Cause = Pick<Entry, 'summary' | 'why' | 'fix'> & Partial<Pick<Entry, 'behind' | 'rules'>>;

const rules = ['P11', 'P12', 'P13', 'P14', 'P15', 'P16'];

const rulesWithoutPolicy: Cause = {
  summary: 'restartPolicyRules stand without a restartPolicy beside them',
  why: 'Rules are looked at only if the container has a restartPolicy of its own: it decides where no rule matches.',
  fix: ['Add `restartPolicy: Never` (or OnFailure, Always) to the same container.'],
};

const causes: Readonly<Record<string, Cause>> = {
  P02: {
    summary: 'Before 1.34 an init container takes restartPolicy: Always and nothing else',
    why: 'From 1.35 on Never and OnFailure are legal there, but make an ordinary init container, no sidecar. 1.34 removes them without a word.',
    fix: ['A sidecar: write Always.', 'An init container that ends: leave the field out; the pod has one of its own.'],
    behind: ['P09', 'P27', 'P28', 'P29'],
  },
  P03: {
    summary: 'restartPolicy of the init container has a value that does not exist',
    why: 'Values are case-sensitive and Always is the only one that makes a sidecar. An empty text is a value, too.',
    fix: ['Write `restartPolicy: Always` for a sidecar; leave the field out for an init container that ends.'],
    behind: ['P02', 'P27', 'P28', 'P29'],
  },
  P04: {
    summary: 'A container in containers has a restartPolicy of its own, which makes no sidecar',
    why: 'Only entries of initContainers can be sidecars. Up to 1.33 the field is refused here, 1.34 removes it without a word, from 1.35 on it is legal and says whether this container is restarted.',
    fix: [
      'A sidecar: move the container to initContainers and keep `restartPolicy: Always`.',
      'Meant for the pod: move the field one level up, beside containers.',
      'Meant as a policy of its own: run 1.35 or newer.',
    ],
  },
  P05: {
    summary: 'restartPolicy of the container has a value that does not exist',
    why: 'Always, OnFailure and Never are possible, in this spelling.',
    fix: ['Correct the value, or leave the field out: then the policy of the pod counts.'],
  },
  P06: {
    summary: 'An ephemeral container takes no restartPolicy and no rules',
    why: 'It is never restarted.',
    fix: ['Leave the fields out.'],
  },
  P08: rulesWithoutPolicy,
  P09: rulesWithoutPolicy,
  P10: {
    summary: 'This server takes no restartPolicyRules on a sidecar',
    why: 'A sidecar is always restarted; rules on it became legal with RestartAllContainers, on by default from 1.36.',
    fix: ['Remove the rules, or run 1.36 or newer.'],
    behind: rules,
  },
  P11: {
    summary: 'The action RestartAllContainers needs a gate that is off here',
    why: 'RestartAllContainersOnContainerExits is on by default from 1.36. 1.35 lists only Restart even with the gate on.',
    fix: ['Use action Restart, or run 1.36 or newer.'],
  },
  P12: {
    summary: 'A rule has an action that does not exist',
    why: 'Restart exists, and from 1.36 on RestartAllContainers; the action is required.',
    fix: ['Write `action: Restart`.'],
  },
  P13: {
    summary: 'A rule has no exitCodes',
    why: 'A rule is {action, exitCodes: {operator, values}}. The when: and onExit: of early proposals do not exist.',
    fix: ['Add exitCodes with an operator and values.'],
  },
  P14: {
    summary: 'The operator of a rule is neither In nor NotIn',
    why: 'Operators are case-sensitive. NotIn matches exit code 0, too, unless 0 is listed.',
    fix: ['Write In or NotIn.'],
  },
  P15: { summary: 'More than 20 restartPolicyRules', why: 'A container takes 20.', fix: ['Join rules of one action.'] },
  P16: {
    summary: 'More than 255 exit codes in one rule',
    why: 'There are no more.',
    fix: ['Use NotIn with the others.'],
  },
  P22: {
    summary: 'successThreshold of a liveness or startup probe must be 1',
    why: 'Only readiness may ask for several successes in a row.',
    fix: ['Remove successThreshold, or move it to the readinessProbe.'],
  },
  P23: {
    summary: 'A readiness probe takes no terminationGracePeriodSeconds',
    why: 'A container that is not ready is not stopped.',
    fix: ['Remove the field there; liveness and startup probes take it.'],
  },
  P24: {
    summary: 'terminationGracePeriodSeconds of a probe must be greater than 0',
    why: 'Leaving it out means the grace period of the pod.',
    fix: ['Write a number from 1, or leave the field out.'],
  },
  P25: {
    summary: 'A number of a probe is negative',
    why: 'Seconds and thresholds are 0 or more; 0 means the default.',
    fix: ['Write a positive number, or leave the field out.'],
  },
  P26a: {
    summary: 'A probe or hook says nothing to do',
    why: 'It needs exactly one of exec, httpGet, tcpSocket, grpc (probes) and sleep (hooks). Often the handler stands one indentation off.',
    fix: ['Put one handler directly below the probe or hook, or remove it.'],
  },
  P26c: {
    summary: 'The hook is empty: its handler is missing, or was sleep and this server took it away',
    why: 'The sleep action is unknown up to 1.28 and off in 1.29 (gate PodLifecycleSleepAction). Clients that are not strict send it all the same, the server removes it, and an empty hook remains.',
    fix: [
      'Run 1.30 or newer, or write `exec: {command: [sleep, "5"]}` with an image that has sleep.',
      'Otherwise put one handler directly below the hook.',
    ],
  },
  P26b: {
    summary: 'A probe or hook has more than one handler, or one that is not complete',
    why: 'Exactly one of exec, httpGet, tcpSocket, grpc and sleep is possible; exec needs a command, the others a port.',
    fix: ['Leave one handler, with a port between 1 and 65535 or the name of a port of this container.'],
  },
  P26d: {
    summary: 'seconds of a sleep hook do not fit into terminationGracePeriodSeconds of the pod',
    why: 'From 1.33 on 0 up to the grace period is possible, before that 1 up to it. The grace period of a probe does not count.',
    fix: ['Shorten the sleep or raise terminationGracePeriodSeconds; both together use up the same time.'],
  },
  P27: {
    summary: 'stopSignal does not fit: spec.os.name is empty, or the signal does not exist there',
    why: 'With ContainerStopSignals on, a stop signal needs spec.os.name; windows takes SIGTERM and SIGKILL. With the gate off (the default) the field is removed without a word.',
    fix: ['Set `os: {name: linux}` on the pod and use a name such as SIGUSR1.'],
  },
  P28: {
    summary: 'This server takes no resizePolicy on init containers, sidecars included',
    why: 'In-place resize reaches sidecars from 1.33 on. From 1.36 on an init container that ends may not have RestartContainer.',
    fix: ['Remove resizePolicy there, or run 1.33 or newer.'],
  },
  P29: {
    summary: 'An init container that ends takes no resizePolicy RestartContainer',
    why: 'It could not be restarted: it would run again from the beginning. Sidecars may have it.',
    fix: ['Write NotRequired, or make it a sidecar with `restartPolicy: Always`.'],
  },
  P30: {
    summary: 'resizePolicy RestartContainer in a pod with restartPolicy Never',
    why: "The pod's policy counts, also for a sidecar: in a Job with Never nothing may be restarted for a resize.",
    fix: ['Write NotRequired, or restartPolicy OnFailure for the pod.'],
  },
  P31: {
    summary: 'An entry of resizePolicy is incomplete, unknown or there twice',
    why: 'Each entry needs resourceName (cpu or memory) and restartPolicy (NotRequired or RestartContainer), one entry a resource.',
    fix: ['Correct the entry the message names.'],
  },
  P32: {
    summary: 'Name, image or pull policy of a container is missing or cannot be',
    why: 'Names are DNS labels: lower case, digits and hyphens, at most 63. A sidecar needs name and image like any container.',
    fix: [
      'Correct the value. An image that is empty often comes from a template or a test that names only part of a container.',
    ],
  },
  P33: {
    summary: 'Two containers have the same name',
    why: 'Names are unique over containers, initContainers and ephemeralContainers. Usual: a helper that stands in both lists after half a migration, or is injected twice.',
    fix: ['Remove the old entry from containers, or keep the injector away from this pod.'],
  },
  P34: {
    summary: 'The pod has no container in containers',
    why: 'Sidecars stand in initContainers and do not count: a pod needs a main container. An empty list is often an indentation fault.',
    fix: ['Put the application into containers.'],
  },
  P35: {
    summary: 'Two ports ask for the same hostPort',
    why: 'With hostNetwork every containerPort is a hostPort: in 1.27 for every kind, from 1.28 on for bare Pods.',
    fix: ['Give one of them another port, or leave hostPort out.'],
  },
  P36: {
    summary: 'An init container asks for the same hostPort twice',
    why: 'The server prints index 0 whichever init container it is. A clash between a sidecar and another container is not refused, but one of them fails to bind.',
    fix: ['Look at every init container with ports, and give one port another number.'],
  },
  P38: {
    summary: 'A port has no number, a number out of range, a name that cannot be, or the name of another port',
    why: 'Numbers are 1 to 65535, names at most 15 lower case letters, digits and hyphens with one letter, unique in a container.',
    fix: ['Correct the port the message names.'],
  },
  P39: {
    summary: 'With hostNetwork a hostPort must equal its containerPort',
    why: 'There is only one network. Main containers alone are checked.',
    fix: ['Leave hostPort out, or write the same number.'],
  },
  P40: {
    summary: 'Ephemeral containers cannot be written into a manifest, and take few fields',
    why: 'They are added to a Pod that runs through its subresource, and have no probes, ports, hooks, resources or restartPolicy.',
    fix: [
      'Remove ephemeralContainers; use `kubectl debug`.',
      'A helper that belongs to the pod is a sidecar: initContainers with `restartPolicy: Always`.',
    ],
  },
  P41: {
    summary: 'Pods of this kind are always restarted: the restartPolicy of the pod can only be Always',
    why: 'Deployments, ReplicaSets, StatefulSets, DaemonSets and ReplicationControllers keep their pods alive.',
    fix: ['Remove restartPolicy beside containers; use a Job for work that ends.'],
  },
  P42: {
    summary: 'The pod of a Job needs restartPolicy Never or OnFailure',
    why: 'Left out it means Always, which a Job cannot have. The restartPolicy of a container, a sidecar included, does not count. Beside a podFailurePolicy only Never is possible.',
    fix: ['Write `restartPolicy: Never` (or OnFailure) beside containers, and keep Always on the sidecar.'],
    behind: ['P44'],
  },
  P43: {
    summary: 'podFailurePolicy names a container that the pod does not have, or exit codes that cannot be',
    why: 'containerName has to be in containers or initContainers; exit codes are in ascending order, once each, and 0 does not go with In.',
    fix: ['Correct the rule, or leave containerName out to mean every container.'],
  },
  P44: {
    summary: 'restartPolicy of the pod has a value that does not exist',
    why: 'Always, OnFailure and Never are possible, in this spelling.',
    fix: ['Correct the value beside containers.'],
  },
  P45: {
    summary: 'Requests or limits of the pod as a whole do not fit its containers',
    why: 'A request of the pod must be at least what its containers need together. Sidecars count in full, an init container that ends with the sidecars before it. Only cpu, memory and huge pages can be given.',
    fix: ["Raise the pod's request, or lower those of the containers; `sidecarlint lint` computes the sum."],
  },
  P46: {
    summary: 'A container may use more than the whole pod: its limit is above the limit of the pod',
    why: 'Main containers are checked. The limit of a sidecar above it is taken, and capped all the same.',
    fix: ["Lower the container's limit, or raise the pod's."],
  },
  P47: {
    summary: 'A Pod that exists takes new images and little else',
    why: 'Whoever wrote it back changed more, knowingly or not: a client with old types loses restartPolicy of init containers on the way, and that is a change, too.',
    fix: [
      'Change the template of the controller, or delete and create the Pod.',
      'A program that only sets a label: let it patch, or upgrade it to types of 1.28 or newer.',
    ],
  },
  P49: {
    summary: 'Containers cannot be added to or removed from a Pod that exists',
    why: 'Sidecars included. Injection happens at creation only.',
    fix: ['Change the template, or delete and create the Pod.'],
  },
  P51: {
    summary: 'This resize is not possible on a Pod that runs',
    why: 'cpu and memory change through the resize subresource only, on sidecars from 1.33 on; a value cannot be removed.',
    fix: ['Use `kubectl patch --subresource resize`, or change the template.'],
  },
  P52: {
    summary: 'Requests and limits of a container do not fit one another, or name a resource that does not exist',
    why: 'A request may not exceed its limit, huge pages need cpu or memory beside them, and names are cpu, memory, ephemeral-storage, hugepages-… or example.com/thing.',
    fix: ['Correct the value the message names; injected sidecars take theirs from the injector or from a LimitRange.'],
  },
  P53: {
    summary: 'protocol or mode of a probe has a value that does not exist or does not fit',
    why: 'HTTP1 and HTTP2 (the latter with scheme HTTP and no host), Plaintext and TLS; from 1.37 on, behind gates.',
    fix: ['Leave the field out, or correct the value.'],
  },
  P50: {
    summary: 'An environment variable has no name or no source that can be',
    why: 'Each has a name and either a value or one source.',
    fix: ['Correct the entry the message names.'],
  },
  decode: {
    summary: 'A value has a type that the field cannot hold, or a key is there twice',
    why: 'The object cannot be read, so nothing else in it was judged. Usual: quotes around a number, a label or env value such as true or 1 without quotes, 1.0 where an integer belongs, a list where one object belongs.',
    fix: ['Write the type that the message names; quote values of labels, annotations and env.'],
  },
  other: {
    summary: 'A field that has nothing to do with sidecars is refused',
    why: 'The text after the reason says what is wanted.',
    fix: ['Correct the field that the message names; `kubectl explain` describes it.'],
  },
};

/** What to say of a cause that has no other explanations: by the row that speaks. */
export const rowEntries: readonly Entry[] = Object.entries(causes).map(([id, cause]) => ({ id, ...cause }));
