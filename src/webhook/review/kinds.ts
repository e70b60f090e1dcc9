import { podKinds } from '../../workload/index.ts';

/** Kinds that no API server of a version judged here serves any more. */
const gone: ReadonlySet<string> = new Set([
  'extensions/Deployment',
  'extensions/ReplicaSet',
  'extensions/DaemonSet',
  'DeploymentConfig',
]);

/** Kinds without pod templates that rules are about. */
const others = ['apps.kruise.io/SidecarSet', 'sidecarset.alibabacloud.com/SidecarSetResourceBinding'];

/**
 * Kinds that are judged, as 'group/Kind', core kinds alone: what carries a pod template and what injects into pods. `install` registers
 * these and no others.
 */
export const judgedKinds: readonly string[] = [...podKinds.filter((kind) => !gone.has(kind)), ...others];

/** Subresources of pods whose objects are whole pods and whose changes can make a pod worse. */
export const judgedSubresources = ['ephemeralcontainers', 'resize'] as const;

const notControllers: ReadonlySet<string> = new Set(['Pod', 'PodTemplate', ...others]);

/** Kinds that are judged and make others: what they make says nothing new, but for injection. */
export const controllerKinds: ReadonlySet<string> = new Set(judgedKinds.filter((kind) => !notControllers.has(kind)));
