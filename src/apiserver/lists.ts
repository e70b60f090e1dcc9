/** The lists of a pod spec that hold containers, in the order in which the server drops and validates. */
export const containerLists = ['containers', 'initContainers', 'ephemeralContainers'] as const;
export type ContainerList = (typeof containerLists)[number];

export function goType(list: ContainerList): string {
  return list === 'ephemeralContainers' ? 'EphemeralContainer' : 'Container';
}

const policies = ['Always', 'Never', 'OnFailure'];

/** Row of the parity table for a container's restartPolicy. */
export function policyCheck(list: ContainerList, policy: string): string {
  const valid = policies.includes(policy);
  if (list === 'ephemeralContainers') return 'P06';
  if (list === 'containers') return valid ? 'P04' : 'P05';
  return policy === 'Always' ? 'P01' : valid ? 'P02' : 'P03';
}

export function rulesCheck(list: ContainerList): string {
  return list === 'containers' ? 'P08' : list === 'initContainers' ? 'P10' : 'P18';
}
