import type { Command, Option } from './options.ts';

export const help: Option = { name: 'help', short: 'h', help: 'This text.' };
export const color: Option = {
  name: 'color',
  value: 'WHEN',
  choices: ['auto', 'always', 'never'],
  help: 'Colours; auto: on a terminal, unless NO_COLOR is set.',
};
export const configuration: readonly Option[] = [
  { name: 'config', value: 'FILE', help: 'Configuration; otherwise the nearest policy.config.{ts,js,json,yaml}.' },
  { name: 'no-config', help: 'Read no configuration: built-in rules only.' },
];

export const gates: Option = {
  name: 'gates',
  value: 'LIST',
  help: 'Feature gates of the API server: SidecarContainers=true,…',
};

export const targets: Option = {
  name: 'target',
  value: 'VERSIONS',
  repeats: true,
  help: '1.33, 1.28..1.33, 1.28+SidecarContainers, or a name of the configuration.',
};
export const kubelet: Option = {
  name: 'kubelet',
  value: 'VERSION',
  help: 'Oldest kubelet: 1.29, or 1.29-SidecarContainers.',
};
export const complete: Option = {
  name: 'complete',
  help: 'The input is the whole cluster: what is missing is an error.',
};
export const rule: Option = {
  name: 'rule',
  value: 'ID',
  repeats: true,
  help: 'Only this rule, or this category (jobs/*); may be repeated.',
};
export const failOn: Option = {
  name: 'fail-on',
  value: 'SEVERITY',
  choices: ['error', 'warning', 'info'],
  help: 'Lowest severity to exit with 1 for.',
};
export const platform: Option = {
  name: 'platform',
  value: 'NAMES',
  help: 'kubernetes, acs, eci, ack-virtual-node; several for a mixed cluster.',
};
export const kruise: Option = { name: 'kruise', value: 'VERSION', help: 'OpenKruise: 1.7 or 1.7.2.' };

/** A cluster that is asked what it is and what is in it. */
export const cluster: readonly Option[] = [
  {
    name: 'cluster',
    help: 'Read versions, nodes, SidecarSets and bindings from the cluster; needs @kubernetes/client-node.',
  },
  {
    name: 'kubeconfig',
    value: 'FILE',
    help: 'With --cluster: otherwise KUBECONFIG, ~/.kube/config, or the pod itself.',
  },
  { name: 'context', value: 'NAME', help: 'With --cluster: a context other than the current one.' },
];

/** What decides about injection. */
export const injectionCluster: Command['groups'][number] = {
  title: 'The cluster',
  options: [
    kruise,
    platform,
    { name: 'target', value: 'NAME', help: 'A target of the configuration: its OpenKruise and platform.' },
    ...configuration,
  ],
};
