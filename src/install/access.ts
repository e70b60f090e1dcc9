import { type AccessRule, webhookRights } from '../cluster/index.ts';
import type { JsonObject } from '../model/index.ts';
import { object } from './objects.ts';
import { type InstallSettings, name } from './settings.ts';

/** Only in a namespace of its own: another one may hold pods that cannot keep the strictest rules. */
const podSecurity: JsonObject = {
  'pod-security.kubernetes.io/enforce': 'restricted',
  'pod-security.kubernetes.io/warn': 'restricted',
};

export function namespaceOf({ namespace }: InstallSettings): JsonObject {
  return object('v1', 'Namespace', '', {}, { name: namespace, labels: namespace === name ? podSecurity : {} });
}

/** An account without rights, and without a token unless it watches the cluster; then what watching takes, and no more. */
export function access({ namespace, cluster }: InstallSettings): JsonObject[] {
  const account = object('v1', 'ServiceAccount', namespace, { automountServiceAccountToken: false });
  if (!cluster) return [account];
  const group = 'rbac.authorization.k8s.io';
  return [
    account,
    object(`${group}/v1`, 'ClusterRole', '', { rules: webhookRights.map(policyRule) }),
    object(`${group}/v1`, 'ClusterRoleBinding', '', {
      roleRef: { apiGroup: group, kind: 'ClusterRole', name },
      subjects: [{ kind: 'ServiceAccount', name, namespace }],
    }),
  ];
}

function policyRule(rule: AccessRule): JsonObject {
  return Object.fromEntries(Object.entries(rule).map(([member, texts]) => [member, [...texts]]));
}
