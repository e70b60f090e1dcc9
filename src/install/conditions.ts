/** A condition of a webhook in CEL, as Kubernetes writes it. */
export interface MatchCondition {
  name: string;
  expression: string;
}

const applied = 'kubectl.kubernetes.io/last-applied-configuration';

/** `object` and `oldObject` agree in a member that either may lack. */
const same = (path: string): string =>
  `has(object.${path}) == has(oldObject.${path}) && (!has(object.${path}) || object.${path} == oldObject.${path})`;

const unchanged = [
  'has(object.spec) && has(oldObject.spec) && object.spec == oldObject.spec',
  ...['metadata.labels', 'metadata.annotations'].map(same),
].join(' && ');

/**
 * All have to hold for a review to be sent. A condition that fails to evaluate counts as a call that fails, so each asks before it reads.
 * Servers before 1.28 drop them and send more.
 */
export const matchConditions: readonly MatchCondition[] = [
  {
    // A static pod runs whatever a server says of its mirror.
    name: 'not-by-a-kubelet',
    expression: "!has(request.userInfo.groups) || !('system:nodes' in request.userInfo.groups)",
  },
  {
    name: 'not-under-deletion',
    expression: '!has(object.metadata.deletionTimestamp)',
  },
  {
    // Verbatim copies of a template that was judged where it was written.
    name: 'not-a-copy',
    expression:
      "!(request.kind.kind in ['ReplicaSet', 'Job']) || !has(object.metadata.ownerReferences) || !object.metadata.ownerReferences.exists(owner, has(owner.controller) && owner.controller && owner.kind in ['Deployment', 'CronJob'])",
  },
  {
    // Bookkeeping, as of controllers and finalizers. What was applied is looked at each time: it may lose its fields each time.
    name: 'changes-something',
    expression: `request.operation == 'CREATE' || !(${unchanged}) || (has(object.metadata.annotations) && '${applied}' in object.metadata.annotations)`,
  },
];
