/** Which kinds are judged, as in `kinds` of rules: 'group/Kind', core kinds alone. */
import { podKinds } from './places.ts';

export const bindingKind = 'sidecarset.alibabacloud.com/SidecarSetResourceBinding';

/** Without pod templates: what injects into pods, and what lets it read other namespaces. */
export const setKinds: readonly string[] = ['apps.kruise.io/SidecarSet', bindingKind];

/** What carries a pod template, and what injects into pods. */
export const judgedKinds: readonly string[] = [...podKinds, ...setKinds];

/** Found in files, but no API server of a version judged here serves them any more. */
const gone: readonly string[] = [
  'extensions/Deployment',
  'extensions/ReplicaSet',
  'extensions/DaemonSet',
  'DeploymentConfig',
];

/** Those that a cluster can have. */
export const servedKinds: readonly string[] = judgedKinds.filter((kind) => !gone.includes(kind));
